"""Places smaller than a state: street lines, towns with ZIP codes, Chinese addresses."""

import re

from lightyear.guard.detectors import cues
from lightyear.guard.detectors.base import Candidate, Field, Recognizer

_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI"
    "|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]"
)
_STATE_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia"
    "|Hawaii|Idaho|Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota"
    "|Mississippi|Missouri|"
    "Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina"
    "|North Dakota|Ohio|Oklahoma|"
    "Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont"
    "|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming"
)
_STATE = f"(?:{_STATES}|{_STATE_NAMES})"
_KIND = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Terrace"
    r"|Ter|Circle|Cir|"
    r"Parkway|Pkwy|Highway|Hwy|Square|Sq|Trail|Trl|Loop|Alley|Crescent|Close|Row|Walk)\b\.?"
)
_TOWN = r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}"
_UNIT = r"(?:,? ?(?:Apt|Apartment|Suite|Ste|Unit|Floor|Fl|Room|Rm|#)\b?\.? ?#?[A-Za-z0-9-]{1,6})"
_TAIL = rf"(?:,? {{0,2}}\n? ?{_TOWN},? {_STATE}\b)?(?:,? \d{{5}}(?:-\d{{4}})?\b)?"
_HAN = r"\p{Han}"
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    "|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_NOT_TOWNS = frozenset(
    f"{_STATE_NAMES}|America|Canada|China|Mexico|England|France|Germany|India|Japan|The|My|Pain"
    f"|English|Spanish|Monday|"
    "Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July"
    "|August|September|"
    "October|November|December".split("|")
)


# What leads to a Chinese address without being part of it: "快递到…", "我住在…".
_CUE = re.compile(
    f"[^省市区县路]{{0,6}}?(?:住在|家住|住址|地址|寄到|寄往|送到|搬到|快递到|递到|来到|到|在|是|于"
    f"|往|住)(?=(?:{_PROVINCES})|..)"
)


# "07/04/1988, …": the year of a date is no house.
_DAY = re.compile(r"\d[/.-]\d{1,2}[/.-]$")
_YEAR = re.compile(r"(?:19|20)\d\d, (?=\d)")
_ZIP_WORD = re.compile(r"(?i)(?:zip ?code|zip|postal code|postcode)(?: is|:|=)? {0,2}")


def _is_street(candidate: Candidate) -> bool:
    return not _DAY.search(candidate.before(6)) and cues.is_home(candidate)


def _is_town(candidate: Candidate) -> bool:
    return candidate.value not in _NOT_TOWNS and candidate.value.split()[0].strip(",") not in _NOT_TOWNS


def _after_zip_word(value: str) -> int:
    word = _ZIP_WORD.match(value)
    return word.end() if word else 0


def _after_year(value: str) -> int:
    # "June 1, 2025, 214 Alder Rd"
    year = _YEAR.match(value)
    return year.end() if year else 0


def _after_cue(value: str) -> int:
    cue = _CUE.match(value)
    return cue.end() if cue else 0


def _is_cn_home(candidate: Candidate) -> bool:
    return cues.is_home(candidate) and not candidate.after(12).startswith(("医院", "人民医院", "卫生"))


