"""The ids of devices, browsers and cookies."""

import re

from lightyear.guard.checksums import luhn
from lightyear.guard.detectors.base import IS, NO, Candidate, Field, Recognizer, is_code
from lightyear.guard.detectors.network import HEX, UUID
from lightyear.guard.patterns import Pattern

_REQUEST = Pattern(
    r"(?:req|request|session|sess|trace|span|correlation|transaction|txn|event|message|msg|order|job|run"
    r"|batch|file|"
    r"commit|build|template|campaign|page|form|list|product|sku|variant|content|asset|app|tenant|org"
    r"|workspace|instance"
    r"|deployment|release|nonce|state|idempotency)[ _-]?(?:id|uuid|key|guid)?[\"']?[ :=\"'#]*$"
)
_CLIENT = Pattern(r"^\d{5,10}\.1[0-9]\d{8}$")


def _is_no_request(candidate: Candidate) -> bool:
    return not _REQUEST.is_in(candidate.before(32))


# A word before the number is not part of it, a few capitals are.
_SERIAL = re.compile(r"(?:[A-Z]{2,4} )?\S*\d")


_ORDERED = re.compile(r"(?:order|ticket|case|po|item|invoice)(?: no\.?| number| ?#)?[: ]*(?:sn|s/n)?[ :-]*$")


def _is_serial(candidate: Candidate) -> bool:
    if _CN_ROW.search(candidate.before(6)) and len(candidate.value) < 6:
        return False
    is_named = _SERIAL.match(candidate.value) is not None and not _ORDERED.search(candidate.before(24))
    return is_named and is_code(candidate, 3)


def _is_imei(candidate: Candidate) -> bool:
    return len(candidate.digits) == 15 and luhn(candidate.digits)


