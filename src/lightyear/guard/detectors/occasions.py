"""Whose day it is: what happens to a person, against what organizations announce and machines note."""

import re

from lightyear.guard.detectors.base import Candidate, listed
from lightyear.guard.patterns import Pattern, Patterns, Wording

_FATEFUL = (
    "born", "b.", "birth", "birthday", "birthdate", "birthdays", "dob", "d.o.b", "admitted", "admission",
    "admit", "readmitted", "discharged", "discharge", "died", "death", "deceased", "passed away",
    "diagnosed", "diagnosis", "surgery", "surgeries", "operations", "admits", "appointment", "appt",
    "visited", "seen", "treated", "treatment",
    "procedure", "operated", "operation", "hospitalized", "injured", "injury", "accident", "married",
    "last period", "lmp", "due date", "edd", "date of service", "dos", "service date", "follow-up",
    "follow up", "f/u", "onset", "symptoms", "biopsy", "scan", "mri", "x-ray", "vaccinated", "immunized",
    "prescribed", "refill", "delivered", "transferred", "consult", "last visit", "visit date",
    "date of visit", "next visit", "signed", "birthplace", "anniversary", "delivery date", "出生", "生日",
    "生于", "入院", "出院", "就诊", "手术", "复诊", "初诊", "确诊", "去世", "死亡", "住院", "转院",
    "随访", "末次月经", "预约", "预产期", "发病", "检查", "做的", "结婚", "来院",
)  # fmt: skip
_WEAK = (
    "i", "i've", "i'm", "im", "my", "me", "she", "he", "her", "his", "him", "patient", "pt", "mother",
    "father", "husband", "wife", "son", "daughter", "mom", "mum", "dad", "since", "grandma", "grandpa",
    "niece", "nephew", "gran", "granny", "grandmother", "grandfather", "aunt", "uncle", "sister", "brother",
    "oma", "opa", "abuela", "lola", "lolo", "roommate", "我", "患者", "她", "他", "病人", "孩子",
    "老人", "妈", "爸", "奶奶", "爷爷",
    "本人", "家属", "宝宝", "女士", "先生", "小姐", "生病", "体检", "挂号", "化验", "改约", "改到",
    "改期", "约在", "约了", "爽约", "复查", "岁",
)  # fmt: skip
# The shorthand of charts, calls and chats: who writes like that writes about somebody.
_CHARTED = (
    "dx", "hx", "rx", "tx", "sx", "s/p", "c/o", "h/o", "p/w", "w/", "d/t", "y/o", "yo", "m/o", "bid",
    "tid", "qid", "prn", "qd", "mg", "mcg", "labs", "ltr", "inr", "a1c", "hgb", "bmp", "cbc", "ekg",
    "ecg", "icu", "or", "pod", "rtc", "lvm", "vm", "dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.",
    "rn", "md", "lpn", "rsched", "rsched'd", "resched", "rescheduled", "reschedule", "rescheduling",
    "no-show", "noshow", "no show", "consent", "shot", "shots", "booster", "referral", "referred", "auth",
    "authorized", "chart", "claim", "copay", "coverage", "balance", "infusion", "chemo", "dialysis",
    "ultrasound", "mammo", "mammogram", "colonoscopy", "ct", "incision", "implanted", "lead",
    "interested", "interest", "caller", "called", "guest:", "visitor:", "member:", "could you", "can you",
    "sw", "s/w", "clearance", "cx'd", "cxd", "was told", "portal says", "stress test", "proof of",
    "for the record", "confirmed", "confirm", "confirming", "cancel", "can we", "could we", "can u",
    "sw", "s/w", "clearance", "portal", "cx'd", "no showed", "np", "pt's",
)  # fmt: skip
_STRONG = Wording(_FATEFUL)
_TOLD = Wording(word for word in (*_FATEFUL, *_WEAK, *_CHARTED) if word not in ("or", "since"))
_PUBLIC = Wording((
    "webinar", "conference", "open house", "seminar", "workshop", "event", "events", "fair", "sale",
    "holiday", "holidays", "copyright", "published", "updated", "effective", "version", "offer", "offers",
    "registration", "register", "join us", "posted", "revised", "released", "activity", "gala",
    "marathon", "fundraiser", "grand opening", "opening", "open enrollment", "valid through",
    "valid until", "established", "founded", "launch", "launched", "launches", "announced", "announces",
    "press release", "newsletter", "journal", "act of", "quarter", "fiscal", "festival", "lecture",
    "symposium", "summit", "expo", "celebrate", "celebrates", "celebrating", "awareness", "day is",
    "runs from", "observed", "ship date", "shipped", "closed", "closes", "visit us", "visit our",
    "hosted", "hosts", "hosting", "our next", "last modified", "accessed", "retrieved", "clinic hours",
    "live stream", "livestream", "webcast", "concert", "rsvp", "save the date", "mark your calendars",
    "mark your calendar", "campaign", "promotion", "build", "released on", "sept issue", "vol", "volume",
    "edition", "guideline", "guidelines", "law", "regulation", "regulations", "enacted", "passed in",
    "tickets", "clinic opened", "hospital opened", "we opened", "joins our", "joining our", "invoice due",
    "deployed", "rev", "last reviewed", "kicks off", "flu clinic", "pandemic", "doors", "early-bird",
    "early bird", "ribbon cutting", "dedication", "forum", "annual", "tournament", "parade", "semester",
    "drive-through", "drive-thru", "drive-up", "walk-in", "walk-ins", "walk-ins welcome", "earnings",
    "shareholders", "are you open", "you guys open", "you all open", "tree lighting", "challenge",
    "stop by", "skin check day", "screening day", "contest", "maintenance window",
    "planned maintenance", "downtime", "go-live", "goes live",
    "sprint", "recall of", "tax day", "invoices", "billboard", "ad set", "reel", "vendor", "discount",
    "% off", "save $", "clicks", "ctr", "impr", "impressions", "cpc", "cpm", "roas", "sessions", "pageviews",
    "are you open", "you open", "u open", "you guys open", "check day", "screening day", "family day",
    "blood drive", "deck", "brochure", "flyer", "agenda", "budget", "cmyk", "banner", "消耗",
    "展现", "曝光", "维护", "升级", "双十一", "开抢", "活动", "讲座", "发布", "更新", "义诊", "截止",
    "截至", "版权", "报名", "会议", "优惠", "施行", "生效", "实施", "公告", "放假", "停诊", "开业",
    "成立", "周年", "直播", "公开课", "论坛", "大会", "研讨会", "培训", "招聘", "出版", "指南", "举行",
    "举办", "召开", "启动", "上线", "促销", "有效期", "开诊", "健康日", "统计", "数据显示", "批准",
    "修订", "世界", "国际", "团购", "抽奖", "建院", "版本", "开始销售", "推出",
))  # fmt: skip
# These say the same of announcements, but stand in notes and letters about a person as well.
_DOUBTFUL = Wording((
    "deadline", "expires", "expire", "expiration", "exp", "valid", "ends", "until", "by", "through",
    "issue", "reviewed", "approved", "study", "trial", "report", "class", "classes", "enrollment",
    "we are", "we're", "we will", "hours", "walk", "meeting", "policy", "terms", "opens", "starting",
    "starts", "begins", "begin", "通知", "研究", "开放", "为止", "之前完成",
))  # fmt: skip
_MACHINE = re.compile(
    r"^(?:t\d\d:?\d\d|[ _]\d\d[:.]\d\d[:.]\d\d|:\d\d:\d\d:\d\d| \d\d:\d\d(?::\d\d)?[ \]]*(?:\[|info|warn"
    r"|debug|error|utc|gmt|z\b))"
)
_CLOCK = re.compile(r"t\d\d")
# The hours of something one may come to: "9 a.m. to 1 p.m.".
_FROM_TO = r"\d ?(?:[ap]\.?m\.?)? ?(?:to|-|–|until) ?\d{1,2}(?::\d\d)? ?[ap]\.?m\b"
_PRINTED = (
    r"\b(?:print(?:ed|out)?(?: date| on)?|run date|report (?:date|run)|date printed|as of|page \d+|exp"
    r"|expires|expiry)[.: ]{0,2}$"
)
_BEHIND_NAME = Pattern(r"[A-Z][\p{L}'-]+, ?[A-Z][\p{L}'-]+(?: [A-Z]\.?)?(?:,| -|;) ?$")
_INVITATION = Pattern(
    r"(?:accepted|declined|tentative|canceled|cancelled|invitation|invite)(?: event)?:[^\n]*@ ?(?:mon"
    r"|tue|wed|thu|fri|sat|sun)?,? ?$"
)
_MEASURES = Pattern(
    r"\b(?:clicks|ctr|impr(?:essions)?|spend|sessions|cpc|cpa|pageviews|bounce|on_hand|in_stock"
    r"|qty_on_hand)\b|消耗|展现|点击"
)
_OFFICE_FILE = Pattern(
    r"(?:brochure|flyer|poster|deck|banner|logo|newsletter|campaign|promo|budget|agenda|minutes|template"
    r"|cmyk)[^/]*\.\w{2,5}$"
)
_FILE_NAME = 120
_FAR = 400
_ALONE = 16
_GREETING = re.compile(r"\b(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear) ([A-Z]\w+)")
_CROWDS = listed(
    "all everyone everybody friends neighbors team patients valued families colleagues customers members"
    " parents there staff guests community supporters donors folks residents students subscribers"
)
_MACHINE_KEY = (
    r"(?:created|updated|modified|deleted|timestamp|sent|received|published|posted|logged|generated"
    r"|exported|uploaded"
    r"|synced|subscribed|signed_?up|expires?|expiry|expiration|exp|valid|version|build|release|event"
    r"|start|end|launch|ts|time"
    r"|fetched|indexed|scheduled_send|last_?(?:login|seen|sync|run|update|updated|modified))"
    r"""[a-z_]{0,10}["']?[ ]?[:=]\s?["']?$"""
)
_PERSONAL_KEY = (
    r"(?:birth|dob|born|bday|arriv|admi|discharg|death|died|deceased|appointment|appt|visit|surgery"
    r"|procedure"
    r"|service|出生|生日|入院|出院"
    r"""|就诊|手术|复诊)[a-z_ 日期时间]{0,14}(?:["'] datetime)?["']?[ ]?[:：=是]?\s?["']?$"""
)
_PERSONAL_TAG = Pattern(
    r"(?:birth|death|dob|admi|discharg|appt|appointment|visit"
    r"|surgery)[^\n]*datetime=\"$"
)


