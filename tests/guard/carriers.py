"""Invented identifiers in the texts that carry them, with the place of each: for measuring, not for training.

A layout is a text with `{kind}` where a value goes; `{kind|how}` writes the value in another way, `{-kind}` is
something that looks like an identifier and is none. The layouts of the two halves are different ones.
"""

# ruff: noqa: E501 - a layout reads better as one line

import base64
import hashlib
import random
import re
import string
import urllib.parse
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lightyear.guard import types

CATEGORIES = frozenset(types.CATEGORIES) - {"name", "address", "biometric"}
"""What has a form: names and places have none, and a biometric is a file."""


class Text(NamedTuple):
    """A text of a channel, where its identifiers stand, and the layout that made it."""

    text: str
    channel: str
    spans: tuple[tuple[int, int, str], ...]
    layout: str


def texts(half: str, *, count: int, seed: int) -> Iterator[Text]:
    """Give texts of one half ("first" or "second"), every layout equally often."""
    rng = random.Random(seed)
    layouts = LAYOUTS[half]
    for at in range(count):
        channel, layout = layouts[at % len(layouts)]
        yield filled(layout, channel, rng)


def filled(layout: str, channel: str, rng: random.Random) -> Text:
    """Put new values into a layout."""
    text = ""
    spans = []
    for at, part in enumerate(re.split(r"\{(-?[a-z_0-9]+(?:\|[a-z0-9]+)*)\}", layout)):
        if at % 2 == 0:
            text += part
            continue
        kind, *ways = part.lstrip("-").split("|")
        category, value = KINDS[kind](rng)
        for way in ways:
            value = WAYS[way](value)
        if category in CATEGORIES and not part.startswith("-"):
            spans.append((len(text), len(text) + len(value), category))
        text += value
    return Text(text, channel, tuple(spans), layout)


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(string.digits) for _ in range(count))


def _shape(rng: random.Random, shape: str) -> str:
    """Write a shape: # any digit, 9 a digit above one, A a capital, a a small letter, h a hexadecimal digit."""
    choices = {
        "#": string.digits,
        "9": "23456789",
        "A": string.ascii_uppercase,
        "a": string.ascii_lowercase,
        "h": "0123456789abcdef",
    }
    return "".join(rng.choice(choices[char]) if char in choices else char for char in shape)


def _luhn_full(rng: random.Random, prefix: str, length: int, head: str = "") -> str:
    body = prefix + _digits(rng, length - len(prefix) - 1)
    total = 0
    for position, char in enumerate(reversed(head + body)):
        digit = int(char) * (2 - position % 2)
        total += digit - 9 if digit > 9 else digit
    return body + str(-total % 10)


def _card(rng: random.Random) -> str:
    digits = _luhn_full(rng, rng.choice(("4", "51", "55", "6011", "2221")), 16)
    by = rng.choice(("", " ", "-"))
    return by.join(digits[at : at + 4] for at in range(0, 16, 4))


def _ssn(rng: random.Random, by: str) -> str:
    return f"{rng.randint(101, 660):03}{by}{rng.randint(1, 99):02}{by}{rng.randint(1, 9999):04}"


def _cn_id(rng: random.Random) -> str:
    body = f"{rng.choice(('110105', '310101', '440305', '510104'))}{_day(rng, '%Y%m%d')}{_digits(rng, 3)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]


def _day(rng: random.Random, form: str) -> str:
    year, month, day = rng.randint(1930, 2024), rng.randint(1, 12), rng.randint(1, 28)
    short = _MONTHS[month - 1][:3]
    return (
        form.replace("%Y", str(year))
        .replace("%y", f"{year % 100:02}")
        .replace("%m", f"{month:02}")
        .replace("%d", f"{day:02}")
        .replace("%B", _MONTHS[month - 1])
        .replace("%b", short)
        .replace("%e", str(day))
        .replace("%n", str(month))
        .replace("%C", "".join("〇一二三四五六七八九"[int(char)] for char in str(year)))
        .replace("%N", _han(month))
        .replace("%D", _han(day))
    )


def _han(number: int) -> str:
    ones, tens = number % 10, number // 10
    head = "" if tens == 0 else "十" if tens == 1 else "二十"
    return head + ("一二三四五六七八九"[ones - 1] if ones else "")


