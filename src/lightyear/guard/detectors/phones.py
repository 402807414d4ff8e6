"""Telephone numbers: North American, Chinese, international, partly masked."""

import re

from lightyear.guard.detectors import telephony
from lightyear.guard.detectors.base import ASKED, Field, Recognizer

_OF_CARD = re.compile("(?:卡|账户|帳戶|账号|车牌|車牌|证)[^，,。]{0,6}$")

RECOGNIZERS = (
    Recognizer(
        name="phone.us",
        category="phone",
        pattern=telephony.US,
        score=0.92,
        accepts=telephony.is_us,
        positives=(
            ("call me at (503) 555-0147", "(503) 555-0147"),
            ("cell 503-555-0147 ext. 22", "503-555-0147"),
            ("+1 503.555.0147 works", "+1 503.555.0147"),
        ),
        negatives=(
            "Call us at (503) 555-0147",
            "1-800-555-0147",
            "电话：400-123-4567",
            "from 1/2/2024",
            "widths 320 480 768 1024",
            "MRN 503-555-0147",
        ),
    ),
    Recognizer(
        name="phone.us_bare",
        category="phone",
        pattern=rf"{telephony.US_BARE}\b",
        score=0.8,
        accepts=telephony.is_us_bare,
        positives=(
            ("text me: 5035550147", "5035550147"),
            ("Mi celular es 5035550147", "5035550147"),
            ("dtr Mei 5035550147 (c)", "5035550147"),
            ("+15415550182", "+15415550182"),
            ("Agent: which one is best?\n[09:18] Visitor: 5035550147", "5035550147"),
            ("NURSE NEEDED. ANA REYES 5035550147", "5035550147"),
        ),
        negatives=("order 5035550147", "1503555014", "Total: 5035550147", "Gift Card Code 5035550147"),
    ),
    Recognizer(
        name="phone.us_local",
        category="phone",
        pattern=r"\b[2-9]\d{2}[ .-]\d{4}\b",
        score=0.6,
        accepts=telephony.is_phone,
        context=tuple(cue for cue in telephony.CUES if cue not in ("number", "contact", "reach")),
        positives=(("my cell is 555-0147", "555-0147"),),
        negatives=("pages 555-0147", "call 911"),
    ),
    Recognizer(
        name="phone.us_masked",
        category="phone",
        pattern=r"(?:\(?[0-9*xX•]{3}\)?[ .-]{1,2})?[*xX•]{3}[ .-]?(?:\d{4}|[*xX•]{2}\d{2})\b"
        r"|\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-][*xX•]{4}",
        score=0.87,
        accepts=telephony.is_phone,
        context=(*telephony.CUES, "code", "sent", "verify", "verified"),
        positives=(
            ("phone (503) ***-0147", "(503) ***-0147"),
            ("a code was sent to ***-***-0147", "***-***-0147"),
        ),
        negatives=("xxx-xx-6789 is the SSN",),
    ),
    Recognizer(
        name="phone.last_four",
        category="phone",
        pattern=r"(?i)(?:\b(?:phone|cell|mobile|telephone|number)(?: number| no\.?)? (?:on file )?(?:that )?"
        r"(?:ending|ends|ended)(?: (?:in|with))?"
        r"|last (?:4|four)(?: digits)?(?: of)?(?: (?:my|his|her|the|your))?"
        r" (?:phone|cell|mobile)(?: number)?(?: is| are)?|手机(?:号码?)?(?:的)?(?:尾号|后四位|末四位"
        r"|后4位)|(?:电话|電話|手機)(?:号码?|號碼?)?(?:的)?"
        r"(?:尾号|尾號|后四位|後四碼|末四位|末四碼)|尾号|尾號)"
        r"[ :：是為为]{0,3}([*xX•]{0,9}\d{4})(?:\b|[^\d\w]|\p{Han})",
        score=0.75,
        accepts=lambda candidate: (
            not _OF_CARD.search(candidate.before(12)) and not telephony.is_of_card(candidate)
        ),
        positives=(
            ("the phone ending in 0147", "0147"),
            ("phone number ending 0147 was verified", "0147"),
            ("手机尾号8000", "8000"),
            ("密码是手机后四位*******4471", "*******4471"),
            ("手機末四碼 4471", "4471"),
        ),
        negatives=("the story ending in 1999", "储蓄卡尾号4242", "车牌尾号4242"),
    ),
    Recognizer(
        name="phone.cn_mobile",
        category="phone",
        pattern=telephony.CN_MOBILE,
        score=0.95,
        accepts=telephony.is_phone,
        positives=(
            ("电话13800138000", "13800138000"),
            ("+86 138-0013-8000 找我", "+86 138-0013-8000"),
            ("手机号：138 0013 8000", "138 0013 8000"),
        ),
        negatives=("订单号13800138000", "1380013800013800138"),
    ),
    Recognizer(
        name="phone.cn_grouped",
        category="phone",
        pattern=telephony.CN_GROUPED,
        score=0.9,
        accepts=telephony.is_phone,
        context=telephony.CUES,
        positives=(("联系方式登记 13800 138 000", "13800 138 000"), ("打我 1380 0138 000", "1380 0138 000")),
        negatives=("得分 13800 138 000",),
    ),
    Recognizer(
        name="phone.us_masked_area",
        category="phone",
        # An area in parentheses and a number of which a part is hidden: nothing else is written so.
        pattern=r"\(\d{3}\) ?(?:[*xX•]{3}-?(?:\d{4}|[*xX•]{2}\d{2})|\d{3}-?[*xX•]{4})\b",
        score=0.88,
        accepts=telephony.is_phone,
        positives=(("new # (503) ***-0147 shows", "(503) ***-0147"),),
        negatives=("(503) xxx more",),
    ),
    Recognizer(
        name="phone.exchange",
        category="phone",
        # With the name of its exchange, as it was said before area codes: "KLondike 5-0147".
        pattern=r"\b[A-Z]{2}[a-z]{2,9}(?: Hill)? ?\d-\d{4}\b",
        score=0.86,
        context=telephony.CUES,
        positives=(("Home tele. KLondike 5-0147", "KLondike 5-0147"),),
        negatives=("PTfe 5-0147 tape",),
    ),
    Recognizer(
        name="phone.asked",
        category="phone",
        pattern=rf"(?i)(?:\b(?:phone|cell|mobile|contact|call ?back)(?: number| no\.?| #)?|last (?:4|"
        rf"four)(?: digits)? of (?:your|the) (?:phone|cell|mobile)|手机号?码?(?:的)?|"
        rf"手機號?碼?(?:的)?|电话(?:号码)?|電話(?:號碼)?|预留手机号?)(?:后四位|尾号|末四位|"
        rf"後四碼)?{ASKED}({telephony.LOCAL}|\d{{4}})(?:[^0-9A-Za-z]|$)",
        score=0.84,
        accepts=telephony.is_answer,
        positives=(
            ("客服：请提供预留手机号后四位\n我：4417\n客服：好的", "4417"),
            ("Desk: best phone number?\nMe: 555-0147 thanks", "555-0147"),
        ),
        negatives=("Desk: phone or video?\nMe: 2 of us", "客服：电话还是微信\n我：2024年的"),
    ),
    Recognizer(
        name="phone.cn_masked",
        category="phone",
        pattern=r"1[3-9]\d[ -]?[*xX•]{4}[ -]?\d{4}|1[3-9]\d{1,5}[*xX•]{3,8}\d{0,4}|1[3-9][*xX•]{5,9}\d{0,4}",
        score=0.85,
        accepts=lambda candidate: (
            (len(candidate.value) >= 10 or telephony.is_cued(candidate)) and telephony.is_phone(candidate)
        ),
        positives=(("手机138****8000", "138****8000"),),
        negatives=("13 **** stars", "mch=1900xxxx"),
    ),
    Recognizer(
        name="phone.taiwan",
        category="phone",
        pattern=telephony.TAIWAN,
        score=0.86,
        accepts=telephony.is_taiwan,
        positives=(
            ("聯絡電話：0912-330-447", "0912-330-447"),
            ("林雅婷 0970-220-418", "0970-220-418"),
            ("電話：02-2771-3308", "02-2771-3308"),
        ),
        negatives=("訂單編號 0912-330-447", "客服專線：02-2771-3308"),
    ),
    Recognizer(
        name="phone.misread",
        category="phone",
        pattern=telephony.MISREAD,
        score=0.84,
        accepts=telephony.is_misread,
        positives=(("Tel: 5O3-555-O147", "5O3-555-O147"), ("138OO138OOO 电话", "138OO138OOO")),
        negatives=("lol lol lool", "SSN 521-44-9O78"),
    ),
    Recognizer(
        name="phone.cn_landline",
        category="phone",
        pattern=telephony.CN_LAND,
        score=0.85,
        accepts=telephony.is_phone,
        positives=(
            ("联系人：刘先生 010-8765 4321", "010-8765 4321"),
            ("家里座机010-65551234", "010-65551234"),
            ("(021) 65551234", "(021) 65551234"),
        ),
        negatives=("院址及客服：010-65551234", "编号0106555123499"),
    ),
    Recognizer(
        name="phone.abroad",
        category="phone",
        pattern=telephony.ABROAD,
        score=0.85,
        accepts=telephony.is_abroad,
        positives=(
            ("reach me on +44 20 7946 0018", "+44 20 7946 0018"),
            ("可電+852 9031 4471", "+852 9031 4471"),
            ("call 0044 20 7946 0018", "0044 20 7946 0018"),
        ),
        negatives=("the score was +3 20", "+1 more", "batch 00411-8837"),
    ),
    Recognizer(
        name="phone.cued",
        category="phone",
        pattern=r"(?i:\b(?:phones?|tel(?:ephone|\.)?|ph|call(?:ed)?|cell(?:ular)?|mob(?:ile)?|dial|text"
        r"|whats ?app|answering"
        r"|reach(?:ed|able)?|landline|ring|pager|tele|fone|hk|viber|signal|contact|sms)\b|手提|行動電話|"
        r"行动电话|电话|電話|手机|手機|座机|小灵通|聯絡|致電|致电|打给|打給)"
        rf"[^0-9+(\n]{{0,24}}({telephony.LOCAL})",
        score=0.7,
        accepts=telephony.is_local,
        positives=(
            ("my phone number is 06-10446904", "06-10446904"),
            ("call 089 72 63 41", "089 72 63 41"),
            ("They're not answering at 0650 995 04 94", "0650 995 04 94"),
        ),
        negatives=(
            "call us at 089 72 63 41",
            "text 12345",
            "Text HOME to 741741",
            "call on 12/03/2024",
            "text-align:left;color:#566268;",
        ),
    ),
    Recognizer(
        name="phone.placed",
        category="phone",
        pattern=rf"(?i:\b(?:home|office|work|daytime|evening|mom|dad|"
        rf"emergency)\b)[^0-9+(\na-z]{{0,6}}({telephony.LOCAL})",
        score=0.7,
        accepts=telephony.is_local,
        positives=(("Home: 06-10446904", "06-10446904"),),
        negatives=("home 2024", "for the office pool: 07 19 33 48 61 PB"),
    ),
    Recognizer(
        name="phone.suffixed",
        category="phone",
        pattern=rf"({telephony.LOCAL}){telephony.EXT}[ (-]{{1,2}}"
        r"(?i:office|home|cell|mobile|work|landline)(?:[^:a-zA-Z]|$)",
        score=0.88,
        accepts=telephony.is_local,
        positives=(
            ("91 Hill Road\n(84) 7564-8830 office / 001-490-155-3846 fax", "(84) 7564-8830"),
            ("Bend 95522 / 50-98-28-96-Office,751-954-9268-Fax", "50-98-28-96"),
        ),
        negatives=("in 2024 office rents", "20-30 office workers"),
    ),
    Recognizer(
        name="phone.spaced",
        category="phone",
        pattern=telephony.SPACED,
        score=0.8,
        accepts=telephony.is_phone,
        context=telephony.CUES,
        positives=(
            ("call me 5 0 3 5 5 5 0 1 4 7", "5 0 3 5 5 5 0 1 4 7"),
            ("my cell: 5 0 3-555-0147", "5 0 3-555-0147"),
        ),
        negatives=("scores 5 0 3 5 5 5 0 1 4 7",),
    ),
    Recognizer(
        name="phone.cn_words",
        category="phone",
        pattern=telephony.CN_WORDS,
        score=0.9,
        accepts=telephony.is_cn_words,
        positives=(
            ("我的是一三八零零一三八零零零", "一三八零零一三八零零零"),
            ("壹伍捌 零零贰叁 肆肆柒玖 加我", "壹伍捌 零零贰叁 肆肆柒玖"),
            ("电话|幺三三 拐八两洞 洞九勾幺", "幺三三 拐八两洞 洞九勾幺"),
            ("叫我 13800 6两个零 917", "13800 6两个零 917"),
        ),
        negatives=("一三五七九", "13800138000123 一", "一一零一零五一九四九一二三一零零二一"),
    ),
    Recognizer(
        name="phone.encoded",
        category="phone",
        # As a query writes it: %28503%29+555-0147; its escapes are undone before, its plus signs stay.
        pattern=r"\+?\(?\d{1,4}[)+ .-]{1,3}\d{2,4}(?:[+ .-]{1,2}\d{2,4}){1,3}\b",
        score=0.8,
        accepts=telephony.is_encoded,
        positives=(("GET /book?tel=%28503%29+555-0147&n=2", "%28503%29+555-0147"),),
        negatives=("GET /book?ids=12%2C13%2C14",),
    ),
)

FIELDS = (
    Field(
        category="phone",
        keys=(
            "phone",
            "phonenumber",
            "phoneno",
            "phonenum",
            "tel",
            "telno",
            "telephone",
            "telephonenumber",
            "cell",
            "cellphone",
            "cellnumber",
            "mobile",
            "mobilephone",
            "mobilenumber",
            "mobileno",
            "mob",
            "landline",
            "msisdn",
            "whatsapp",
            "sms",
            "pager",
            "callback",
            "callbacknumber",
            "contactnumber",
            "contactno",
            "emergencynumber",
            "shouji",
            "dianhua",
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "联系电话",
            "座机",
            "固话",
            "联系号码",
        ),
        fits=telephony.fits,
    ),
)
