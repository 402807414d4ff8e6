"""Fields of HL7 v2 messages: the place in the segment says what a value is (v2.5, chapters 3 and 6)."""

import re

from lightyear.guard.detectors.base import Candidate, Recognizer
from lightyear.guard.detectors.licenses import is_npi

_FIELD = r"[^|\r\n]*\|"
_ONE = r"([^|^~&\r\n]{2,40})"
_DAY = r"((?:18|19|20)\d{2}[01]\d[0-3]\d)"


def _at(*places: tuple[str, int]) -> str:
    """Give what stands before a field: segment and its position."""
    return "(?:" + "|".join(rf"\b{segment}\|(?:{_FIELD}){{{at - 1}}}" for segment, at in places) + ")"


def _typed(codes: str) -> str:
    """Give an identifier by the type that its fifth component names (HL7 table 0203)."""
    return rf"[|~]([^|^~&\r\n]{{3,24}})\^\^\^[^|^~\r\n]{{0,40}}\^(?:{codes})(?:[|^~&\r\n]|$)"


def _is_code(candidate: Candidate) -> bool:
    return len(candidate.digits) >= 3 and not re.search(r"\s", candidate.value)


def _is_ssn(candidate: Candidate) -> bool:
    return len(candidate.digits) == 9 and re.fullmatch("[0-9-]+", candidate.value) is not None


def _is_phone(candidate: Candidate) -> bool:
    return 7 <= len(candidate.digits) <= 15 and re.fullmatch(r"[0-9()+ ./-]+", candidate.value) is not None


def _is_worded(candidate: Candidate) -> bool:
    return re.search(r"[^\W\d_]{2}", candidate.value) is not None


_MESSAGE = "PID|1||48213377^^^MRN||REYES^ANA||19610412|F|||214 Alder Creek Rd^^Bend^OR^97701||(503)555-0147"
_LONG = f"{_MESSAGE}|||||AC884021|521449078|D4839201"
_TYPED = "PID|1||A3^^^HOSP^EI~48213377^^^HOSP^MR~521449078^^^SSA^SS~D4839201^^^OR^DL~XJH884201^^^ACME^MB||"