def _iban(rng: random.Random) -> str:
    body = rng.choice(("WEST", "BARC", "MIDL")) + _digits(rng, 14)
    left = int("".join(str(int(char, 36)) for char in f"{body}GB00")) % 97
    value = f"GB{98 - left:02}{body}"
    return value if rng.random() < 0.5 else " ".join(value[at : at + 4] for at in range(0, len(value), 4))


def _vin(rng: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    values = {**{str(digit): digit for digit in range(10)}}
    values |= dict(
        zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
    )
    weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
    body = [rng.choice(letters) for _ in range(11)] + list(_digits(rng, 6))
    body[8] = "0"
    body[8] = "0123456789X"[
        sum(values[char] * weight for char, weight in zip(body, weights, strict=True)) % 11
    ]
    return "".join(body)


def _dea(rng: random.Random) -> str:
    digits = _digits(rng, 6)
    total = sum(map(int, digits[::2])) + 2 * sum(map(int, digits[1::2]))
    return f"{rng.choice('ABFM')}{rng.choice(string.ascii_uppercase)}{digits}{total % 10}"


def _email(rng: random.Random) -> str:
    who = rng.choice(("ana.reyes", "w.zhang", "jlopez", "m_oneil", "linda+kids", "liqiang", "t.okafor"))
    where = rng.choice(("home.example", "mail.example.org", "mailbox.example.net", "qq.example.com"))
    return f"{who}{rng.choice(('', _digits(rng, 2), '1978'))}@{where}"


def _mbi(rng: random.Random) -> str:
    letters = "ACDEFGHJKMNPQRTUVWXY"
    one = "".join(
        rng.choice({"9": "123456789", "A": letters, "#": string.digits, "X": letters + string.digits}[char])
        for char in "9AX#AX#AA##"
    )
    return f"{one[:4]}-{one[4:7]}-{one[7:]}" if rng.random() < 0.5 else one


def _shapes(category: str | None, *shapes: str) -> Callable[[random.Random], tuple[str | None, str]]:
    return lambda rng: (category, _shape(rng, rng.choice(shapes)))


def _days(*forms: str) -> Callable[[random.Random], tuple[str | None, str]]:
    return lambda rng: ("date", _day(rng, rng.choice(forms)))


def _made(
    category: str | None, make: Callable[[random.Random], str]
) -> Callable[[random.Random], tuple[str | None, str]]:
    return lambda rng: (category, make(rng))


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_CLICK = string.ascii_letters + string.digits + "_-"
_US_PHONES = (
    "(9##) 9##-####", "9##-9##-####", "9##.9##.####", "9## 9## ####", "+1 9##-9##-####", "+19##9######",
    "1-9##-9##-####", "(9##)9##-####", "+1 (9##) 9##-####", "9##/9##-####",
)  # fmt: skip
# Local ways of writing a number, country by country; none of them says by itself that it is one.
_LOCAL_PHONES = (
    "0650 9## ## ##", "0660 9## ## ##", "079 4### ####", "(85) 9###-####", "9#-##-##-##", "9# ## ## ##",
    "0#9 9## ## ##", "06-########", "(0#) 9###-####", "0319 9######", "9### ####", "(37) 9##-###",
    "082 9## ####", "09# ### ## ##", "0#9# ######", "(0#9) ######", "9## ## ###", "022 9## ## ##", "9##-###-###",
    "0#9/#######", "(0#9#) ## ## ##", "040 9## ####", "02-9###-####", "03-9###-####", "9##.###.###", "0##-#######",
    "08## ### ###", "(0##) ### ####", "06 ## ## ## ##", "0#### ######",
)  # fmt: skip
_ABROAD = (
    "+44 20 7### ####", "+44 7### ######", "+49 30 9#######", "+33 6 ## ## ## ##", "+61 4## ### ###",
    "+91 9#### #####", "+81 3-9###-####", "+34 9## ### ###", "+39 06 9### ####", "+52 55 #### ####",
    "+55 11 9####-####", "+41 79 ### ## ##", "+46 70 ### ## ##", "+31 6 ########", "0044 20 7### ####",
    "+82 10-####-####", "+65 9### ####", "+852 9### ####", "+353 87 ### ####", "+972 5#-###-####",
)  # fmt: skip

KINDS: dict[str, Callable[[random.Random], tuple[str | None, str]]] = {
    "us_phone": _shapes("phone", *_US_PHONES),
    "bare_phone": _shapes("phone", "9##9######"),
    "us_fax": _shapes("fax", *_US_PHONES[:5]),
    "local_phone": _shapes("phone", *_LOCAL_PHONES),
    "local_fax": _shapes("fax", *_LOCAL_PHONES),
    "abroad": _shapes("phone", *_ABROAD),
    "cn_mobile": _shapes(
        "phone", "138########", "159########", "186-####-####", "133 #### ####", "+86 177########"
    ),
    "cn_plain": _shapes("phone", "139########"),
    "cn_land": _shapes("phone", "010-6#######", "(021)6#######", "0755-8#######", "028 8#######"),
    "cn_fax": _shapes("fax", "010-6#######", "0755-8#######"),
    "cn_masked": _shapes("phone", "138****####", "15*****##", "137xxxx####"),
    "us_masked": _shapes("phone", "(***) ***-####", "***-***-####", "9##-***-####", "xxx-xxx-####"),
    "four": _shapes("phone", "####"),
    "email": _made("email", _email),
    "ssn": _made("ssn", lambda rng: _ssn(rng, "-")),
    "ssn_loose": _made("ssn", lambda rng: _ssn(rng, rng.choice(("", " ", ".", " - ")))),
    "ssn_bare": _made("ssn", lambda rng: _ssn(rng, "")),
    "ssn_masked": _shapes("ssn", "***-**-####", "XXX-XX-####", "xxx-xx-####", "*****####", "•••-••-####"),
    "ssn_four": _shapes("ssn", "####"),
    "mrn": _shapes(
        "mrn", "########", "######", "A######", "AA-######", "##-##-##", "#########", "A##-######"
    ),
    "mrn_plain": _shapes("mrn", "9#######"),
    "mbi": _made("health_plan_id", _mbi),
    "member": _shapes(
        "health_plan_id", "AAA#########", "A########", "AA#######-01", "#########", "AAA-####-####"
    ),
    "npi": _made("license", lambda rng: _luhn_full(rng, rng.choice("12"), 10, "80840")),
    "dea": _made("license", _dea),
    "us_license": _shapes("license", "A#######", "########", "A###-####-####", "AA######"),
    "passport": _shapes("license", "#########", "A########"),
    "cn_passport": _shapes("license", "E########", "EA#######"),
    "card": _made("account", _card),
    "card_four": _shapes("account", "####"),
    "iban": _made("account", _iban),
    "account": _shapes("account", "##########", "####-######", "########"),
    "bank": _made("account", lambda rng: _luhn_full(rng, "622202", 19)),
    "vin": _made("vehicle", _vin),
    "plate": _shapes("vehicle", "9AAA###", "AAA-####", "AAA ####", "AAA####"),
    "cn_plate": _shapes("vehicle", "京C·8F3#9", "沪B9####", "粤B·D9####", "川F9##9#"),
    "ip": _made("ip", lambda rng: ".".join(str(rng.randint(11, 250)) for _ in range(4))),
    "ip6": _shapes(
        "ip", "2001:db8:hhhh::hhhh:9hh", "2001:db8:9:hhhh:hhhh:hhhh:hhhh:hhh9", "fe80::9hhh:hhff:fehh:hhhh"
    ),
    "mac": _shapes("device", "hh:hh:hh:hh:hh:hh", "hh-hh-hh-hh-hh-hh"),
    "imei": _made("device", lambda rng: _luhn_full(rng, "35", 15)),
    "adid": _shapes("device", "hhhhhhhh-hhhh-4hhh-8hhh-hhhhhhhhhhhh"),
    "ga": _made("device", lambda rng: f"GA1.2.{_shape(rng, '9########')}.17{_digits(rng, 8)}"),
    "fbp": _shapes("device", "fb.1.16###########.9########"),
    "serial": _shapes("device", "SN-####-9###", "PM########", "A9###-####"),
    "url": _made("url", lambda rng: f"https://people.example/{_shape(rng, 'aaaaa-aaaa')}"),
    "cn_id": _made("cn_id", _cn_id),
    "cn_id15": _made("cn_id", lambda rng: f"110105{_day(rng, '%y%m%d')}{_digits(rng, 3)}"),
    "cn_id_masked": _shapes("cn_id", "110105********####", "3101**********###X", "440305********##9#"),
    "cn_care": _shapes("cn_medical_id", "########", "ZY#######", "A########", "MZ########", "##########"),
    "cn_record": _shapes("cn_medical_id", "########", "BL-######", "000######", "A#######"),
    "wechat": _shapes("wechat_id", "aaaaa_a99", "zhangwei99##", "Aaaa-99###", "aaaaaa9#"),
    "openid": _made("wechat_id", lambda rng: "o" + "".join(rng.choice(_CLICK) for _ in range(27))),
    "email_hash": _made("email_hash", lambda rng: hashlib.sha256(_email(rng).encode()).hexdigest()),
    "email_md5": _made("email_hash", lambda rng: hashlib.md5(_email(rng).encode()).hexdigest()),
    "phone_hash": _made("phone_hash", lambda rng: hashlib.sha256(_digits(rng, 11).encode()).hexdigest()),
    "gclid": _made("click_id", lambda rng: "Cj0KCQ" + "".join(rng.choice(_CLICK[:62]) for _ in range(40))),
    "fbc": _made(
        "click_id",
        lambda rng: "fb.1.1700000000000.IwAR" + "".join(rng.choice(_CLICK[:62]) for _ in range(40)),
    ),
    "born": _days(
        "%m/%d/%Y", "%Y-%m-%d", "%B %e, %Y", "%e %B %Y", "%d-%b-%Y", "%b %e, %Y", "%m-%d-%Y", "%m.%d.%Y"
    ),
    "born_loose": _days(
        "%m / %d / %Y", "%B%e, %Y", "%e. %B %Y", "%b-%d-%Y", "%d%b%Y", "%m/%d/%y", "%B %eth, %Y"
    ),
    "month": _days("%B %Y", "%b %Y", "%B, %Y"),
    "numeric_day": _days("%m/%d/%Y", "%Y-%m-%d", "%Y/%m/%d"),
    "iso_day": _days("%Y-%m-%d"),
    "compact": _days("%Y%m%d"),
    "cn_born": _days(
        "%Y年%n月%e日",
        "%Y年%m月%d日",
        "%C年%N月%D日",
        "%Y-%m-%d",
        "%Y.%m.%d",
        "%Y 年 %n 月 %e 日",
        "%Y/%n/%e",
    ),
    "cn_month": _days("%Y年%n月", "%C年%N月"),
    "cn_short": _days("%n月%e日", "%n月%e号", "%N月%D日"),
    "old": lambda rng: ("age90", str(rng.randint(90, 104))),
    "age": lambda rng: (None, str(rng.randint(18, 89))),
    "order": _shapes(None, "##########", "9##9######", "AA-########", "########"),
    "tracking": _shapes(None, "1Z999AA1#########9", "94001#################", "SF1###########"),
    "sku": _shapes(None, "AA-####-9##", "KN-9##-####", "####-####-99"),
    "price": _shapes(None, "$9,###.##", "$1##.##", "¥9###"),
    "lab": _shapes(None, "9.# mmol/L", "1##/9# mmHg", "9.# (3.5-5.1)", "1## mg/dL", "12#-15#"),
    "dose": _shapes(None, "9# mg", "500 mg", "0.# mL", "1000 IU"),
    "icd": _shapes(None, "E11.9", "M17.1#", "Z00.00", "I10"),
    "ndc": _shapes(None, "0###-####-##", "5####-###-##"),
    "cpt": _shapes(None, "992##", "9####"),
    "isbn": _shapes(None, "978-0-9##-#####-#", "978-7-9##-#####-#"),
    "version": _shapes(None, "9.##.#", "1.2.3.4", "10.#.#"),
    "place": _shapes(None, "44.0#####, -121.3#####", "39.90#####,116.40#####"),
    "stat": _shapes(None, "9#,###", "9#.#%", "1 in 9", "9### of 9####"),
    "year": lambda rng: (None, str(rng.randint(1990, 2025))),
    "stamp": _made(None, lambda rng: _day(rng, "%Y-%m-%dT10:22:33Z")),
    "log_time": _made(None, lambda rng: _day(rng, "%Y-%m-%d 10:22:33,123")),
    "event_day": _made(None, lambda rng: _day(rng, rng.choice(("%B %e, %Y", "%m/%d/%Y", "%B %e")))),
    "cn_event": _made(None, lambda rng: _day(rng, rng.choice(("%Y年%n月%e日", "%n月%e日")))),
    "hotline": _shapes(None, "1-800-9##-####", "(888) 9##-####", "988", "911", "400-9##-####"),
    "office": _shapes(None, *_US_PHONES[:4]),
    "cn_office": _shapes(None, "010-6#######", "400-9##-####", "0755-8#######"),
    "uuid": _shapes(None, "hhhhhhhh-hhhh-4hhh-8hhh-hhhhhhhhhhhh"),
    "sha": _shapes(None, "h" * 40),
    "ext": _shapes(None, "9###", "9##"),
    "digits8": _shapes(None, "9#######"),
    "en": lambda rng: (
        None,
        rng.choice(("Ana Reyes", "Tom Okafor", "Linda O'Neil", "Wei Zhang", "José Lopez")),
    ),
    "zh": lambda rng: (None, rng.choice(("张晓梅", "李强", "欧阳雪", "王建国", "陈静"))),
}

WAYS: dict[str, Callable[[str], str]] = {
    "pct": lambda value: urllib.parse.quote(value, safe=""),
    "plus": urllib.parse.quote_plus,
    "pct2": lambda value: urllib.parse.quote(urllib.parse.quote(value, safe=""), safe=""),
    "b64": lambda value: base64.b64encode(value.encode()).decode(),
    "b64url": lambda value: base64.urlsafe_b64encode(f"user={value};x=1".encode()).decode().rstrip("="),
    "wide": lambda value: value.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),
    "spaced": lambda value: " ".join(value),
    "upper": str.upper,
}

