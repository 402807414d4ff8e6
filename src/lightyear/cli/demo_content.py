"""The demonstration: two invented organizations, their words, and nobody who exists."""

from typing import Any

from lightyear.intake import starter_content

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

NEWS: dict[str, Any] = {
    "name": {"en": "Autumn program", "zh-hans": "秋季活动安排"},
    "purpose": "events",
    "variants": {
        "en": (
            "The autumn program is here",
            "Hello{% if contact.name != '' %} {{ contact.name }}{% endif %}",
            "Six free evenings between now and December: moving well, sleeping well, cooking for a "
            "crowd. Each takes an hour in Jackson Hall, and there is tea.",
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
}

ALLOWED: dict[str, Any] = {
    "category": "address",
    "term": "Jackson Hall",
    "reason": {"en": "The public hall where the evenings are", "zh-hans": "举办活动的公共会堂"},
}
"""What the guard takes for somebody's address in the news."""

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


def form_definition(slug: str) -> dict[str, Any]:
    """The seeded form of a workspace."""
    form = FORMS[slug]
    choices = [{"value": key, "label": {"en": en, "zh-hans": zh}} for key, en, zh in form["choices"]]
    return {
        "title": form["title"],
        "intro": form["intro"],
        "button": form["button"],
        "fields": [
            starter_content.question(
                "first_name", "text", "First name", "怎么称呼您", role="name", declares=["name"]
            ),
            starter_content.question("email", "email", "E-mail", "电子邮箱", role="email"),
            starter_content.question("class", "choice", "Class", "场次", choices=choices),
            starter_content.question(
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
