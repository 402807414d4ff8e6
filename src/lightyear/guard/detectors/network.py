"""Internet addresses and the ids of devices, browsers and cookies."""

import ipaddress
import re

import re2

from lightyear.guard.checksums import luhn
from lightyear.guard.detectors.base import IS, Candidate, Field, Recognizer, code, is_code

_HEX = r"[0-9A-Fa-f]"
_UUID = rf"{_HEX}{{8}}-?{_HEX}{{4}}-?{_HEX}{{4}}-?{_HEX}{{4}}-?{_HEX}{{12}}"


_VERSION = re2.compile(
    r"(?:version|ver\.?|release|firmware|build|section|chapter|schema|driver|v|版本|版)[ :=v\"']*$"
    r"|[a-z_]/$|(?:^|[^a-z])v\.? ?$"
)
_REQUEST = re2.compile(
    r"(?:req|request|session|sess|trace|span|correlation|transaction|txn|event|message|msg|order|job|run"
    r"|batch|file|"
    r"commit|build|template|campaign|page|form|list|product|sku|variant|content|asset|app|tenant|org"
    r"|workspace|instance"
    r"|deployment|release|nonce|state|idempotency)[ _-]?(?:id|uuid|key|guid)?[\"']?[ :=\"'#]*$"
)


def is_address(value: str) -> bool:
    """Say whether the value is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(value.partition("%")[0].strip("[]"))
    except ValueError:
        return False
    return True


def _is_ip(candidate: Candidate) -> bool:
    version = _VERSION.search(candidate.before(20))
    joiners = ".:" if ":" in candidate.value else "."
    free = not version and candidate.stands_free(joiners=joiners)
    return free and is_address(candidate.value) and _is_somebodys(candidate.value)


def _is_somebodys(value: str) -> bool:
    address = ipaddress.ip_address(value.partition("%")[0])
    return not (address.is_loopback or address.is_unspecified)


def _is_no_request(candidate: Candidate) -> bool:
    return not _REQUEST.search(candidate.before(32))


# A word before the number is not part of it, a few capitals are.
_SERIAL = re.compile(r"(?:[A-Z]{2,4} )?\S*\d")


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
        name="ip.masked",
        category="ip",
        pattern=r"\b\d{1,3}\.\d{1,3}\.(?:\d{1,3}|[xX*]{1,3})\.[xX*]{1,3}",
        score=0.85,
        context=("ip", "address", "ip地址"),
        positives=(("IP: 203.0.113.xxx", "203.0.113.xxx"),),
        negatives=("version 10.15.7.x",),
    ),
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
        pattern=rf"\b(?:(?:{_HEX}{{2}}[:-]){{5}}{_HEX}{{2}}|(?:{_HEX}{{4}}\.){{2}}{_HEX}{{4}})\b",
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
        pattern=rf"\b{_UUID}\b",
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
        accepts=lambda candidate: is_code(candidate, 3) and bool(_SERIAL.match(candidate.value)),
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

FIELDS = (
    Field(
        category="ip",
        keys=(
            "ip",
            "ipaddr",
            "ipaddress",
            "ipv4",
            "ipv6",
            "clientip",
            "clientipaddress",
            "remoteaddr",
            "remoteip",
            "sourceip",
            "srcip",
            "userip",
            "xforwardedfor",
            "ip地址",
        ),
        fits=is_address,
    ),
    Field(
        category="device",
        keys=(
            "deviceid",
            "deviceserial",
            "deviceserialnumber",
            "deviceidentifier",
            "devicenumber",
            "deviceno",
            "devicefingerprint",
            "serialnumber",
            "serialno",
            "serial",
            "implantserial",
            "udi",
            "imei",
            "meid",
            "iccid",
            "imsi",
            "mac",
            "macaddress",
            "macaddr",
            "idfa",
            "idfv",
            "ifa",
            "gaid",
            "aaid",
            "adid",
            "oaid",
            "udid",
            "madid",
            "maid",
            "rdid",
            "muid",
            "androidid",
            "advertisingid",
            "advertiserid",
            "cookieid",
            "browserid",
            "clientid",
            "visitorid",
            "anonymousid",
            "fbp",
            "ttp",
            "gaclientid",
            "hubspotutk",
            "ga",
            "gid",
            "gclau",
            "设备号",
            "设备编号",
            "序列号",
        ),
        fits=lambda value: (
            code(value)
            or bool(re.fullmatch(rf"{_UUID}|(?:{_HEX}{{2}}[:-]){{5}}{_HEX}{{2}}|[\w.-]{{10,128}}", value))
        ),
    ),
)
