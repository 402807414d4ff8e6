"""Papers by which a person is known to a state: Chinese identity cards, passports, permits of residence."""

from lightyear.guard.detectors.base import (
    ASKED,
    CN_IS,
    IS,
    NO,
    Candidate,
    Field,
    Recognizer,
    code,
    is_code,
)
from lightyear.guard.detectors.national import is_cn_id
from lightyear.guard.patterns import Pattern

_CN_CUES = (
    "身份证",
    "身份证号",
    "身份证号码",
    "身份證",
    "身分证",
    "身份正",
    "证件号",
    "证件号码",
    "公民身份号码",
    "身份证件",
    "身份号码",
    "永居证",
    "永久居留",
    "居住证",
    "sfz",
    "sfzh",
    "idcard",
    "id card",
    "id number",
    "resident id",
    "shenfenzheng",
)
_NAMED = Pattern(r"(?:身份证|证件|id ?card)[^，,。;；\d]{0,6}$")
_DIGIT = "[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
_CARD = r"(?:身份证|身份證|身分證|身分证|二代证|证件|證件)(?:号码?|號碼?|字號|统一编号)?"
# What lets a person travel or stay, and what is written on it: a letter or two and seven or more digits.
_PERMIT = (
    r"(?:护照|護照|港澳通行证|港澳通行證|港澳居民来往内地通行证|来往内地通行证|往来港澳通行证|"
    r"往来台湾通行证|大陆居民往来台湾通行证"
    r"|台湾居民来往大陆通行证|台胞证|台胞證|回乡证|回鄉證|回乡卡|回鄉卡|通行证|通行證|居留证|居留證|"
    r"居留许可|居住证|居住證|永居证|永居證"
    r"|永久居留(?:身份)?证|旅行证|入台证|签证)"
    r"(?:编号|编码|編號|号码|號碼|证号|号|號|字號)?"
)
_PASSPORT = (
    r"passports?(?: book| card)?|home return permit|mainland travel permit|hk permit|huzhao|exit-entry permit"
    r"|travel document"
)
_PAPER = r"[A-Z]{0,3}[ -]?\d{5,10}[A-Z]?(?:\(\d{1,2}\))?"


_CARD_VALUE = Pattern(r"^[0-9*•]{14,17}[0-9Xx*•]$")
_LAST_VALUE = Pattern(r"^\d{3,5}[\dXx]$")


def _is_free(candidate: Candidate) -> bool:
    return candidate.stands_free(joiners="-*")