_FIRST = (
    ("free_text", "Hi, this is {en}, please call me back at {us_phone} or write {email}. My DOB is {born}."),
    ("note", "Pt {en}, MRN {mrn}, DOB {born_loose}, SSN {ssn}. Admitted {numeric_day}. BP {-lab}, K {-lab}."),
    ("note", "{-age} yo F seen in clinic, metformin {-dose} BID, A1c {-stat}, dx {-icd}. Follow-up in 6 weeks."),
    ("note", "Patient is a {old}-year-old woman. Medicare {mbi}. Next of kin reached on mobile {us_phone}."),
    ("form", "Member ID: {member}\nGroup phone: {us_phone}\nDate of birth: {born}"),
    ("form", "{born}"),
    ("free_text", "I keep a diary at {url}, please read it before we talk."),
    ("form", "{us_phone} ext. {-ext}"),
    ("chat", "the last four of my social are {ssn_four} and my card ending in {card_four} was charged"),
    ("chat", "SSN on file {ssn_masked}, phone {us_masked}, is that right?"),
    ("chat", "They're not answering at {local_phone}"),
    ("free_text", "{en}\n14 Alder Rd\nBend, OR\n{local_phone} office / {us_fax} fax / {us_phone} mobile"),
    ("free_text", "{en}, Suite 616 {local_phone}-Office,{us_fax}-Fax"),
    ("free_text", "Reach me on {abroad} after six, or at my landline {local_phone}."),
    ("free_text", "My account number is {account}, IBAN {iban}, card {card} exp 04/27."),
    ("free_text", "NPI {npi}, DEA {dea}; driver's license {us_license}; passport no. {passport}"),
    ("free_text", "VIN {vin}, license plate {plate}, pacemaker serial number {serial}"),
    ("log", "{-log_time} INFO login ok user={email} ip={ip} device_id={adid} req={-uuid}"),
    ("log", '{ip} - - [12/Mar/2024:10:22:33 +0000] "GET /book?email={email|pct}&gclid={gclid} HTTP/1.1" 200 512 "-" "Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36"'),
    ("log", "{-stamp} level=warn msg=retry patient_id={mrn_plain} phone={bare_phone} mac={mac} latency=182ms"),
    ("csv", "name,mrn,dob,phone,visits\n{en},{mrn},{numeric_day},{us_phone},3\n{en},{mrn},{numeric_day},{us_phone},12\n"),
    ("csv", '"Last Name";"Policy Number";"E-mail";"Fax";"Order"\n"{en}";"{member}";"{email}";"{us_fax}";"{-order}"\n'),
    ("csv", "姓名\t身份证号\t手机号\t医保卡号\t金额\n{zh}\t{cn_id}\t{cn_plain}\t{cn_care}\t{-digits8}\n"),
    ("csv", "patient|ssn|birth_date|ip_address|sku\n{en}|{ssn_bare}|{compact}|{ip}|{-sku}\n"),
    ("json", '{"patient": {"fullName": "{en}", "dateOfBirth": "{numeric_day}", "mrn": "{mrn}", "homePhone": "{us_phone}"}, "orderId": "{-order}"}'),
    ("json", '{"user_data": {"em": "{email_hash}", "ph": "{phone_hash}", "fbp": "{fbp}", "fbc": "{fbc}", "client_ip_address": "{ip}"}, "event_time": 1710238953}'),
    ("json", '{"resourceType": "Patient", "identifier": [{"system": "http://clinic.example/mrn", "value": "{mrn}"}, {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "{ssn_bare}"}], "telecom": [{"system": "phone", "value": "{us_phone}", "use": "home"}, {"system": "email", "value": "{email}"}], "birthDate": "{numeric_day}"}'),
    ("json", '{"患者": {"姓名": "{zh}", "身份证号": "{cn_id}", "联系电话": "{cn_plain}", "就诊卡号": "{cn_care}", "病历号": "{cn_record}"}}'),
    ("json", '{"payload": "{email|b64}", "trace": "{-sha}", "build": "{-version}", "updatedAt": "{-stamp}"}'),
    ("free_text", "MSH|^~\\&|LAB|CLINIC|||20240312102233||ADT^A01|8842|P|2.5\rPID|1||{mrn_plain}^^^MRN||REYES^ANA||{compact}|F|||214 Alder Creek Rd^^Bend^OR^97701||{us_phone}|||||{account}|{ssn}\r"),
    ("url", "https://clinic.example/book?email={email|pct}&phone={us_phone|plus}&dob={numeric_day|pct}&utm_campaign=spring_{-year}"),
    ("url", "https://clinic.example/r?next=%2Fform%3Femail%3D{email|pct2}%26v%3D2&gclid={gclid}"),
    ("url", "https://clinic.example/t?d={email|b64url}&sku={-sku}"),
    ("url", "https://track.example/p?em={email_hash}&ph={phone_hash}&cid=1.2&ip={ip}&v={-version}"),
    ("filename", "reyes_ana_MRN{mrn_plain}_{iso_day}.pdf"),
    ("filename", "张晓梅_住院号{cn_care}_出院小结.docx"),
    ("html", '<input type="hidden" name="user" value="{email|b64}"><p>Order {-order}</p>'),
    ("email", "From: {en} <{email}>\nTo: {en} <{email}>\nSubject: labs\n\nMy phone is {us_phone}. I was born {born}."),
    ("free_text", "我叫{zh}，身份证{cn_id}，电话{cn_mobile}，{cn_born}出生，微信号{wechat}。"),
    ("chat", "住院号：{cn_care}，病历号 {cn_record}，医保卡号{cn_care}"),
    ("chat", "手机{cn_masked}，身份证{cn_id_masked}，手机尾号{four}"),
    ("chat", "我奶奶今年{old}岁，{cn_month}确诊的，{cn_short}做的手术"),
    ("chat", "加我微信 {wechat} 或者打 {cn_plain|wide}，座机{cn_land}，传真：{cn_fax}"),
    ("note", "患者，男，{-age}岁，血压{-lab}，空腹血糖{-lab}，诊断{-icd}，予二甲双胍{-dose}。"),
    ("chat", "护照{cn_passport}，银行卡号{bank}，车牌{cn_plate}"),
    ("title", "Spring Open House on {-event_day} | Free parking, {-price} off"),
    ("free_text", "Order {-order} shipped, tracking number {-tracking}, total {-price}. ISBN {-isbn}, NDC {-ndc}, CPT {-cpt}."),
    ("free_text", "Join our webinar on {-event_day}. Call us at {-office} or {-hotline}. Established {-year}."),
    ("free_text", "In a study of {-stat} adults, {-stat} improved; version {-version} was released {-event_day}."),
    ("free_text", "健康讲座{-cn_event}举行，咨询热线{-cn_office}，报名人数{-stat}，订单号{-order}。"),
    ("free_text", "Find us at {-place}. Dial extension {-ext}. Model {-sku}, {-year}."),
)  # fmt: skip

