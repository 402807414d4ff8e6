"""The demonstration: two invented organizations, their words, and nobody who exists."""

from typing import Any

STAFF = {"email": "mara.osei@riverbend.example", "name": "Mara Osei"}

WORKSPACES: list[dict[str, Any]] = [
    {
        "slug": "riverbend",
        "name": "Riverbend Health",
        "language": "en",
        "time_zone": "America/Los_Angeles",
        "profiles": ["hipaa", "ftc", "us-wa"],
        "brand_color": "#174a7c",
        "postal_address": "1 Mill Road, Riverbend, OR 97000, USA",
        "sender_name": "Riverbend Health",
        "sender_email": "hello@riverbend.example",
        "privacy_email": "privacy@riverbend.example",
    },
    {
        "slug": "qinghe",
        "name": "青禾口腔",
        "language": "zh-hans",
        "time_zone": "Asia/Shanghai",
        "profiles": ["pipl"],
        "brand_color": "#0b5c62",
        "postal_address": "示例市青禾路 8 号",
        "sender_name": "青禾口腔",
        "sender_email": "hello@qinghe.example",
        "privacy_email": "privacy@qinghe.example",
    },
]

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

FORMS: dict[str, dict[str, Any]] = {
    "riverbend": {
        "slug": "joint-health-class",
        "name": "Joint health class sign-up",
        "title": {"en": "Joint health classes", "zh-hans": "关节健康讲座"},
        "intro": {
            "en": "Free, one hour, with a physical therapist.",
            "zh-hans": "免费，一小时，由康复治疗师讲解。",
        },
        "button": {"en": "Save my seat", "zh-hans": "预留座位"},
        "choices": [
            ("east", "Riverbend East, Thursdays 18:30", "河湾东院，周四 18:30"),
            ("north", "Riverbend North, Saturdays 10:00", "河湾北院，周六 10:00"),
        ],
    },
    "qinghe": {
        "slug": "family-dental-talk",
        "name": "家庭护牙讲座报名",
        "title": {"en": "Family dental talk", "zh-hans": "家庭护牙讲座"},
        "intro": {
            "en": "Free, one hour, with a dentist. 40 seats.",
            "zh-hans": "免费，一小时，由口腔医生主讲，限 40 席。",
        },
        "button": {"en": "Save my seat", "zh-hans": "预留座位"},
        "choices": [
            ("sat", "Saturday 14:00", "周六 14:00"),
            ("sun", "Sunday 10:00", "周日 10:00"),
        ],
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
                "Somebody, we hope you, gave us this address. Confirm it and your seat is saved. "
                "If it wasn’t you, do nothing: we delete it after seven days.",
                "confirm",
                "Yes, this is my address",
            ),
            "zh-hans": (
                "请确认您的邮箱",
                "还差一步",
                "有人（希望是您）填写了这个邮箱。确认后，座位即为您保留。如果不是您本人，请忽略这封邮件：我们会在七天后删除相关信息。",
                "confirm",
                "确认，这是我的邮箱",
            ),
        },
    },
    "news": {
        "name": {"en": "Autumn program", "zh-hans": "秋季活动安排"},
        "purpose": "events",
        "variants": {
            "en": (
                "The autumn program is here",
                "Hello{% if contact.name != '' %} {{ contact.name }}{% endif %}",
                "Six free evenings between now and December: moving well, sleeping well, cooking for a "
                "crowd. Each takes an hour, and there is tea.",
                "preferences",
                "Choose what you get",
            ),
            "zh-hans": (
                "秋季活动安排已公布",
                "您好{% if contact.name != '' %}，{{ contact.name }}{% endif %}",
                "从现在到十二月，共有六场免费活动：科学运动、安稳睡眠、全家饮食。每场一小时，备有茶点。",
                "preferences",
                "选择接收内容",
            ),
        },
    },
}


def form_definition(slug: str) -> dict[str, Any]:
    """The seeded form of a workspace."""
    form = FORMS[slug]
    choices = [{"value": key, "label": {"en": en, "zh-hans": zh}} for key, en, zh in form["choices"]]
    return {
        "title": form["title"],
        "intro": form["intro"],
        "button": form["button"],
        "fields": [
            _field("first_name", "text", "First name", "怎么称呼您", role="name", declares=["name"]),
            _field("email", "email", "E-mail", "电子邮箱", role="email"),
            _field("class", "choice", "Class", "场次", choices=choices),
            _field(
                "message",
                "long_text",
                "Anything we should know?",
                "还有什么想告诉我们？",
                required=False,
                hint={
                    "en": "Such as a question about the place. Please leave your health out of it.",
                    "zh-hans": "例如关于场地的问题。请不要填写健康信息。",
                },
            ),
        ],
        "consents": [
            {"purpose": "events", "channel": "email"},
            {"purpose": "newsletter", "channel": "email"},
        ],
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


def _field(key: str, kind: str, en: str, zh: str, *, required: bool = True, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "kind": kind,
        "label": {"en": en, "zh-hans": zh},
        "purpose": "requests",
        "retention_days": 365,
        "required": required,
        **more,
    }