RECOGNIZERS = (
    Recognizer(
        name="cn_id",
        category="cn_id",
        pattern=r"[1-8]\d{16}[\dXx]",
        score=0.99,
        accepts=lambda candidate: candidate.stands_free() and is_cn_id(candidate.value),
        positives=(("我的身份证11010519491231002X", "11010519491231002X"),),
        negatives=("流水11010519491231002100", "110105194912310021"),
    ),
    Recognizer(
        name="cn_id.named",
        category="cn_id",
        pattern=r"[1-9]\d{5}(?:[ -]?\d{4}[ -]?\d{4}[ -]?\d{3}[\dXx]|\d{9})",
        score=0.9,
        accepts=_is_free,
        context=_CN_CUES,
        positives=(
            ("身份证号：110105194912310021", "110105194912310021"),
            ("证件号 110105491231002", "110105491231002"),
        ),
        negatives=("订单号：110105194912310021",),
    ),
    Recognizer(
        name="cn_id.masked",
        category="cn_id",
        pattern=r"[1-8]\d{1,13}[*xX•]{4,14}[\dXx]{0,4}|[1-8][*xX•]{16}[\dXx]|[1-8]\d{5}[*xX•]{12}",
        score=0.85,
        accepts=lambda candidate: (
            candidate.stands_free()
            and (len(candidate.value) in (15, 18) or _NAMED.is_in(candidate.before(12)))
        ),
        positives=(
            ("身份证 110105********002X", "110105********002X"),
            ("授权我妻（11010519491231****）", "11010519491231****"),
        ),
        negatives=("138****8000",),
    ),
    Recognizer(
        name="cn_id.region",
        category="cn_id",
        # Taiwan, Hong Kong and Macau.
        pattern=r"(?:身分證|身份證|身份证|統一證號|HKID)(?:字號|統一編號|號碼?|号码?)?"
        + CN_IS
        + r"([A-Z][12]\d{8}|[A-Z]{1,2}\d{6}[(（]?[0-9A][)）]?|[157]\d{6}\(\d\))",
        score=0.9,
        positives=(("身分證字號：A123456789", "A123456789"), ("香港身份證 K123456(7)", "K123456(7)")),
        negatives=("身分證怎麼辦",),
    ),
    Recognizer(
        name="cn_id.last",
        category="cn_id",
        pattern=r"(?:身份证|身份證|证件)(?:号码?)?(?:的)?[（(]?(?:尾号|尾號|后四位|后4位|后六位|后6位|"
        r"末四位|末六位|最后四位|最后六位)" + CN_IS + r"(\d{3,5}[\dXx](?:[、和及]\d{3,5}[\dXx])*)",
        score=0.9,
        positives=(("身份证后四位是021X", "021X"), ("身份证（尾号4417、021X）", "4417、021X")),
        negatives=("身份证后四位",),
    ),
    Recognizer(
        name="cn_id.words",
        category="cn_id",
        # Written in words: 一一〇一〇五…
        pattern=rf"{_DIGIT}{{17}}[{_DIGIT[1:-1]}xX叉]|{_CARD}{CN_IS}({_DIGIT}(?:[ ，,"
        rf"、-]?{_DIGIT}){{14,17}}[xX叉]?)",
        score=0.97,
        positives=(
            ("身份证：一一零一零五一九四九一二三一零零二一", "一一零一零五一九四九一二三一零零二一"),
            ("一一〇一〇五一九四九一二三一〇〇二x", "一一〇一〇五一九四九一二三一〇〇二x"),
        ),
        negatives=("身份证一二三四五",),
    ),
    Recognizer(
        name="cn_id.asked",
        category="cn_id",
        pattern=rf"{_CARD}{ASKED}([1-9]\d{{14,16}}[\dXx]|[1-9]\d{{13}}|\d{{3,5}}[\dXx])(?:[^0-9A-Za-z]|$)",
        score=0.9,
        accepts=_is_free,
        positives=(("客服：身份证后四位报一下\n客户：021X", "021X"),),
        negatives=("客服：身份证带了吗\n客户：带了2张",),
    ),
    Recognizer(
        name="license.permit",
        category="license",
        pattern=rf"(?i){_PERMIT}{CN_IS}(?:passport|{NO}|[ .:：()（）]){{0,6}}({_PAPER})",
        score=0.95,
        accepts=lambda candidate: is_code(candidate, 6),
        positives=(
            ("护照号E83920174", "E83920174"),
            ("護照號碼：312004417", "312004417"),
            ("护照号码(Passport No.)：EK3920174", "EK3920174"),
            ("港澳通行证C83920174的扫描件", "C83920174"),
            ("回鄉證 H0839201741", "H0839201741"),
            ("台胞证：08392017", "08392017"),
        ),
        negatives=("护照怎么办理", "护照2024-03-05", "通行证20张"),
    ),
    Recognizer(
        name="license.passport",
        category="license",
        pattern=rf"(?i)(?:\b|_)(?:{_PASSPORT})(?:[ _-]?{NO})?{IS}(?:(?-i:[A-Z]{{2,3}})[ :]{{1,2}})?("
        rf"{_PAPER})(?:\b|_)",
        score=0.95,
        accepts=lambda candidate: is_code(candidate, 6),
        positives=(
            ("passport number: X48392017", "X48392017"),
            ("checked in with passport EK4839201", "EK4839201"),
        ),
        negatives=("passport fees rose to 130 in 2024", "passport photo 2 x 2"),
    ),
)

FIELDS = (
    Field(
        category="cn_id",
        keys=(
            "idcard",
            "idcardno",
            "idcardnum",
            "idcardnumber",
            "idno",
            "idnumber",
            "identitycard",
            "identitynumber",
            "residentid",
            "nationalid",
            "certno",
            "sfz",
            "sfzh",
            "sfzhm",
            "zjhm",
            "zjh",
            "shenfenzheng",
            "永居证",
            "身份证",
            "证件号",
            "公民身份号码",
        ),
        fits=_CARD_VALUE.is_in,
    ),
    Field(
        category="cn_id",
        keys=(
            "sfzlast4",
            "sfzlast6",
            "idcardlast4",
            "身份证后四位",
            "身份证尾号",
            "身份证后六位",
            "证件后四位",
        ),
        fits=_LAST_VALUE.is_in,
    ),
    Field(
        category="license",
        keys=(
            "passport",
            "passportnumber",
            "passportno",
            "passportid",
            "护照",
            "护照号",
            "台胞证",
            "回乡证",
            "通行证",
            "居留证",
        ),
        fits=code,
    ),
)