_WORN = (
    r"pacemaker|pacer|icd|crt-?d|defibrillator|defib|(?:insulin |pain )?pump|omnipod|pod|implant|iol|"
    r"lens|stent|lead|electrode|generator|valve|mesh|port"
    r"|cgm|glucometer|meter|cpap|bipap|apap|concentrator|o2 conc|ventilator|stimulator|loop recorder|"
    r"holter|monitor|nebulizer"
    r"|hearing aid|cochlear|processor|wheelchair|scooter|transmitter|sensor|dexcom|libre|fitbit|garmin|"
    r"apple watch|watch|band|tracker|prosthesis"
    r"|tablet|ipad|iphone|handset|modem|hub|device|unit"
)
_LABEL = (
    rf"(?:\b(?:device[ _-](?:serial(?:[ _-](?:{NO}))?|id|identifier|number|no\.?|#)"
    rf"|serials?(?:[ _-](?:{NO}))?|ser\.? ?(?:{NO})|ser\.?"
    rf"|s/?n ?#?|s\.n\.|s#|udid|udi(?:-di|-pi)?|imei[12]?|meid|iccid|imsi|oaid|caid|android[_ ]id|eid"
    rf"|(?:{_WORN})[ _-](?:{NO}|code|serial))"
    r"(?: (?:on|of|for|from) (?:the|my|her|his|your|this|that)(?: [a-z]{2,14}){1,3})?)"
)
_CN_LABEL = (
    r"(?:设备序列号|設備序號|设备编号|设备号|设备码|序列号|序列號|序號|序号|串号|串號|设备识别码|机身号|"
    r"机身编号|机身码|机身条码|机身序列号|出厂编号|出廠編號|机号|机器编号|SN码|SN号"
    r"|(?:起搏器|心脏起搏器|除颤器|胰岛素泵|植入物|植入体|植体|种植体|假体|助听器|人工耳蜗|耳蜗|体外机|"
    r"言语处理器|呼吸机|制氧机|血糖仪|血压计|支架|监测仪|电极|导线|晶体|人工晶体|传感器|发射器|探头|手环|"
    r"手表|轮椅|机身|主机)"
    r"(?:编号|编码|条码|条形码|号码|号|序号|ID))"
)
_NUMBER = (
    r"(?:\d(?: \d){5,12}|(?:(?-i:[A-Z]{2,4}) )?[A-Z0-9][A-Z0-9-]{2,39}(?: \d{3,8}){0,3}(?: (?-i:[A-Z])\b)?)"
)
# "序号 12" counts the rows of a table.
_CN_ROW = re.compile("序号[:： ]*$|序號[:： ]*$")


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
        r"|oaid|caid|madid|maid|rdid|muid|android_?id|open_?udid|vendor_?id|installation_?id|install_?id|"
        r"push_?token|fcm_?token"
        r"|cid|cookie|uid2|fpid|ajs_anonymous_id|device[_ -]?fingerprint)"
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
        pattern=rf"(?i)(?:{_LABEL}|{_CN_LABEL}){IS}[左右]?({_NUMBER})(?:[^A-Za-z0-9]|$)",
        score=0.85,
        accepts=_is_serial,
        positives=(
            ("pacemaker serial number PM-20418-77", "PM-20418-77"),
            ("Dexcom transmitter id 8K2L4A", "8K2L4A"),
            ("设备序列号：SN8840213", "SN8840213"),
            ("Serial on the insulin pump reads #4K1-0081-7714", "4K1-0081-7714"),
            ("ser. no. KVT 118204 S", "KVT 118204 S"),
            ("起搏器编号：PJ2207714", "PJ2207714"),
            ("tag says S#44113-KX hrs 6,204", "44113-KX"),
            ("呼吸机退租，机身条码K4417-20-0331", "K4417-20-0331"),
            ("耳蜗体外机编号：左1044827L", "1044827L"),
            ("my Fitbit code is FK441-22QK81", "FK441-22QK81"),
        ),
        negatives=(
            "the serial number is on the back",
            "sn 2024",
            "Order no. SN-8821-3340",
            "a serial founder 2024",
            "Serial No. 30 of the series",
            "the pump code of 2024",
            "设备型号：XR-6000",
        ),
    ),
    Recognizer(
        name="device.part",
        category="device",
        # What is implanted or worn, with a number that has letters or hyphens right behind it.
        pattern=rf"(?i)\b(?:{_WORN})[ :]{{1,2}}(?:(?:is|was|no\.?|#|"
        rf"=)[ :]?){{0,2}}((?-i:[A-Z]{{1,5}}-?\d{{4,10}}[A-Z]?(?:-[A-Z0-9]{{1,8}})?|"
        rf"[A-Z]\d{{2}}-\d{{3}}-\d{{4}}|\d[A-Z0-9]{{5}}))\b",
        score=0.83,
        accepts=_is_serial,
        positives=(("RV lead LKP-0337162, tolerated well", "LKP-0337162"),),
        negatives=("pump ISO 13485", "the sensor FDA 510"),
    ),
    Recognizer(
        name="device.keyed",
        category="device",
        pattern=r"(?i)\b(?:tx|transmitter|sensor|cgm|pump|meter|watch|serial|dev)[=:]((?-i:[A-Z0-9]{5,14}"
        r"))\b",
        score=0.83,
        accepts=lambda candidate: len(candidate.digits) >= 2 and not candidate.value.isdigit(),
        positives=(("cgm-sync tx=8KKM4T gaps=3", "8KKM4T"),),
        negatives=("pump=12345", "sensor:OFFLINE"),
    ),
    Recognizer(
        name="device.sided",
        category="device",
        pattern=r"(?i)\b(?:left|right|lt|rt|L|R)[ :]{1,2}((?-i:[LR]?\d{2,3}-\d{3}-\d{4}|[A-Z]{1,3}\d{5,9}"
        r"|[LR]\d{2}-\d{3}-\d{4}))\b",
        score=0.83,
        context=(
            "hearing aid",
            "hearing aids",
            "implant",
            "lens",
            "cochlear",
            "processor",
            "aids",
            "iol",
            "resound",
            "phonak",
            "oticon",
        ),
        positives=(("hearing aids: left L44-331-9902, right R44-331-9917", "L44-331-9902"),),
        negatives=("left 44-331 aids",),
    ),
    Recognizer(
        name="device.udi",
        category="device",
        # Unique device identifiers as GS1 and HIBC write them (21 CFR 830.20).
        pattern=r"\(01\)\d{14}(?:\(\d{2,3}\)[A-Za-z0-9/+._-]{1,24}){1,6}|\+[A-Z]\d{3}[A-Z0-9]{2,24}/\${1,2}"
        r"[A-Z0-9/+.$]{4,50}",
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
        category="device",
        # The number that Google Analytics gives a browser: random, then the second of the first visit.
        keys=("cid", "clientid", "client_id"),
        fits=_CLIENT.is_in,
        stands="whole",
    ),
)
