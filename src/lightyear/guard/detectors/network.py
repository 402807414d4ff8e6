"""Internet addresses and the ids of devices, browsers and cookies."""

import ipaddress
import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer, code, luhn

_HEX = r"[0-9A-Fa-f]"
_UUID = rf"{_HEX}{{8}}-?{_HEX}{{4}}-?{_HEX}{{4}}-?{_HEX}{{4}}-?{_HEX}{{12}}"


def is_address(value: str) -> bool:
    """Say whether the value is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(value.partition("%")[0].strip("[]"))
    except ValueError:
        return False
    return True


def _is_ip(candidate: Candidate) -> bool:
    version = re.search(r"(?:version|ver\.?|release|firmware|v|版本)[ :]*$", candidate.before(12))
    joiners = ".:" if ":" in candidate.value else "."
    return not version and candidate.stands_free(joiners=joiners) and is_address(candidate.value)


def _is_imei(candidate: Candidate) -> bool:
    return len(candidate.digits) == 15 and luhn(candidate.digits)


RECOGNIZERS = (
    Recognizer(
        name="ip.v4",
        category="ip",
        pattern=r"\b(?:\d{1,3}\.){3}\d{1,3}\b",
        score=0.95,
        accepts=_is_ip,
        positives=(("request from 203.0.113.7 today", "203.0.113.7"), ("地址192.0.2.44。", "192.0.2.44")),
        negatives=("firmware version 1.2.3.4", "section 300.1.2.3", "1.2.3"),
    ),
    Recognizer(
        name="ip.v6",
        category="ip",
        pattern=r"(?i)(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})",
        score=0.95,
        accepts=_is_ip,
        positives=(("from 2001:db8::8a2e:370:7334 again", "2001:db8::8a2e:370:7334"),),
        negatives=("at 10:30:45 we met", "std::vector"),
    ),
    Recognizer(
        name="device.mac",
        category="device",
        pattern=rf"\b(?:{_HEX}{{2}}[:-]){{5}}{_HEX}{{2}}\b",
        score=0.9,
        accepts=lambda candidate: candidate.stands_free(joiners=":-"),
        positives=(("adapter 00:1B:44:11:3A:B7 answered", "00:1B:44:11:3A:B7"),),
        negatives=("12:30 to 13:45",),
    ),
    Recognizer(
        name="device.imei",
        category="device",
        pattern=r"\b\d{2}-?\d{6}-?\d{6}-?\d\b",
        score=0.96,
        accepts=_is_imei,
        context=("imei", "device", "handset", "设备", "手机串号", "串号"),
        positives=(("IMEI: 490154203237518", "490154203237518"),),
        negatives=("490154203237518",),
    ),
    Recognizer(
        name="device.advertising_id",
        category="device",
        pattern=rf"\b{_UUID}\b",
        score=0.9,
        context=(
            "device",
            "device_id",
            "deviceid",
            "idfa",
            "idfv",
            "gaid",
            "aaid",
            "adid",
            "oaid",
            "advertising id",
            "uuid",
            "udid",
            "设备",
            "设备号",
        ),
        positives=(("idfa=6D92078A-8246-4BA4-AE5B-76104861E7DC", "6D92078A-8246-4BA4-AE5B-76104861E7DC"),),
        negatives=("request 6D92078A-8246-4BA4-AE5B-76104861E7DC done",),
    ),
    Recognizer(
        name="device.cookie",
        category="device",
        pattern=r"\bGA1\.\d\.\d{6,12}\.\d{9,11}\b|\bfb\.\d\.\d{10,13}\.\d{6,20}\b"
        r"|\bGS\d\.\d\.[a-z]?\d{10}[\w.$]*",
        score=0.95,
        positives=(
            ("_ga=GA1.2.1234567890.1650000000; path", "GA1.2.1234567890.1650000000"),
            ("_fbp=fb.1.1596403881668.1116446470", "fb.1.1596403881668.1116446470"),
        ),
        negatives=("GA1 is a plan",),
    ),
    Recognizer(
        name="device.named",
        category="device",
        pattern=r"(?i)(?:\b(?:device (?:serial|id|identifier)|serial (?:number|no\.?|#)|s/n|udid"
        r"|oaid|android[_ ]id)"
        r"|设备序列号|设备编号|设备号|序列号)"
        r"""["']?(?: is |[ :=#"'：是为]){0,4}([A-Z0-9][A-Z0-9-]{4,39})\b""",
        score=0.85,
        accepts=lambda candidate: bool(candidate.digits),
        positives=(
            ("pacemaker serial number PM-20418-77", "PM-20418-77"),
            ("设备序列号：SN8840213", "SN8840213"),
        ),
        negatives=("the serial number is on the back",),
    ),
)

FIELDS = (
    Field(
        category="ip",
        keys=("ip", "ipaddress", "clientip", "remoteaddr", "userip", "clientipaddress"),
        fits=is_address,
    ),
    Field(
        category="device",
        keys=(
            "deviceid",
            "deviceserial",
            "deviceidentifier",
            "serialnumber",
            "imei",
            "idfa",
            "idfv",
            "gaid",
            "aaid",
            "adid",
            "oaid",
            "udid",
            "madid",
            "advertisingid",
            "cookieid",
            "clientid",
            "visitorid",
            "anonymousid",
            "fbp",
            "ga",
            "设备号",
            "设备编号",
            "序列号",
        ),
        fits=code,
    ),
)