RECOGNIZERS = (
    Recognizer(
        name="hl7.record",
        category="mrn",
        pattern=_at(("PID", 3), ("MRG", 1), ("PV1", 19)) + _ONE,
        score=0.97,
        accepts=_is_code,
        positives=((_MESSAGE, "48213377"),),
        negatives=("PID|1||^^^MRN",),
    ),
    Recognizer(
        name="hl7.record_older",
        category="mrn",
        pattern=_at(("PID", 2), ("PID", 4)) + _ONE,
        score=0.97,
        accepts=_is_code,
        positives=(("PID|1|H204417|||REYES^ANA", "H204417"),),
        negatives=("PID|1||||REYES^ANA",),
    ),
    Recognizer(
        name="hl7.record_typed",
        category="mrn",
        pattern=_typed("MR|MRN|PI|PN|PT|VN|EPI"),
        score=0.97,
        accepts=_is_code,
        positives=((_TYPED, "48213377"),),
        negatives=("PID|1||^^^HOSP^MR",),
    ),
    Recognizer(
        name="hl7.ssn",
        category="ssn",
        pattern=_at(("PID", 19)) + _ONE,
        score=0.98,
        accepts=_is_ssn,
        positives=((_LONG, "521449078"),),
        negatives=("PID|1||48213377",),
    ),
    Recognizer(
        name="hl7.ssn_typed",
        category="ssn",
        pattern=_typed("SS"),
        score=0.98,
        accepts=_is_ssn,
        positives=((_TYPED, "521449078"),),
        negatives=("PID|1||48213377^^^HOSP^SR",),
    ),
    Recognizer(
        name="hl7.license",
        category="license",
        pattern=_at(("PID", 20)) + _ONE,
        score=0.97,
        accepts=_is_code,
        positives=((_LONG, "D4839201"),),
        negatives=("PID|1||48213377",),
    ),
    Recognizer(
        name="hl7.license_typed",
        category="license",
        pattern=_typed("DL|PPN|LN|NPI|DEA|MD|RN"),
        score=0.97,
        accepts=_is_code,
        positives=((_TYPED, "D4839201"),),
        negatives=("PID|1||48213377^^^HOSP^DX",),
    ),
    Recognizer(
        name="hl7.provider",
        category="license",
        pattern=r"[|~]([12]\d{9})\^[A-Z]",
        score=0.96,
        accepts=is_npi,
        positives=(("PV1|1|I|||||1234567893^OKAFOR^TOM", "1234567893"),),
        negatives=("PV1|1|I|||||1234567890^OKAFOR^TOM",),
    ),
    Recognizer(
        name="hl7.health_plan",
        category="health_plan_id",
        pattern=_at(("IN1", 36), ("IN1", 49), ("IN1", 8), ("IN2", 6), ("IN2", 8), ("IN2", 61)) + _ONE,
        score=0.97,
        accepts=_is_code,
        positives=((f"IN1|1|PPO||ACME{'|' * 32}XJH884201947", "XJH884201947"),),
        negatives=("IN1|1|PPO||ACME",),
    ),
    Recognizer(
        name="hl7.health_plan_typed",
        category="health_plan_id",
        pattern=_typed("MB|MC|MA|SN|NIIP|PNT"),
        score=0.97,
        accepts=_is_code,
        positives=((_TYPED, "XJH884201"),),
        negatives=("PID|1||48213377^^^HOSP^MX",),
    ),
    Recognizer(
        name="hl7.account",
        category="account",
        pattern=_at(("PID", 18)) + _ONE,
        score=0.97,
        accepts=_is_code,
        positives=((_LONG, "AC884021"),),
        negatives=("PID|1||48213377",),
    ),
    Recognizer(
        name="hl7.phone",
        category="phone",
        pattern=_at(("PID", 13), ("NK1", 5), ("GT1", 6)) + _ONE,
        score=0.97,
        accepts=_is_phone,
        positives=((_MESSAGE, "(503)555-0147"),),
        negatives=("PID|1||48213377",),
    ),
    Recognizer(
        name="hl7.phone_work",
        category="phone",
        pattern=_at(("PID", 14), ("NK1", 6), ("GT1", 7)) + _ONE,
        score=0.97,
        accepts=_is_phone,
        positives=((f"{_MESSAGE}|5035550148", "5035550148"),),
        negatives=("PID|1||48213377",),
    ),
    Recognizer(
        name="hl7.phone_parts",
        category="phone",
        pattern=r"\^(?:PRN|WPN|ORN|VHN|PRS)\^(?:PH|CP|BP)\^[^|~^\r\n]{0,60}\^\d{0,3}\^(\d{2,5}\^\d{5,8})\b",
        score=0.97,
        positives=(("||^PRN^PH^^1^503^5550147|", "503^5550147"),),
        negatives=("||^PRN^PH^^1^^|",),
    ),
    Recognizer(
        name="hl7.day",
        category="date",
        pattern=_at(("PID", 7), ("PID", 29), ("NK1", 16), ("GT1", 8), ("IN1", 18)) + _DAY,
        score=0.97,
        positives=((_MESSAGE, "19610412"),),
        negatives=("EVN|A01|20240312102233",),
    ),
    Recognizer(
        name="hl7.stay",
        category="date",
        pattern=_at(("PV1", 44)) + _DAY,
        score=0.97,
        positives=((f"PV1|1|I{'|' * 42}202403121030", "20240312"),),
        negatives=("MSH|^~\\&|LAB|CLINIC|||20240312102233||ADT^A01",),
    ),
    Recognizer(
        name="hl7.stay_end",
        category="date",
        pattern=_at(("PV1", 45)) + _DAY,
        score=0.97,
        positives=((f"PV1|1|I{'|' * 43}20240314", "20240314"),),
        negatives=("MSH|^~\\&|LAB|CLINIC|||20240312102233||ADT^A01",),
    ),
    Recognizer(
        name="hl7.name",
        category="name",
        pattern=_at(("PID", 5), ("PID", 6), ("NK1", 2), ("GT1", 3), ("IN1", 16))
        + r"([^|~^\r\n]+\^[^|~^\r\n]+(?:\^[^|~^\r\n]+)?)",
        score=0.97,
        accepts=_is_worded,
        positives=((_MESSAGE, "REYES^ANA"),),
        negatives=("PID|1||48213377^^^MRN||^|",),
    ),
    Recognizer(
        name="hl7.provider_name",
        category="name",
        pattern=r"\b(?:PV1|OBR|ORC|PD1|TXA)\|[^\r\n]*?\|[A-Z0-9]{3,12}\^([A-Z][A-Za-z'"
        r" -]+\^[A-Z][A-Za-z' -]*)",
        score=0.97,
        positives=(("PV1|1|I|||||1234567893^OKAFOR^TOM", "OKAFOR^TOM"),),
        negatives=("PV1|1|I|||||1234567893",),
    ),
    Recognizer(
        name="hl7.address",
        category="address",
        pattern=_at(("PID", 11), ("NK1", 4), ("GT1", 5), ("IN1", 19)) + r"([^|~\r\n]*\^[^|~\r\n]*[^|~^\r\n])",
        score=0.97,
        accepts=_is_worded,
        positives=((_MESSAGE, "214 Alder Creek Rd^^Bend^OR^97701"),),
        negatives=("PID|1||48213377",),
    ),
)

FIELDS = ()
