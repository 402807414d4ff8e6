"""E-mail addresses, also spelled out."""

import re

from lightyear.guard.detectors import cues
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, listed

# Mailboxes of a function, not of a person.
_ROLES = listed(
    "info contact hello support help service services office admin webmaster postmaster noreply no-reply "
    "donotreply sales marketing press media billing privacy compliance legal careers jobs newsletter news "
    "appointments scheduling frontdesk reception kefu purchasing procurement bids rfp vendors accounts "
    "bounce bounces mailer payables hr recruiting referrals records medicalrecords pharmacy lab triage ed"
    "itor feedback volunteers "
    "foundation events membership registration orders shop store team booking bookings enquiries inquiries"
)
# Where people have their mail; an organization that invites to write there calls the mailbox by what it does.
_PUBLIC = re.compile(
    r"@(?:gmail|yahoo|ymail|hotmail|outlook|live|icloud|me|aol|msn|proton(?:mail)?|gmx|comcast|verizon|"
    r"sbcglobal"
    r"|bellsouth|att|qq|163|126|sina|foxmail|139|naver)\.",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"clinic|hospital|dental|dentist|health|care|office|practice|medical|center|centre|service|shop|"
    r"store|team|yiyuan"
    r"|kefu|info|contact|support",
    re.IGNORECASE,
)
# "logo@2x.png" is a picture, "lib@1.2.js" a program.
_FILE = re.compile(
    r"(?i)@[0-9.]+x?\.(?:png|jpe?g|gif|svg|webp|pdf|js|css|ts|json|ico|tiff?|psd|ai|mp4)$|\.(?:png|jpe?g|"
    r"gif|svg|webp|css)$"
)
_SHAPE = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z][A-Za-z0-9-]{1,62}"


def _is_personal(candidate: Candidate) -> bool:
    local = re.split(r"@|%(?:25)*40|\s|\[|\(", candidate.value)[0].lower()
    is_private = _PUBLIC.search(candidate.value) is not None and not _FIRM.search(local)
    return local not in _ROLES and (is_private or not cues.is_own_contact(candidate))


