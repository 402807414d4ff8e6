"""What stands beside a value in a record and says what it is: labels, types, systems, FHIR's names."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lightyear.guard import fields
from lightyear.guard.detectors.base import listed
from lightyear.guard.types import Finding

_LABELS = (
    "label",
    "name",
    "key",
    "field",
    "question",
    "title",
    "attribute",
    "property",
    "prompt",
    "questionText",
    "question_text",
    "fieldName",
    "field_name",
    "placeholder",
    "system",
    "type",
    "idType",
    "id_type",
    "kind",
    "code",
    "id",
    "url",
    "字段",
    "问题",
    "题目",
    "标签",
    "名称",
    "项目",
)
_ANSWERS = listed(
    "value values answer answers text content response responses reply input data val string valuestring "
    "valuedate valuedatetime valueinteger valuecode answertext answervalue responsetext 值 答案 回答 内容 "
    "填写内容"
)
# HL7 table 0203, identifier types: what their letters mean, in words that name a field.
_TYPES = {
    "MR": "medical record number",
    "MRT": "medical record number",
    "PI": "patient id",
    "PT": "patient id",
    "PN": "patient number",
    "SS": "ssn",
    "DL": "driver license",
    "MB": "member id",
    "MC": "medicare number",
    "MCR": "medicare number",
    "MA": "insurance id",
    "MCD": "insurance id",
    "SN": "subscriber id",
    "HC": "insurance id",
    "NPI": "npi",
    "PPN": "passport number",
    "AN": "account number",
    "VN": "encounter id",
    "NIIP": "insurance id",
    "DEA": "dea number",
    "MD": "license number",
    "LN": "license number",
    "NI": "resident id",
}
_PEOPLE = listed(
    "subject patient performer practitioner participant individual author recorder asserter beneficiary "
    "subscriber actor generalpractitioner requester responsible person contact relative provider"
)
_DATES = {
    "onsetdatetime": "diagnosis date",
    "abatementdatetime": "diagnosis date",
    "deceaseddatetime": "death date",
    "performeddatetime": "procedure date",
    "effectivedatetime": "service date",
    "occurrencedatetime": "service date",
    "recordeddate": "diagnosis date",
    "authoredon": "service date",
    "serviceddate": "service date",
}
_TIMES = listed(
    "start starttime startsat begin time date when datetime end endtime scheduledat scheduledfor day"
)
_APPOINTMENTS = listed(
    "appointment appointments appt booking bookings visit reservation scheduledevent invitee consultation "
    "consult followup yuyue"
)
_OF_PLACES = {"l1": "address", "l2": "address", "c": "city", "z": "zip", "a1": "address", "a2": "address"}
_REFERENCE = re.compile(r"(?:Patient|Person|RelatedPerson)/([A-Za-z0-9.-]{3,64})")


# What a plain key means in a resource of FHIR.
_OF_RESOURCES = {
    ("Patient", "id"): "patient id",
    ("Person", "id"): "patient id",
    ("RelatedPerson", "id"): "patient id",
    ("Appointment", "start"): "appointment date",
    ("Appointment", "end"): "appointment date",
    ("Encounter", "id"): "encounter id",
    ("Coverage", "subscriberId"): "subscriber id",
    ("Slot", "start"): "slot start time",
    ("Slot", "end"): "slot start time",
}
# What an identifier without a type is, by the resource in which it stands.
_OF_IDENTIFIERS = {
    "Patient": "patient id",
    "Person": "patient id",
    "RelatedPerson": "patient id",
    "Encounter": "encounter id",
    "Practitioner": "license number",
    "Coverage": "member id",
    "Device": "device serial number",
}


def is_answer(key: str) -> bool:
    """Say whether a key is one under which forms and records keep what a neighboring label asks for."""
    return "".join(fields.words(key)) in _ANSWERS


def labels(record: Mapping[Any, Any]) -> tuple[str, ...]:
    """Give the texts in a record that may say what its answer is, the likeliest first."""
    found = _meant(record.get(key) for key in _LABELS)
    return (*found, *_coded(record.get("type")), *_coded(record.get("code")))


def said(concept: Mapping[Any, Any]) -> tuple[str, ...]:
    """Give the texts of a concept that says what the object around it is, as labels."""
    return (*labels(concept), *_meant(concept.get(key) for key in ("text", "display")))


def context(
    keys: tuple[str, ...], key: str, beside: tuple[str, ...], value: Any, kind: Any = None
) -> tuple[str, ...]:
    """Give the keys that lead to a value, with the label beside it that says what it is, if one does.

    `kind` is the type of the FHIR resource in which it stands.
    """
    whole = (*keys, key)
    if (kind, key) in _OF_RESOURCES:
        return (*keys, _OF_RESOURCES[kind, key])
    if key == "value" and keys and keys[-1] == "identifier" and kind in _OF_IDENTIFIERS:
        told = "license number" if "qualification" in keys else _OF_IDENTIFIERS[kind]
        beside = (*beside, told)
    if not beside or not is_answer(key) or not isinstance(value, str | int | float):
        return (*keys, beside[0], "value") if beside and is_answer(key) else whole
    text = str(value)
    telling = (one for one in beside if fields.category_of((one,), text) is not None)
    return (*keys, next(telling, beside[0]), "value")


def plainly(keys: tuple[str, ...], *, is_fhir: bool) -> tuple[str, ...]:
    """Give the keys with those names resolved that mean something only where they stand."""
    last = "".join(fields.words(keys[-1]))
    above = {word for key in keys[-3:-1] for word in ("".join(fields.words(key)), *fields.words(key))}
    if last in ("family", "given") and above & {"name", "names", "patient", "contact"}:
        return (*keys, f"{last} name")
    if last in _OF_PLACES and above & {"addr", "address"}:
        return (*keys, _OF_PLACES[last])
    if last in ("tag", "no", "number") and above & {"parking", "vehicle", "vehicles", "car", "cars", "veh"}:
        return (*keys, "plate number")
    if last == "display" and above & _PEOPLE:
        return (*keys, "patient name")
    if last in _TIMES and above & _APPOINTMENTS:
        return (*keys, "appointment date")
    if is_fhir and last in _DATES:
        return (*keys, _DATES[last])
    if is_fhir and last in ("start", "end") and above & {"period", "servicedperiod", "performedperiod"}:
        return (*keys, "service date")
    return keys


def referred(keys: tuple[str, ...], value: str) -> list[Finding]:
    """Find the id of a person in a FHIR reference, like "Patient/48213377"."""
    if not keys or keys[-1] not in ("reference", "id", "fullUrl"):
        return []
    return [Finding(*match.span(1), "mrn", 0.9, "field.reference") for match in _REFERENCE.finditer(value)]


def _coded(concept: Any) -> list[str]:
    # A CodeableConcept of FHIR: {"text": …, "coding": [{"code": "MR", "display": …}]}
    if not isinstance(concept, Mapping):
        return []
    coding = concept.get("coding")
    parts = [concept, *(coding if isinstance(coding, list | tuple) else ())]
    return _meant(
        part.get(key) for part in parts if isinstance(part, Mapping) for key in ("text", "code", "display")
    )


def _meant(texts: Iterable[Any]) -> list[str]:
    return [_TYPES.get(text, text) for text in texts if isinstance(text, str) and text]