_SECOND = (
    ("free_text", "My husband's cell is {us_phone} and his medical record number: {mrn}. He turned {old} in {month}."),
    ("note", "Name: {en}  Birthdate: {born}  Soc Sec #: {ssn_loose}  Chart #: {mrn}  Tel: {us_phone}"),
    ("note", "Discharged {born}. Readmitted on {born_loose}. Creatinine {-lab}; lisinopril {-dose}; CPT {-cpt}; ICD-10 {-icd}."),
    ("note", "{-age}M with CAD. EF {-stat}. Temp 98.6, HR 88, SpO2 97%, pain 7/10. Plan: aspirin {-dose} daily."),
    ("note", "Subscriber no. {member}; HICN/MBI: {mbi}; fax records to {us_fax}"),
    ("form", "What is your date of birth? {born}\nBest number to reach you? {us_phone}\nInsurance policy number? {member}"),
    ("form", "{cn_plain}"),
    ("chat", "她的主页{url}，你可以看看"),
    ("form", "{email}"),
    ("chat", "Could you text {en} at {bare_phone} instead? her ssn ends in {ssn_four}"),
    ("chat", "my visa ending {card_four}; the phone ending in {four}; birthday {born}"),
    ("chat", "How can we reach you? You can call {local_phone}"),
    ("free_text", "Office: {local_phone} Fax: {local_fax} Mobile: {abroad}"),
    ("free_text", "{en} ({us_phone} home, {us_phone} work, {us_fax} fax)"),
    ("free_text", "Name: {en}\nPhone: {local_phone}\nWhatsApp: {abroad}"),
    ("free_text", "Charge my credit card {card}, or debit from {iban}. Customer ID {account}."),
    ("free_text", "Prescriber DEA# {dea} (NPI: {npi}). DL# {us_license}, passport {passport}."),
    ("free_text", "plate number {plate}; the car's VIN is {vin}. Insulin pump S/N {serial}, IMEI {imei}."),
    ("log", "[{-log_time}] DEBUG session={-uuid} remote_addr={ip6} mac {mac} _ga={ga} mrn={mrn_plain}"),
    ("log", "{-stamp} POST /api/v2/lead 201 body={\"phone\":\"{us_phone}\",\"birth_date\":\"{numeric_day}\",\"idfa\":\"{adid}\"} ua=Edg/120.0.0.0"),
    ("log", "Cookie: _ga={ga}; _fbp={fbp}; _gcl_aw=GCL.1700000000.{gclid}; theme=dark; v={-version}"),
    ("csv", "First Name,Date of Birth,Cell Phone,Medicare Number,Total\n{en},{numeric_day},{us_phone},{mbi},{-digits8}\n"),
    ("csv", "MemberID;SubscriberName;DOB;Email_Address\n{member};{en};{numeric_day};{email}\n{member};{en};{numeric_day};{email}\n"),
    ("csv", '"患者姓名","出生日期","住院号","联系电话","备注"\n"{zh}","{cn_born}","{cn_care}","{cn_plain}","无, 复查"\n'),
    ("csv", "id\tacct_no\tvin\tdevice_serial\tmodified\n1\t{account}\t{vin}\t{serial}\t{-stamp}\n2\t{account}\t{vin}\t{serial}\t{-stamp}\n"),
    ("json", '{"contact_info":{"cellPhoneNumber":"{bare_phone}","emailAddr":"{email}","socialSecurityNumber":"{ssn_bare}"},"trackingNumber":"{-tracking}","total":{-digits8}}'),
    ("json", '[{"key":"member_id","value":"{member}"},{"key":"driver_license","value":"{us_license}"},{"key":"npi","value":"{npi}"},{"key":"sku","value":"{-sku}"}]'),
    ("json", '{"resourceType":"Coverage","subscriberId":"{member}","identifier":[{"value":"{mrn}","type":{"coding":[{"code":"MR"}]}}],"telecom":[{"value":"{us_fax}","system":"fax"}],"meta":{"lastUpdated":"{-stamp}"}}'),
    ("json", '{"姓名":"{zh}","手机":"{cn_plain}","出生年月":"{cn_month}","医保号":"{cn_care}","微信":"{wechat}","openid":"{openid}"}'),
    ("json", '{"d":"{ssn|b64}","token_for_email":"{email_hash}","createdAt":"{-stamp}","commit":"{-sha}"}'),
    ("free_text", "PID|||{mrn_plain}^^^HOSP^MR~{ssn_bare}^^^SSA^SS||O'NEIL^LINDA^M||{compact}|F|||9 Elm St^^Reno^NV^89501||{us_phone}^PRN^PH\nNK1|1|O'NEIL^PAT|SPO||{us_phone}\nIN1|1|PPO||ACME||||||||||||||||||||||||||||||||{member}\n"),
    ("url", "/portal/appointments?mobile={us_phone|pct}&birthdate={numeric_day}&member_id={member}&page=2"),
    ("url", "https://ads.example/c?redirect=https%253A%252F%252Fclinic.example%252Fx%253Femail%253D{email|pct2}&fbclid={gclid}"),
    ("url", "https://clinic.example/patients/{mrn_plain}/edit?tab=labs&ver={-version}"),
    ("url", "https://clinic.example/u?data={ssn|b64}&msclkid={gclid}&order={-order}"),
    ("filename", "scan-{ssn}_{iso_day}.tiff"),
    ("filename", "病历_{zh}_{cn_id}.pdf"),
    ("html", '<a href="mailto:{email}">x</a><td data-mrn="{mrn_plain}">DOB: {born}</td><!-- build {-version} -->'),
    ("email", "Hello,\n\nplease update my number to {us_phone} and my address book entry {email}.\n\nSent from my phone"),
    ("free_text", "患者{zh}，{cn_born}入院，证件号码：{cn_id15}，联系方式：{cn_mobile}，就诊卡号{cn_care}。"),
    ("chat", "门诊号{cn_care}；病案号：{cn_record}；社保卡号 {cn_care}"),
    ("chat", "我的号码是{cn_mobile|wide}，邮箱{email}，出生日期：{compact}"),
    ("chat", "老人高龄{old}，{cn_born}出院，{cn_short}复诊，家属电话{cn_land}"),
    ("chat", "vx：{wechat}，电话{cn_masked}，身份证号{cn_id_masked}"),
    ("note", "化验：白细胞{-lab}，肌酐{-lab}；用药{-dose}；编码{-icd}；第{-ext}床；共{-price}元"),
    ("chat", "卡号 {bank}，车牌号：{cn_plate}，护照号码：{cn_passport}"),
    ("title", "{-year} Annual Gala, {-event_day}: register by {-event_day}"),
    ("free_text", "Invoice total {-price}. SKU {-sku}. UPS tracking {-tracking}. Confirmation code {-order}. Book ISBN {-isbn}."),
    ("free_text", "Copyright {-year} Bend Clinic. Contact us: {-office}. Crisis line {-hotline}. Updated {-event_day}."),
    ("free_text", "Clinic hours start {-event_day}; to schedule, call our front desk at {-office}, extension {-ext}."),
    ("free_text", "本院门诊电话：{-cn_office}，{-cn_event}停诊，已服务{-stat}人次，快递单号{-tracking}。"),
    ("free_text", "Firmware version {-version}, lot {-sku}, NDC {-ndc}; coordinates {-place}; ref {-sha}."),
)  # fmt: skip

LAYOUTS = {"first": _FIRST, "second": _SECOND}
