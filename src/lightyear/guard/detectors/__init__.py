"""All recognizers and field names, by family; a new family is one file and one line here."""

from lightyear.guard.detectors import (
    accounts,
    addresses,
    ages,
    biometrics,
    care_cn,
    care_ids,
    clicks,
    dates,
    devices,
    email,
    encoded,
    faxes,
    hashes,
    health,
    hl7,
    licenses,
    names,
    national,
    network,
    phones,
    spoken,
    url,
    vehicles,
    wechat,
)
from lightyear.guard.detectors.base import Field, Recognizer

FAMILIES = (
    email,
    encoded,
    hl7,
    url,
    national,
    care_cn,
    care_ids,
    clicks,
    hashes,
    wechat,
    accounts,
    licenses,
    vehicles,
    biometrics,
    network,
    devices,
    faxes,
    phones,
    spoken,
    dates,
    ages,
    addresses,
    names,
    health,
)

RECOGNIZERS: tuple[Recognizer, ...] = tuple(one for family in FAMILIES for one in family.RECOGNIZERS)
FIELDS: tuple[Field, ...] = tuple(one for family in FAMILIES for one in family.FIELDS)
