"""The demonstration's journey: from the sign-up to the first visit."""

from typing import TYPE_CHECKING, Any

from lightyear.intake import starter_content

if TYPE_CHECKING:
    from lightyear.ledger.actors import Actor
    from lightyear.workspaces.models import Workspace

KEY = "first-visit"
NAME = {"en": "From sign-up to first visit", "zh-hans": "从报名到首次到访"}

NURTURE: dict[str, Any] = {
    "name": {"en": "Good to know before you come", "zh-hans": "到访前的小提示"},
    "purpose": "events",
    "variants": {
        "en": (
            "Good to know before you come",
            "Hello{% if contact.name != '' %} {{ contact.name }}{% endif %}",
            "Parking is free, the room is on the ground floor, and there is tea. Bring somebody along if "
            "you like: there is a seat for two.",
            "preferences",
            "Choose what you get",
        ),
        "zh-hans": (
            "到访前的小提示",
            "您好{% if contact.name != '' %}，{{ contact.name }}{% endif %}",
            "停车免费，教室在一楼，备有茶点。欢迎带一位朋友同来，我们为您留好座位。",
            "preferences",
            "选择接收内容",
        ),
    },
}


def definition(form: str) -> dict[str, Any]:
    """The journey that begins when somebody confirms a form."""
    return {
        "trigger": {"event": "form.confirmed", "form": form},
        "steps": [
            {"kind": "notify", "key": "tell-marketing", "role": "marketer"},
            {
                "kind": "task",
                "key": "call",
                "title": {"en": "Call about the class", "zh-hans": "致电确认讲座事宜"},
                "role": "front_desk",
                "within_days": 2,
            },
            {"kind": "wait", "key": "three-days", "days": 3},
            {
                "kind": "branch",
                "key": "may-we-write",
                "condition": {"agreed": "events", "channel": "email"},
                "yes": [{"kind": "send", "key": "good-to-know", "template": "nurture"}],
                "no": [],
            },
        ],
    }


def ensure(workspace: "Workspace", *, form: str, by: "Actor") -> None:
    """Publish the journey and its template, unless the workspace has a journey; inside the wall."""
    from lightyear.consent.models import Purpose
    from lightyear.journeys import services as journeys
    from lightyear.journeys.models import Journey
    from lightyear.messaging import services as messaging

    if Journey.objects.exists():
        return
    messaging.define(
        key="nurture",
        name=NURTURE["name"][workspace.language],
        purpose=Purpose.objects.get(key=NURTURE["purpose"]),
        variants={
            language: messaging.Variant(subject, starter_content.mjml(*letter))
            for language, (subject, *letter) in NURTURE["variants"].items()
        },
        by=by,
    )
    journeys.publish(key=KEY, name=NAME[workspace.language], raw=definition(form), by=by)
