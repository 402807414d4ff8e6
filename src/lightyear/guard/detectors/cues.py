"""Words that tell a person's particulars from an organization's own."""

from lightyear.guard.detectors.base import Candidate, contains

_OWN = (
    "contact us",
    "visit us",
    "call us",
    "reach us",
    "email us",
    "e-mail us",
    "write to us",
    "our office",
    "our clinic",
    "our hospital",
    "our front desk",
    "our team at",
    "customer service",
    "copyright",
    "all rights reserved",
    "unsubscribe",
    "headquarters",
    "客服",
    "热线",
    "总机",
    "院址",
    "来院",
    "本院",
    "我院",
    "咨询电话",
    "预约电话",
    "联系我们",
    "版权所有",
)
_PERSONAL = (
    "my",
    "me",
    "mine",
    "i am",
    "i'm",
    "her",
    "his",
    "patient",
    "patient's",
    "我的",
    "我电话",
    "我手机",
    "本人",
    "患者",
    "她的",
    "他的",
)


def is_own_contact(candidate: Candidate) -> bool:
    """Say whether the particulars stand in an organization's own footer or invitation."""
    before = candidate.before(60)
    return any(contains(before, word) for word in _OWN) and not is_personal(candidate)


def is_personal(candidate: Candidate) -> bool:
    """Say whether the words just before claim the particulars for a person."""
    before = candidate.before(24)
    return any(contains(before, word) for word in _PERSONAL)
