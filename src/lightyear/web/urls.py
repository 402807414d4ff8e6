"""Routes of the pages."""

from django.urls import path

from lightyear.web import (
    contacts,
    flows,
    forms,
    home,
    hosted,
    ledger,
    mailbox,
    messages,
    preferences,
    session,
    templates,
)

app_name = "web"

urlpatterns = [
    path("", home.door, name="front"),
    path("sign-in/", session.sign_in, name="sign-in"),
    path("sign-in/<str:token>", session.redeem, name="sign-in-link"),
    path("sign-out", session.sign_out, name="sign-out"),
    path("language", session.language, name="language"),
    path("workspaces/", home.workspaces, name="workspaces"),
    path("mailbox/", mailbox.show, name="mailbox"),
    path("mailbox/<str:key>", mailbox.letter, name="mailbox-letter"),
    path("mailbox/<str:key>/html", mailbox.html, name="mailbox-html"),
    # Visitors: no account, the organization's brand.
    path("f/<slug:workspace>/<slug:form>/", hosted.fill_in, name="hosted-form"),
    path("f/<slug:workspace>/<slug:form>/thanks", hosted.thanks, name="hosted-thanks"),
    path("f/<slug:workspace>/challenge", hosted.challenge, name="hosted-challenge"),
    path("brand/<slug:workspace>.css", hosted.brand, name="brand"),
    path("c/<slug:workspace>/<str:token>", hosted.confirm, name="confirmation"),
    path("p/<slug:workspace>/<str:token>", preferences.choose, name="preferences"),
    path("u/<slug:workspace>/<str:token>", preferences.unsubscribe, name="unsubscribe"),
    # Staff.
    path("w/<slug:workspace>/", home.show, name="home"),
    path("w/<slug:workspace>/contacts/", contacts.index, name="contacts"),
    path("w/<slug:workspace>/contacts/<uuid:contact>/", contacts.show, name="contact"),
    path("w/<slug:workspace>/contacts/<uuid:contact>/openings", contacts.reveal, name="contact-opening"),
    path("w/<slug:workspace>/consents/<uuid:record>/", contacts.proof, name="contact-proof"),
    path("w/<slug:workspace>/forms/", forms.index, name="forms"),
    path("w/<slug:workspace>/forms/<slug:form>/", forms.show, name="form"),
    path("w/<slug:workspace>/templates/", templates.index, name="templates"),
    path("w/<slug:workspace>/templates/<slug:template>/", templates.show, name="template"),
    path("w/<slug:workspace>/templates/<slug:template>/sends", templates.send, name="template-send"),
    path("w/<slug:workspace>/messages/", messages.index, name="messages"),
    path("w/<slug:workspace>/messages/<uuid:message>/", messages.show, name="message"),
    path(
        "w/<slug:workspace>/messages/<uuid:message>/reconciliations",
        messages.reconcile,
        name="message-reconciliation",
    ),
    path("w/<slug:workspace>/flows/", flows.index, name="flows"),
    path("w/<slug:workspace>/flows/decisions/", flows.decisions, name="flow-decisions"),
    path("w/<slug:workspace>/flows/decisions/<uuid:decision>/", flows.decision, name="flow-decision"),
    path("w/<slug:workspace>/ledger/", ledger.index, name="ledger"),
    path("w/<slug:workspace>/ledger/exports", ledger.export, name="ledger-export"),
]