_KEYS = Patterns(_PERSONAL_KEY, _MACHINE_KEY, _PRINTED)
_HOURS = Pattern(_FROM_TO)


def is_personal(candidate: Candidate) -> bool:
    """Say whether a date is somebody's, not an event's or a machine's."""
    if not candidate.stands_free(joiners="/") and not _CLOCK.match(candidate.after(4)):
        return False
    keys = _KEYS.which_in(candidate.before(32))
    if 0 in keys or _is_tagged(candidate):
        return True
    if (
        keys
        or _MACHINE.match(candidate.after(24))
        or _is_measured_row(candidate)
        or _is_office_file(candidate)
    ):
        return False
    if _is_behind_name(candidate):
        return True
    before = candidate.before(60).replace("_", " ").replace("-in-law", "")
    fateful, public = _STRONG.last_in(before), _PUBLIC.last_in(before)
    if fateful >= 0 or public >= 0:
        return fateful > public
    after = candidate.after(40).replace("_", " ").replace("-in-law", "")
    if _PUBLIC.is_in(after) or (_HOURS.is_in(after) and not _is_invitation(candidate)):
        return False
    is_doubtful = _DOUBTFUL.is_in(before) or _DOUBTFUL.is_in(after)
    return not is_doubtful or is_told_of_somebody(candidate)


