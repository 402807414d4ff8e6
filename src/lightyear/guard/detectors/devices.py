"""The ids of devices, browsers and cookies."""

import re

from lightyear.guard.checksums import luhn
from lightyear.guard.detectors.base import IS, Candidate, Recognizer, is_code
from lightyear.guard.detectors.network import HEX, UUID
from lightyear.guard.patterns import Pattern

_REQUEST = Pattern(
    r"(?:req|request|session|sess|trace|span|correlation|transaction|txn|event|message|msg|order|job|run"
    r"|batch|file|"
    r"commit|build|template|campaign|page|form|list|product|sku|variant|content|asset|app|tenant|org"
    r"|workspace|instance"
    r"|deployment|release|nonce|state|idempotency)[ _-]?(?:id|uuid|key|guid)?[\"']?[ :=\"'#]*$"
)


def _is_no_request(candidate: Candidate) -> bool:
    return not _REQUEST.is_in(candidate.before(32))


# A word before the number is not part of it, a few capitals are.
_SERIAL = re.compile(r"(?:[A-Z]{2,4} )?\S*\d")


_ORDERED = re.compile(r"(?:order|ticket|case|po|item|invoice)(?: no\.?| number| ?#)?[: ]*(?:sn|s/n)?[ :-]*$")


def _is_serial(candidate: Candidate) -> bool:
    is_named = _SERIAL.match(candidate.value) is not None and not _ORDERED.search(candidate.before(24))
    return is_named and is_code(candidate, 3)


def _is_imei(candidate: Candidate) -> bool:
    return len(candidate.digits) == 15 and luhn(candidate.digits)


