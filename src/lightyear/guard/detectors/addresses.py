"""Places smaller than a state: street lines, towns with ZIP codes, Chinese addresses."""

import re

from lightyear.guard import lexicon
from lightyear.guard.detectors import cues, occasions
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, listed

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
# Towns whose names are names of people, or words, as well.
_COMMON = listed(
    "athens austin buffalo cambridge camden canton cary chandler charlotte columbia concord corona"
    " covington decatur euclid eugene flint garland gary gilbert gresham harrisburg helena henderson"
    " independence jackson kent lancaster laramie lawrence lima lincoln lynn madison manchester"
    " mansfield medina melbourne mentor merced meridian mesa midland mobile monroe montgomery naples"
    " norman ontario orlando paterson phoenix providence racine reno richardson salem stamford troy"
    " tyler vancouver warren wheeling york"
)
_SOUGHT = "|".join(sorted(town.replace(".", r"\.") for town in lexicon.words("en_towns") - _COMMON))
_NOT_TOWNS = frozenset(
    f"{_STATE_NAMES}|Room|Unit|Apartment|Building|America|Canada|China|Mexico|England|France|Germany|India|Japan|The|My|Pain"
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
# Titles that are written like states: physician, master, assistant, chiropractor, naturopath, therapist.
_TITLED = re.compile(r"(.*), ?(?:MD|MS|MA|PA|DC|ND|OT|CT|MT)$")
_LOCATED = re.compile(r"\b(?:in|from|near|to|of|at|lives?|town|city|address|st|ave|rd|dr|ln|blvd)[.,:]? $")
_LED = re.compile(
    r"(?:\b(?:in|from|near|around|outside|at|of|via|the|leaving|visiting|to)|[,|(]|—|-) (?:downtown )?$|\n$"
)
_QUERY = 80
_ORGANIZATION = re.compile(
    r" (?:clinic|hospital|health|medical|children|general|university|state|college|library|airport"
    r"|zoo|museum|school|schools|community|county|public|regional|memorial|mercy|methodist|scientific|style|bank|times|center"
    r"|centre|heart|eye|dental|pharmacy|va|city council|police|marathon)\b"
)
_ZIP_WORD = re.compile(r"(?i)(?:zip ?code|zip|postal code|postcode)(?: is|'s|:|=|,| of| ?-)? {0,2}")


def _is_street(candidate: Candidate) -> bool:
    return not _DAY.search(candidate.before(6)) and cues.is_home(candidate)


def _is_town(candidate: Candidate) -> bool:
    return candidate.value not in _NOT_TOWNS and candidate.value.split()[0].strip(",") not in _NOT_TOWNS


def _is_town_in_state(candidate: Candidate) -> bool:
    """Tell "Bowie, MD" from "Odile Bowie, MD", who is a doctor."""
    if not cues.is_home(candidate) or not _is_town(candidate):
        return False
    titled = _TITLED.match(candidate.value)
    if titled is None:
        return True
    is_known = titled[1].casefold() in lexicon.words("en_towns")
    return is_known or _LOCATED.search(candidate.before(24)) is not None


def _is_known_town(candidate: Candidate) -> bool:
    """Say whether a town is where somebody is: led to in a text about a person, or a search for care."""
    if _ORGANIZATION.match(candidate.after()) or cues.is_own_contact(candidate):
        return False
    if candidate.value[0].isupper() and _LED.search(candidate.before(24)):
        return occasions.is_told_of_somebody(candidate)
    is_query = len(candidate.text) <= _QUERY and not re.search(r"[.!?] [A-Z]|[:;|@\n]", candidate.text)
    return is_query and bool(lexicon.health_terms(candidate.text))


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
        name="address.kind_first",
        category="address",
        pattern=r"\b\d{1,5} (?:Calle|Avenida|Avda|Camino|Paseo|Via|Rue)\.? (?:(?:de|del|la|las|los|el) ){0,2}"
        rf"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?{_UNIT}?{_TAIL}",
        score=0.88,
        accepts=_is_street,
        positives=(("vivo en 222 Calle Luna, Apt 4", "222 Calle Luna, Apt 4"),),
        negatives=("Visit us at 222 Calle Luna", "3 rue leaves"),
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
        accepts=_is_town_in_state,
        positives=(("we moved to Silver Falls, OR 97385", "Silver Falls, OR 97385"),),
        negatives=(
            "Ohio",
            "Oregon, Washington",
            "the state of Oregon",
            "Seen by Odile Bowie, MD",
            "Warmly, Tomas Reyes, MS, CGC",
            "Seen by Ann Tiller, MS, CGC",
        ),
    ),
    Recognizer(
        name="address.zip",
        category="address",
        pattern=rf"(?:(?i:\b(?:zip|zip ?code|postal code|postcode)\b)(?: is|'s|:|=|,| of| ?-)? {{0,2}}"
        rf"|\b{_STATE},? )\d{{5}}(?:-\d{{4}})?\b",
        score=0.88,
        trim=_after_zip_word,
        accepts=cues.is_home,
        positives=(("my zip code is 97701", "97701"), ("in OR 97385-1234", "OR 97385-1234")),
        negatives=("97701 visitors", "zip file 12"),
    ),
    Recognizer(
        name="address.zip_asked",
        category="address",
        # Asked for in a chat and given in the next line; or typed to find care nearby.
        pattern=r"(?i)(?:\bzip\b[^\n\d]{0,80}\n[^\n\d]{0,24}(?:\[?\d\d:\d\d\]?[^\n\d]{0,24})?"
        r"|\b(?:near|close to|nearby) )(\d{5}(?:-\d{4})?)"
        r"(?:$|\s*\n|[.,;!?<]|\s+(?:zip|area|please|thanks|thx|open|and)\b)",
        score=0.86,
        positives=(
            ("Agent: And the zip code?\nVisitor: 97701\nAgent: Thanks", "97701"),
            ("knee doctor near 97701", "97701"),
        ),
        negatives=("a lake near 10000 feet", "Is it a zip file?\nNo."),
    ),
    Recognizer(
        name="address.town",
        category="address",
        pattern=rf"(?i)\b(?:{_SOUGHT})\b",
        score=0.76,
        accepts=_is_known_town,
        positives=(
            ("Pt transferred to Duluth for rehab", "Duluth"),
            ("Web lead: Imelda Ruiz, Fresno, asks about Invisalign", "Fresno"),
            ("eye doctor akron open sunday", "akron"),
            ("Plano ibs specialist female", "Plano"),
        ),
        negatives=("cleveland clinic cardiology", "akron football score", "fresno branch"),
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
        name="address.cn_room",
        category="address",
        pattern=r"(?:住在?|家在|搬到|送到|寄到|地址)[是:：]? ?"
        r"([0-9A-Z]{1,4}(?:号楼|栋|幢|座)(?:[0-9]{1,2}(?:单元|层))?[0-9]{2,4}(?:室|号|房)?)",
        score=0.8,
        accepts=_is_cn_home,
        positives=(("奶奶住3号楼502", "3号楼502"), ("搬到12栋2单元601室了", "12栋2单元601室")),
        negatives=("请到3号楼3层采血", "住3号楼"),
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
