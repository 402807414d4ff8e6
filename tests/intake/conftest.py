"""A published form in an open workspace."""

from typing import Any

import pytest

from lightyear.ledger.actors import Actor

BY = Actor.system("test")

FORM: dict[str, Any] = {
    "title": {"en": "Class", "zh-hans": "讲座"},
    "fields": [
        {
            "key": "first_name",
            "kind": "text",
            "label": {"en": "First name"},
            "purpose": "requests",
            "retention_days": 365,
            "role": "name",
            "declares": ["name"],
        },
        {
            "key": "email",
            "kind": "email",
            "label": {"en": "E-mail"},
            "purpose": "requests",
            "retention_days": 365,
            "required": True,
            "role": "email",
        },
        {
            "key": "message",
            "kind": "long_text",
            "label": {"en": "Message"},
            "purpose": "requests",
            "retention_days": 30,
        },
    ],
    "consents": [{"purpose": "events", "channel": "email"}],
}


@pytest.fixture
def form(inside):
    """The version of the form that visitors see."""
    return published()


def published():
    """The form in the open workspace, with what it needs."""
    from lightyear.consent import services as consent
    from lightyear.intake import services as intake
    from lightyear.messaging import services as messaging

    requests = consent.declare(key="requests", kind="service", name_en="Requests", name_zh="咨询", by=BY)
    events = consent.declare(key="events", kind="commercial", name_en="Events", name_zh="活动", by=BY)
    consent.word(purpose=events, channel="email", language="en", wording="Yes, write to me.", by=BY)
    letter = messaging.Variant(
        "Please confirm",
        "<mj-section><mj-column><mj-text>{{ links.confirm }}</mj-text></mj-column></mj-section>",
    )
    messaging.define(key="confirm", name="Confirm", purpose=requests, variants={"en": letter}, by=BY)
    return intake.publish(slug="class", name="Class", raw=FORM, by=BY)
