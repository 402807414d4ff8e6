"""The forms of signing in and of one's own account, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lightyear.accounts import sign_in
from lightyear.accounts.models import User

PASSWORD_HINT = _("At least 12 characters. A few words that don’t belong together are good.")
CODE_HINT = _("Six digits. One of your recovery codes works too.")


class SignInForm(account.LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=_("E-mail"), password=_("Password"))


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=_("Password"))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and, twice, the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            oldpassword=_("Password now"),
            password1=_("New password"),
            password2=_("New password again"),
        )
        self.fields["password1"].help_text = PASSWORD_HINT


class CodeForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """The code of the authenticator app, or a recovery code; failures and locks are recorded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self, CODE_HINT)

    def clean_code(self) -> str:
        return _checked(self, super().clean_code)


class CodeAgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code again, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self, CODE_HINT)

    def clean_code(self) -> str:
        return _checked(self, super().clean_code)


class ActivateForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self, _("The six digits that the app shows now."))

    def clean_code(self) -> str:
        return _checked(self, super().clean_code)


class NewPassword(forms.Form):
    """A password chosen for an account; `user` is whose (it may not resemble her name or address)."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=256,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "password" in given:
            try:
                password_validation.validate_password(given["password"], self.user or self._described(given))
            except ValidationError as error:
                self.add_error("password", error)
        return given

    def _described(self, given: dict[str, Any]) -> User:
        return User(email=given.get("email", ""), name=given.get("name", ""))


class NewPerson(NewPassword):
    """Someone's account, where the address is known already."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "email", "password"]


class FirstPerson(NewPerson):
    """The account that sets an installation up."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))


def _say(form: forms.Form, **labels: Any) -> None:
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)


def _ask_code(form: forms.Form, hint: Any) -> None:
    _say(form, code=_("Code"))
    form.fields["code"].help_text = hint
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}


def _checked(form: Any, check: Any) -> str:
    try:
        code: str = check()
    except ValidationError as error:
        if error.code == "incorrect_code":
            sign_in.failed(form.user, at="code")
        else:
            sign_in.locked(form.user)
        raise
    return code