RECOGNIZERS = (
    Recognizer(
        name="device.mac_named",
        category="device",
        pattern=rf"(?i)\bmac(?: addr(?:ess|\.)?)?{IS}([0-9a-f]{{12}})\b",
        score=0.9,
        accepts=lambda candidate: len(candidate.digits) >= 3,
        positives=(("mac addr 001A2B3C4D5E", "001A2B3C4D5E"),),
        negatives=("a Mac 202400000000x",),
    ),
    Recognizer(
        name="device.mac",
        category="device",
        pattern=rf"\b(?:(?:{HEX}{{2}}[:-]){{5}}{HEX}{{2}}|(?:{HEX}{{4}}\.){{2}}{HEX}{{4}})\b",
        score=0.9,
        accepts=lambda candidate: candidate.stands_free(joiners=":-."),
        positives=(("adapter 00:1B:44:11:3A:B7 answered", "00:1B:44:11:3A:B7"),),
        negatives=("12:30 to 13:45",),
    ),
    Recognizer(
        name="device.imei",
        category="device",
        pattern=r"\b\d{2}[- ]?\d{6}[- ]?\d{6}[- ]?\d\b",
        score=0.96,
        accepts=_is_imei,
        context=(
            "imei",
            "device",
            "handset",
            "iphone",
            "ipad",
            "android",
            "samsung",
            "galaxy",
            "pixel",
            "huawei",
            "xiaomi",
            "tablet",
            "设备",
            "手机串号",
            "串号",
        ),
        positives=(
            ("IMEI: 490154203237518", "490154203237518"),
            ("enrolled iPhone 490154203237518", "490154203237518"),
        ),
        negatives=("490154203237518",),
    ),
    Recognizer(
        name="device.advertising_id",
        category="device",
        pattern=rf"\b{UUID}\b",
        score=0.9,
        accepts=_is_no_request,
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
            "advertising",
            "advertiser",
            "ad id",
            "madid",
            "maid",
            "ifa",
            "rdid",
            "visitor",
            "visitor id",
            "anonymous",
            "anonymous id",
            "anonymousid",
            "client id",
            "clientid",
            "cookie",
            "cookie id",
            "cookieid",
            "browser id",
            "muid",
            "vid",
            "ajs anonymous id",
            "hubspotutk",
            "identifierforvendor",
            "install id",
            "uuid2",
            "user id",
            "userid",
            "uid",
            "udid",
            "设备",
            "设备号",
        ),
        positives=(("idfa=6D92078A-8246-4BA4-AE5B-76104861E7DC", "6D92078A-8246-4BA4-AE5B-76104861E7DC"),),
        negatives=(
            "request 6D92078A-8246-4BA4-AE5B-76104861E7DC done",
            "device page, session=6D92078A-8246-4BA4-AE5B-76104861E7DC",
        ),
    ),
    Recognizer(
        name="device.cookie",
        category="device",
        pattern=r"\bGA1\.\d(?:-\d)?\.\d{6,12}\.\d{9,11}\b|\bamp-[A-Za-z0-9_-]{22}\b"
        r"|\bfb\.\d\.\d{10,13}\.\d{6,20}\b"
        r"|\bGS\d\.\d\.[a-z]?\d{10}[\w.$]*",
        score=0.95,
        positives=(
            ("_ga=GA1.2.1234567890.1650000000; path", "GA1.2.1234567890.1650000000"),
            ("_fbp=fb.1.1596403881668.1116446470", "fb.1.1596403881668.1116446470"),
        ),
        negatives=("GA1 is a plan",),
    ),
    Recognizer(
        name="device.cookie_named",
        category="device",
        pattern=r"(?i)(?:\b|_)(?:_gid|_gcl_au|_ga_[a-z0-9]{4,12}|_fbp|_ttp|_scid|_uetvid|_uetsid"
        r"|_pin_unauth|_hjid|_clck|hubspotutk|__hstc"
        r"|anonymous_?id|visitor_?id|client_?id|ga client id"
        r"|cookie_?id|browser_?id|device_?id|idfa|idfv|gaid|aaid"
        r"|oaid|madid|maid|rdid|muid|android_?id"
        r"|cid|uid2|fpid|ajs_anonymous_id|device[_ -]?fingerprint)"
        r"""["']?(?: is |[ :=]\s?["']?)([A-Za-z0-9][A-Za-z0-9_.:-]{9,99})""",
        score=0.9,
        accepts=lambda candidate: len(candidate.digits) >= 4,
        positives=(
            ("_gcl_au=1.1.1234567890.1650000000;", "1.1.1234567890.1650000000"),
            ('"clientId": "1234567890.1650000000"', "1234567890.1650000000"),
        ),
        negatives=("the client_id parameter", "cid=1.2"),
    ),
    Recognizer(
        name="device.named",
        category="device",
        pattern=r"(?i)(?:\b(?:device[ _-](?:serial(?:[ _-](?:number|no\.?|#))?|id|identifier|number|no\.?|#)"
        r"|serials?(?:[ _-](?:number|num|no\.?|#))?|ser\.? ?(?:number|no\.?|#)"
        r"|s/n|sn|udid|udi|imei|meid|iccid|imsi|oaid|android[_ ]id"
        r"|(?:pacemaker|defibrillator|pump|implant|cgm|glucometer|meter|cpap|bipap|concentrator|ventilator|stimulator"
        r"|hearing aid|wheelchair|transmitter|sensor)[ _-](?:id|no\.?|number|#))"
        r"(?: (?:on|of|for|from) (?:the|my|her|his|your|this|that)(?: [a-z]{2,14}){1,3})?"
        r"|设备序列号|設備序號|设备编号|设备号|序列号|序列號|序號|串号|设备识别码|机身号|机身编号|出厂编号|SN码"
        r"|(?:起搏器|胰岛素泵|植入物|助听器|呼吸机|血糖仪|支架|监测仪)(?:编号|号码|号|ID))"
        + IS
        + r"((?:(?-i:[A-Z]{2,4}) )?[A-Z0-9][A-Z0-9-]{2,39}(?: \d{3,8}){0,3}(?: (?-i:[A-Z])\b)?)"
        + "(?:[^A-Za-z0-9]|$)",
        score=0.85,
        accepts=_is_serial,
        positives=(
            ("pacemaker serial number PM-20418-77", "PM-20418-77"),
            ("Dexcom transmitter id 8K2L4A", "8K2L4A"),
            ("设备序列号：SN8840213", "SN8840213"),
            ("Serial on the insulin pump reads #4K1-0081-7714", "4K1-0081-7714"),
            ("ser. no. KVT 118204 S", "KVT 118204 S"),
            ("起搏器编号：PJ2207714", "PJ2207714"),
        ),
        negatives=(
            "the serial number is on the back",
            "sn 2024",
            "Order no. SN-8821-3340",
            "a serial founder 2024",
            "Serial No. 30 of the series",
        ),
    ),
    Recognizer(
        name="device.udi",
        category="device",
        # Unique device identifiers as GS1 and HIBC write them (21 CFR 830.20).
        pattern=r"\(01\)\d{14}(?:\(\d{2,3}\)[A-Za-z0-9/+._-]{1,24}){1,6}|\+[A-Z]\d{3}[A-Z0-9]{2,24}/\${1,2}[A-Z0-9/+.$]{4,50}",
        score=0.96,
        positives=(
            (
                "UDI (01)00812345678906(17)271130(10)A104(21)KC44-2207 left hip",
                "(01)00812345678906(17)271130(10)A104(21)KC44-2207",
            ),
        ),
        negatives=("see (01) and (17)", "(01)00812345678906"),
    ),
)

FIELDS = ()
