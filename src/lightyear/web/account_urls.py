"""Routes of staff's own accounts. allauth reverses these names, so they have no namespace."""

from django.urls import path

from lightyear.web import account, session

urlpatterns = [
    path("sign-in/", session.sign_in, name="account_login"),
    path("sign-in/code", session.second_factor, name="mfa_authenticate"),
    path("account/", account.show, name="mfa_index"),
    path("account/password", account.password, name="account_change_password"),
    path("account/authenticator", account.authenticator, name="mfa_activate_totp"),
    path("account/recovery-codes", account.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", account.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/again", account.password_again, name="account_reauthenticate"),
    path("account/again/code", account.code_again, name="mfa_reauthenticate"),
]