RECOGNIZERS = (
    Recognizer(
        name="email",
        category="email",
        pattern=r"[A-Za-z0-9_](?:[A-Za-z0-9!#$%'*+_.-]{0,62}[A-Za-z0-9_+-])?"
        r"@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]",
        score=0.98,
        accepts=lambda candidate: _is_personal(candidate) and not _FILE.search(candidate.value),
        positives=(
            ("write to ana.reyes@home.example please", "ana.reyes@home.example"),
            ("我的邮箱zhang_wei88@mail.example，谢谢", "zhang_wei88@mail.example"),
            ("Questions? I answer: rosa.writes@gmail.com", "rosa.writes@gmail.com"),
        ),
        negatives=(
            "info@clinic.example",
            "meet @ noon",
            "Contact us: rosa@clinic.example",
            "bids to purchasing@clinic.example",
            "Contact us: bendkneeclinic@gmail.com",
            "logo_white@2x.png",
        ),
    ),
    Recognizer(
        name="email.masked",
        category="email",
        pattern=r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}[*•]{2,12}[A-Za-z0-9]{0,4}@(?:[A-Za-z0-9*-]{1,63}\.){1,3}"
        r"[A-Za-z]{2,24}",
        score=0.98,
        positives=(("sent to an*****@home.example", "an*****@home.example"),),
        negatives=("a ** b @ c",),
    ),
    Recognizer(
        name="email.mistyped",
        category="email",
        # The dot is missing or a comma, the rest is where people have their mail.
        pattern=r"(?i)\b[a-z0-9_][a-z0-9._+-]{1,62}@(?:gmail|yahoo|hotmail|outlook|icloud|aol|qq|163|126)"
        r"(?:[,;:] ?com|com)?\b",
        score=0.9,
        accepts=_is_personal,
        positives=(
            ("ana.reyes@gmail,com", "ana.reyes@gmail,com"),
            ("ana.reyes@gmail is mine", "ana.reyes@gmail"),
        ),
        negatives=("follow @gmail", "info@gmailing"),
    ),
    Recognizer(
        name="email.encoded",
        category="email",
        pattern=r"[A-Za-z0-9_](?:[A-Za-z0-9%_+.-]{0,80})%(?:25){0,2}40(?:[A-Za-z0-9-]{1,63}\.){1,8}"
        r"[A-Za-z][A-Za-z0-9]{1,23}",
        score=0.95,
        accepts=_is_personal,
        positives=(("GET /book?email=ana.reyes%40home.example&x=1", "ana.reyes%40home.example"),),
        negatives=("40%40 of them", "info%40clinic.example"),
    ),
    Recognizer(
        name="email.spaced",
        category="email",
        pattern=r"(?i)\b[a-z0-9][a-z0-9._+-]{1,63}(?: @ ?|@ )[a-z0-9-]{2,63}(?: ?\."
        r" ?[a-z0-9-]{2,63}){0,3} ?\. ?(?:com|org|net|edu|cn|example|io|co|me|gov)\b",
        score=0.85,
        accepts=_is_personal,
        positives=(("ana.reyes @ home.example", "ana.reyes @ home.example"),),
        negatives=("meet @ noon. Come early",),
    ),
    Recognizer(
        name="email.spelled_cn",
        category="email",
        # Read out in Chinese: "luo1012 艾特 qq 点 com".
        pattern=r"(?i)(?:(?:小写|大写) ?(?:[a-z0-9._-]|[〇零一二三四五六七八九点]|下划线|杠|减号| )*"
        r"|[a-z0-9][a-z0-9._-]* ?)"
        r"(?:艾特|爱特|挨特|圈 ?a|小老鼠)"
        r" ?[a-z0-9-]+ ?(?:点|點|。|\.|dot|[(（]dot[)）]) ?"
        r"(?:com|cn|net|org|example|co|com ?(?:点|點|\.) ?cn)",
        score=0.88,
        accepts=_is_personal,
        positives=(
            ("邮箱是 luo1012 艾特 qq 点 com", "luo1012 艾特 qq 点 com"),
            ("只会念“小写 w m 零七 艾特 qq 点 com”", "小写 w m 零七 艾特 qq 点 com"),
        ),
        negatives=("艾特我一下",),
    ),
    Recognizer(
        name="email.spoken",
        category="email",
        pattern=r"(?i)(?:^|[^a-z0-9'])((?:[a-z0-9._-]+ (?:underscore|dot|dash|hyphen|period|plus|"
        r"point) ){1,4}[a-z0-9]+ at [a-z0-9-]+"
        r"(?: (?:dot|point) [a-z]{2,10}|\.[a-z]{2,10}){1,3})\b",
        score=0.86,
        accepts=_is_personal,
        positives=(
            ("it's ana underscore r at home dot example, lowercase", "ana underscore r at home dot example"),
        ),
        negatives=("look at dot com shares",),
    ),
    Recognizer(
        name="email.spelled",
        category="email",
        # Without counts: a table that counts letters grows with every word it reads.
        pattern=r"(?i)\b[a-z0-9][a-z0-9._+-]* ?(?:\[at\]|\(at\)| at ) ?"
        r"(?:[a-z0-9-]+ ?(?:\[dot\]|\(dot\)| dot ) ?)+[a-z]+\b"
        r"|\b[a-z0-9][a-z0-9._+-]* ?(?:\[at\]|\(at\)) ?(?:[a-z0-9-]+\.)+[a-z]+\b",
        score=0.85,
        accepts=_is_personal,
        positives=(
            ("it is ana.reyes at home dot example", "ana.reyes at home dot example"),
            ("write reyes.ana [at] home.example", "reyes.ana [at] home.example"),
        ),
        negatives=("see you at noon",),
    ),
)

FIELDS = (
    Field(
        category="email",
        keys=(
            "email",
            "emailaddress",
            "emailaddr",
            "mail",
            "mailaddress",
            "emailid",
            "useremail",
            "youxiang",
            "电子邮箱",
            "邮箱",
            "电子邮件",
            "邮件地址",
        ),
        fits=lambda value: bool(re.fullmatch(_SHAPE, value)),
    ),
)
