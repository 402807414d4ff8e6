"""Internet addresses, and the fields that hold the ids of devices."""

import ipaddress
import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer, code
from lightyear.guard.patterns import Pattern

HEX = r"[0-9A-Fa-f]"
UUID = rf"{HEX}{{8}}-?{HEX}{{4}}-?{HEX}{{4}}-?{HEX}{{4}}-?{HEX}{{12}}"


_UPDATE = Pattern(
    r"(?:bump(?:ed)?|upgrad\w+|updat\w+|roll(?:ed)? ?back|patched|downgrad\w+|升级|更新|回滚)[^\n;]{0,40}$"
    r"|(?:版本号?|固件|version|openssl|nginx|chrome|firefox|android|ios|windows|kernel|driver|sdk|"
    r"app)[\"'/ :：=]{1,4}$"
)
_ARROW_AFTER = Pattern(r"^ ?(?:->|→|=>) ?\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b")
_ARROW_BEFORE = Pattern(r"\b[a-z]{3,12} \d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3} ?(?:->|→|=>) ?$")
_VERSION = Pattern(
    r"(?:version|ver\.?|release|firmware|build|section|chapter|schema|driver|v|版本|版)[ :=v\"']*$"
    r"|[a-z_]/$|(?:^|[^a-z])v\.? ?$"
)


def is_address(value: str) -> bool:
    """Say whether the value is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(value.partition("%")[0].strip("[]"))
    except ValueError:
        return False
    return True


def _is_ip(candidate: Candidate) -> bool:
    version = _VERSION.is_in(candidate.before(20))
    joiners = ".:" if ":" in candidate.value else "."
    free = not version and candidate.stands_free(joiners=joiners)
    return (
        free
        and is_address(candidate.value.replace(" ", ""))
        and _is_somebodys(candidate.value.replace(" ", ""))
        and not _is_release(candidate)
    )


def _is_release(candidate: Candidate) -> bool:
    """Say whether it is one of two versions of a program: "3.0.13.1 -> 3.0.14.0", "bump … from … to …"."""
    before, after = candidate.before(48), candidate.after(24)
    return _UPDATE.is_in(before) or (_ARROW_AFTER.is_in(after) or _ARROW_BEFORE.is_in(before))


def _is_somebodys(value: str) -> bool:
    address = ipaddress.ip_address(value.partition("%")[0])
    return not (address.is_loopback or address.is_unspecified)


RECOGNIZERS = (
    Recognizer(
        name="ip.v4",
        category="ip",
        pattern=r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b\d{1,3}(?: \. ?\d{1,3}){3}\b",
        score=0.95,
        accepts=_is_ip,
        positives=(
            ("request from 203.0.113.7 today", "203.0.113.7"),
            ("地址192.0.2.44。", "192.0.2.44"),
            ("ip is 192 . 0 . 2 . 44", "192 . 0 . 2 . 44"),
        ),
        negatives=(
            "firmware version 1.2.3.4",
            "libssl 3.0.13.1 -> 3.0.14.0",
            "bump agent from 10.4.2.118 to 10.4.3.1",
            "section 300.1.2.3",
            "1.2.3",
        ),
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
            or bool(re.fullmatch(rf"{UUID}|(?:{HEX}{{2}}[:-]){{5}}{HEX}{{2}}|[\w.-]{{10,128}}", value))
        ),
    ),
)
