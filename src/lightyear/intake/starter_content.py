"""What a new workspace begins with: purposes, wording, templates and one form, in both languages."""

from typing import Any

PURPOSES: list[dict[str, Any]] = [
    {
        "key": "newsletter",
        "kind": "commercial",
        "name_en": "Health newsletter",
        "name_zh": "健康资讯",
        "about_en": "Tips and news, once a month.",
        "about_zh": "健康小知识与动态，每月一次。",
        "position": 1,
    },
    {
        "key": "events",
        "kind": "commercial",
        "name_en": "Events and classes",
        "name_zh": "活动与讲座",
        "about_en": "Near you, at most twice a month.",
        "about_zh": "您附近的活动，每月最多两次。",
        "position": 2,
    },
    {
        "key": "requests",
        "kind": "service",
        "name_en": "Answering requests",
        "name_zh": "答复咨询",
        "about_en": "What you ask us is answered, and nothing else is done with it.",
        "about_zh": "仅用于答复您的咨询。",
        "position": 3,
    },
]

NOTICES: dict[str, dict[str, str]] = {
    "newsletter": {
        "en": "Yes, {name} may e-mail me its health newsletter. I can stop at any time.",
        "zh-hans": "我同意{name}通过电子邮件向我发送健康资讯。我可以随时停止接收。",
    },
    "events": {
        "en": "Yes, {name} may e-mail me about classes and events. I can stop at any time.",
        "zh-hans": "我同意{name}通过电子邮件向我发送活动与讲座信息。我可以随时停止接收。",
    },
}

TEMPLATES: dict[str, dict[str, Any]] = {
    "confirm": {
        "name": {"en": "Please confirm", "zh-hans": "请确认邮箱"},
        "purpose": "requests",
        "variants": {
            "en": (
                "Please confirm your address",
                "One click is missing",
                "Somebody, we hope you, gave us this address. Confirm it and we see to the rest. "
                "If it wasn’t you, do nothing: we delete it after seven days.",
                "confirm",
                "Yes, this is my address",
            ),
            "zh-hans": (
                "请确认您的邮箱",
                "还差一步",
                "有人（希望是您）填写了这个邮箱。确认后，我们会为您办理。如果不是您本人，请忽略这封邮件：我们会在七天后删除相关信息。",
                "confirm",
                "确认，这是我的邮箱",
            ),
        },
    },
}

FORM: dict[str, Any] = {
    "slug": "newsletter",
    "name": {"en": "Newsletter sign-up", "zh-hans": "健康资讯订阅"},
    "definition": {
        "title": {"en": "Our health newsletter", "zh-hans": "健康资讯订阅"},
        "intro": {
            "en": "Tips and news, once a month. You can stop at any time.",
            "zh-hans": "健康小知识与动态，每月一次，可随时停止接收。",
        },
        "button": {"en": "Sign me up", "zh-hans": "订阅"},
        "consents": [
            {"purpose": "newsletter", "channel": "email"},
            {"purpose": "events", "channel": "email"},
        ],
    },
}


def form_definition() -> dict[str, Any]:
    """The first form: a first name, if she likes, and an address that is confirmed by mail."""
    asked = [
        question(
            "first_name", "text", "First name", "怎么称呼您", required=False, role="name", declares=["name"]
        ),
        question("email", "email", "E-mail", "电子邮箱", role="email"),
    ]
    return {**FORM["definition"], "fields": asked}


def question(key: str, kind: str, en: str, zh: str, *, required: bool = True, **more: Any) -> dict[str, Any]:
    """One field of a form, kept for a year to answer the request."""
    return {
        "key": key,
        "kind": kind,
        "label": {"en": en, "zh-hans": zh},
        "purpose": "requests",
        "retention_days": 365,
        "required": required,
        **more,
    }


def mjml(title: str, text: str, link: str, label: str) -> str:
    """The sections of a letter: a title, a paragraph, a button."""
    return (
        "<mj-section><mj-column>"
        f'<mj-text font-size="20px" line-height="28px" font-weight="600">{title}</mj-text>'
        f"<mj-text>{text}</mj-text>"
        f'<mj-button href="{{{{ links.{link} }}}}">{label}</mj-button>'
        "</mj-column></mj-section>"
    )