def is_told_of_somebody(candidate: Candidate) -> bool:
    """Say whether the text around speaks of a person: by a word, in the shorthand of charts, to a name."""
    around = f"{candidate.before(_FAR)} {candidate.after(_FAR // 2)}".replace("_", " ")
    return _TOLD.is_in(around) or _is_greeted(candidate)


def _is_behind_name(candidate: Candidate) -> bool:
    """Say whether a name written last name first stands just before: "(Osei, Ama, 1/2/1999)"."""
    return _BEHIND_NAME.is_in(candidate.text[max(0, candidate.start - 40) : candidate.start])


def _is_measured_row(candidate: Candidate) -> bool:
    """Say whether the day stands in a table of what advertising brought, or of what is in stock."""
    return candidate.after(1) in (",", "\t", "|") and _MEASURES.is_in(candidate.text[:160].lower())


def _is_office_file(candidate: Candidate) -> bool:
    """Say whether the text is the name of a file that an office makes for all: a deck, a brochure."""
    text = candidate.text
    return len(text) <= _FILE_NAME and " " not in text and _OFFICE_FILE.is_in(text.lower())


def _is_invitation(candidate: Candidate) -> bool:
    """Say whether the day and its hours are those of an answer to somebody's calendar."""
    return _INVITATION.is_in(candidate.before(120))


def stands_alone(candidate: Candidate) -> bool:
    """Say whether hardly anything but the date is said."""
    return len(candidate.text) - len(candidate.value) <= _ALONE


def _is_greeted(candidate: Candidate) -> bool:
    greeting = _GREETING.search(candidate.text[max(0, candidate.start - _FAR) : candidate.start])
    return greeting is not None and greeting[1].lower() not in _CROWDS


def has_personal_key(candidate: Candidate) -> bool:
    """Say whether the name of the field just before is that of somebody's day."""
    return 0 in _KEYS.which_in(candidate.before(32)) or _is_tagged(candidate)


def _is_tagged(candidate: Candidate) -> bool:
    return candidate.before(10).endswith('datetime="') and _PERSONAL_TAG.is_in(candidate.before(200))
