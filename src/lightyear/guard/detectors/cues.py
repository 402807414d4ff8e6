"""Words that tell a person's particulars from an organization's own."""

import re

from lightyear.guard.detectors.base import Candidate, listed
from lightyear.guard.patterns import Pattern, Wording

_OWN = Wording(
    (
        "contact us",
        "visit us",
        "call us",
        "text us",
        "fax us",
        "reach us",
        "email us",
        "e-mail us",
        "write to us",
        "write to the privacy",
        "write to billing",
        "reach our",
        "call our",
        "call the clinic",
        "call the office",
        "our office",
        "our clinic",
        "our hospital",
        "our front desk",
        "our team at",
        "our nurses",
        "our main number",
        "nurse line",
        "scheduling line",
        "appointment line",
        "main line",
        "switchboard",
        "customer service",
        "customer care",
        "patient services",
        "hotline",
        "helpline",
        "toll-free",
        "toll free",
        "copyright",
        "all rights reserved",
        "unsubscribe",
        "headquarters",
        "rsvp",
        "book your",
        "schedule your",
        "office hours",
        "mon-fri",
        "monday-friday",
        "monday through friday",
        "visit our",
        "stop by",
        "周一至周五",
        "hours:",
        "crisis line",
        "©",
        "(c) 20",
        "for more information",
        "for information",
        "for details",
        "for appointments",
        "to schedule",
        "to learn more",
        "to book",
        "to register",
        "questions?",
        "客服",
        "热线",
        "总机",
        "院址",
        "来院",
        "本院",
        "我院",
        "医院地址",
        "咨询电话",
        "预约电话",
        "服务电话",
        "急诊电话",
        "门诊电话",
        "投诉电话",
        "值班电话",
        "欢迎致电",
        "拨打电话",
        "详询",
        "联系我们",
        "版权所有",
    )
)
# What follows an invitation: "Call 541-555-0100 to schedule".
_INVITES = re.compile(
    r"^[ ,.:;)]{0,3}(?:to (?:schedule|book|make|request|register|reserve|rsvp|learn|find|get|speak|talk"
    r"|enroll"
    r"|sign up)|for (?:more|an? appointment|appointments|details|information|questions|a free|a consult)"
    r"|today\b(?! at)|and ask|or (?:visit|book|schedule) |预约|咨询|挂号|报名"
    r"|[\u4e00-\u9fff]{0,8}(?:办|办公室|部|科|处|中心|前台|服务台|窗口|值班室)[)）])"
)
# A footer: "Bend Clinic | 214 Alder Rd | (541) 555-0100".
_FOOTER = Pattern(
    r"(?:clinic|hospital|center|centre|pharmacy|dental|dentistry|associates|health|(?:medical|eye|dental|"
    r"care) group|urgent"
    r" care|orthopedics|partners|physicians|pediatrics|dermatology|<footer>[^\n|·•]{2,60}"
    r"|诊所|医院|门诊部|中心) ?[|·•] ?(?:[^\n]{0,90}[|·•] ?)?(?:tel|phone|call|fax|t|p|f|电话|邮箱"
    r"|email)?[.:：]? ?$"
)
# "Lakeside Dermatology, 12 Alder Rd | (541) 555-0100": an organization's name, its address, its number.
_LETTERHEAD = Pattern(
    r"(?:clinics?|hospital|center|centre|pharmacy|dental|dentistry|associates|health|group|dermatology|partners"
    r"|urgent care|orthopedics|pediatrics|ob-?gyn|practice|vision|eye care|surgery|radiology"
    r"|imaging)(?: ?[,|·•–—-] ?| ?\n)$"
)
_LETTERHEAD_ENDS = re.compile(
    r",?(?: ?[|·•\n(]| ?(?:tel|t|p|ph|phone|call|f|fax)[.:]? ?\(?\d|[^|·•\n]{0,24}[|·•])"
)
_ANNOUNCED = Wording(
    (
        "located at",
        "visit us at",
        "clinic at",
        "hospital at",
        "office at",
        "our address",
        "held at",
        "地点",
    )
)
# "call Maria Lopez at", "Ana Reyes, cell": a person's name, not that of a clinic or a desk.
_NAMED = re.compile(
    r"(?:^|[^\w'-])(?!(?:Call|Text|Contact|Phone|Dial|Fax|Email|Visit|The|Our|Your|New|Dr|Doctor)\b)"
    r"([A-Z][a-z'-]+(?: [A-Z]\.)?) ([A-Z][a-z'-]+)"
    r"(?:'s)?(?:,| -|:)?(?: (?:cell|mobile|home|phone|number|directly))?(?: (?:at|on|is))?[ :|·•]{1,3}\(?$"
)
_OF_ORGANIZATIONS = listed(
    "clinic clinics hospital center centre pharmacy dental dentistry associates health group dermatology"
    " partners care orthopedics pediatrics practice vision surgery radiology imaging services service desk"
    " department dept office team line scheduling medical medicine physicians institute foundation"
    " university school county city st rd ave blvd ln ct hwy pkwy ste street road avenue drive lane suite"
    " floor building tower plaza station village oaks pines springs valley phone tel telephone fax email"
    " call text hours open new patient patients appointments appointment billing cardiology oncology"
    " neurology urology lab labs laboratory wellness therapy rehab rehabilitation eye women men kids"
    " family urgent emergency main front north south east west free monday tuesday wednesday thursday"
    " friday saturday sunday january february march april may june july august september october november"
    " december records admissions information relations management nurse nurses intake central"
)
_PERSONAL = Wording(
    (
        "my",
        "me",
        "mine",
        "i am",
        "i'm",
        "her",
        "his",
        "him",
        "patient",
        "patient's",
        "pt",
        "husband's",
        "wife's",
        "mother's",
        "我的",
        "我电话",
        "我手机",
        "本人",
        "患者",
        "家属",
        "她的",
        "他的",
    )
)


def is_home(candidate: Candidate) -> bool:
    """Say whether a place is not one to which an organization invites."""
    is_public = _ANNOUNCED.is_in(candidate.before(60)) or _is_invited_to(candidate)
    return not is_public or is_personal(candidate)


def is_own_contact(candidate: Candidate) -> bool:
    """Say whether the particulars stand in an organization's own footer or invitation."""
    return _is_invited_to(candidate) and not is_personal(candidate)


def is_personal(candidate: Candidate) -> bool:
    """Say whether the words just before claim the particulars for a person, or are a person's name."""
    return _PERSONAL.is_in(candidate.before(24)) or _is_named(candidate)


def _is_named(candidate: Candidate) -> bool:
    named = _NAMED.search(candidate.text[max(0, candidate.start - 60) : candidate.start])
    return named is not None and _OF_ORGANIZATIONS.isdisjoint(word.lower() for word in named.groups())


def _is_invited_to(candidate: Candidate) -> bool:
    if _OWN.is_in(candidate.before(60)) or _INVITES.search(candidate.after()):
        return True
    if _LETTERHEAD_ENDS.match(candidate.after(28)) and _LETTERHEAD.is_in(candidate.before(48)):
        return True
    before = candidate.before(140)
    return any(bar in before for bar in "|·•") and _FOOTER.is_in(before)