RECOGNIZERS = (
    Recognizer(
        name="address.street",
        category="address",
        pattern=rf"\b\d{{1,6}}[A-Za-z]?,? (?:(?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\.? )?"
        rf"(?:(?:[A-Z][A-Za-z0-9'-]*\.?|\d{{1,4}}[A-Za-z]{{0,2}}) ){{1,4}}{_KIND}"
        rf"(?: (?:NE|NW|SE|SW|[NSEW])\b)?{_UNIT}?{_TAIL}",
        score=0.92,
        trim=_after_year,
        accepts=_is_street,
        positives=(
            (
                "I live at 214 Alder Creek Road, Apt 3, Bend, OR 97701 now",
                "214 Alder Creek Road, Apt 3, Bend, OR 97701",
            ),
            ("mail it to 77 N. Elm St.", "77 N. Elm St."),
            ("moved June 1, 2025, 214 Alder Rd", "214 Alder Rd"),
        ),
        negatives=(
            "DOB 07/04/1988, MRN 7729310. Can Dr. Okafor call me?",
            "born 07/04/1988 Call Mom At Place",
            "Visit us at 12 Elm Street",
            "in 3 Easy Steps",
            "5 Way Stop",
        ),
    ),
    Recognizer(
        name="address.box",
        category="address",
        pattern=rf"(?i:\bP\.? ?O\.? ?Box) \d{{1,7}}{_TAIL}",
        score=0.93,
        accepts=cues.is_home,
        positives=(("send to PO Box 4411, Salem, OR 97301", "PO Box 4411, Salem, OR 97301"),),
        negatives=("box 12 of tissues",),
    ),
    Recognizer(
        name="address.town_state",
        category="address",
        pattern=rf"\b{_TOWN}, ?{_STATE}\b(?: \d{{5}}(?:-\d{{4}})?\b)?",
        score=0.85,
        accepts=lambda candidate: cues.is_home(candidate) and _is_town(candidate),
        positives=(("we moved to Silver Falls, OR 97385", "Silver Falls, OR 97385"),),
        negatives=("Ohio", "Oregon, Washington", "the state of Oregon"),
    ),
    Recognizer(
        name="address.zip",
        category="address",
        pattern=rf"(?:(?i:\b(?:zip|zip ?code|postal code|postcode)\b)(?: is|:|=)? {{0,2}}"
        rf"|\b{_STATE},? )\d{{5}}(?:-\d{{4}})?\b",
        score=0.88,
        trim=_after_zip_word,
        accepts=cues.is_home,
        positives=(("my zip code is 97701", "97701"), ("in OR 97385-1234", "OR 97385-1234")),
        negatives=("97701 visitors", "zip file 12"),
    ),
    Recognizer(
        name="address.lives_in",
        category="address",
        pattern=rf"(?i:\b(?:i|we|she|he|who) (?:am |is |are |'m )?(?:currently )?(?:lives?|resides?"
        rf"|living|residing|moved|grew up) (?:in|near|to)) ({_TOWN})",
        score=0.75,
        accepts=_is_town,
        positives=(("I live in Cedar Hollow and", "Cedar Hollow"),),
        negatives=("I live in Ohio", "we live in pain"),
    ),
    Recognizer(
        name="address.cn",
        category="address",
        pattern=rf"(?:(?:{_PROVINCES})(?:省|市|自治区|特别行政区|壮族自治区|回族自治区|维吾尔自治区)?)?"
        rf"(?:{_HAN}{{2,6}}?(?:市|州|盟|地区))?(?:{_HAN}{{1,6}}?(?:区|县|旗|市))?(?:{_HAN}{{1,8}}?"
        rf"(?:镇|乡|街道))?"
        rf"{_HAN}{{1,10}}?(?:路|大街|街|大道|道|巷|弄|胡同|村|里|小区|花园|苑)(?:{_HAN}{{1,8}}"
        rf"(?:小区|花园|苑|公寓))?"
        rf"[0-9A-Za-z一二三四五六七八九十百-]{{1,8}}(?:号|弄|栋|幢|楼|座|单元|组)"
        rf"(?:{_HAN}{{0,8}}?[0-9A-Za-z一二三四五六七八九十-]{{1,6}}(?:号楼|号|栋|幢|单元|楼|层|室|房"
        rf"|座))*(?:\d{{2,4}}室?)?",
        score=0.93,
        trim=_after_cue,
        accepts=_is_cn_home,
        positives=(
            ("北京市海淀区学院路30号2栋501室", "北京市海淀区学院路30号2栋501室"),
            ("快递到浙江省杭州市西湖区文三路88号，谢谢", "浙江省杭州市西湖区文三路88号"),
        ),
        negatives=("北京市", "浙江省", "来院路线：院址文三路88号", "一路走好"),
    ),
    Recognizer(
        name="address.cn_district",
        category="address",
        pattern=rf"(?:(?:{_PROVINCES})(?:省|市|自治区)?)?{_HAN}{{2,4}}?(?:市|州)?{_HAN}{{2,4}}(?:区|县)"
        rf"(?:{_HAN}{{2,8}}(?:镇|乡|村|街道|小区|花园|公寓|社区))?",
        score=0.75,
        trim=_after_cue,
        accepts=lambda candidate: (
            _is_cn_home(candidate) and candidate.value.startswith(tuple(_PROVINCES.split("|")))
        ),
        positives=(("广东省广州市天河区", "广东省广州市天河区"),),
        negatives=("山东省", "病区", "社区服务"),
    ),
    Recognizer(
        name="address.cn_lives_in",
        category="address",
        pattern=rf"(?:家住|住在|住址|地址|居住在|户籍)(?:[ :：是为于在]{{0,2}})({_HAN}{{2,6}}?(?:市"
        rf"|区|县|镇|乡|村|街道|小区|花园"
        rf"|路|街)(?:{_HAN}{{1,8}}?(?:区|县|镇|乡|村|街道|小区|花园|路|街|号)|[0-9]{{1,5}}(?:号|栋"
        rf"|室|单元))*)",
        score=0.8,
        accepts=_is_cn_home,
        positives=(("我家住青石镇柳树村", "青石镇柳树村"),),
        negatives=("住在医院", "地址在哪里"),
    ),
)


def is_zip(value: str) -> bool:
    """Say whether the value of a field for postal codes is one."""
    return bool(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 -]{2,9}", value)) and any(map(str.isdigit, value))


FIELDS = (
    Field(
        category="address",
        keys=("zip", "zipcode", "postalcode", "postcode", "邮编", "邮政编码"),
        fits=is_zip,
    ),
    Field(
        category="address",
        keys=(
            "address",
            "addressline",
            "street",
            "streetaddress",
            "homeaddress",
            "mailingaddress",
            "city",
            "town",
            "county",
            "district",
            "地址",
            "住址",
            "街道",
            "城市",
            "区县",
            "家庭住址",
            "户籍",
        ),
        fits=lambda value: len(value) >= 2 and any(map(str.isalpha, value)) and not re.search("@|://", value),
    ),
)
