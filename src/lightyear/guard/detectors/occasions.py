"""Whose day it is: what happens to a person, against what organizations announce and machines note."""

import re

import re2

from lightyear.guard.detectors.base import Candidate, any_of

_STRONG = (
    "born", "birth", "birthday", "birthdate", "birthdays", "dob", "d.o.b", "admitted", "admission", "admit",
    "readmitted", "discharged", "discharge", "died", "death", "deceased", "passed away", "diagnosed",
    "diagnosis",
    "surgery", "appointment", "appt", "visited", "seen", "treated", "treatment", "procedure", "operated",
    "operation",
    "hospitalized", "injured", "injury", "accident", "married", "last period", "lmp", "due date", "edd",
    "date of service",
    "dos", "service date", "follow-up", "follow up", "f/u", "onset", "symptoms", "biopsy", "scan", "mri",
    "x-ray",
    "vaccinated", "immunized", "prescribed", "refill", "delivered", "transferred", "consult", "last visit",
    "visit date", "date of visit", "next visit", "signed", "birthplace", "anniversary", "delivery date",
    "出生", "生日", "生于", "入院", "出院", "就诊", "手术", "复诊", "初诊", "确诊", "去世", "死亡",
    "住院", "转院", "随访",
    "末次月经", "预约", "预产期", "发病", "检查", "做的", "结婚", "来院",
)  # fmt: skip
_WEAK = (
    "i", "i've", "my", "me", "she", "he", "her", "his", "him", "patient", "pt", "mother", "father",
    "husband", "wife",
    "son", "daughter", "mom", "dad", "since", "member", "client",
    "我", "患者", "她", "他", "病人", "孩子", "老人", "妈", "爸", "奶奶", "爷爷",
)  # fmt: skip
_PEOPLE = (*_STRONG, *_WEAK)
_PUBLIC = (
    "webinar", "conference", "open house", "seminar", "workshop", "event", "events", "fair", "sale",
    "holiday", "copyright",
    "published", "updated", "effective", "version", "deadline", "offer", "offers", "registration",
    "register", "join us",
    "posted", "revised", "released", "activity", "gala", "marathon", "fundraiser", "grand opening",
    "opening", "opens",
    "open enrollment", "expires", "expire", "expiration", "exp", "valid", "valid through", "valid until",
    "ends",
    "until", "by", "through", "established", "founded", "launch", "launched", "launches", "announced",
    "announces",
    "press release", "newsletter", "issue", "reviewed", "approved", "study", "trial", "journal",
    "report", "act of",
    "quarter", "fiscal", "festival", "class", "classes", "lecture", "symposium", "summit", "expo",
    "celebrate",
    "celebrates", "celebrating", "awareness", "day is", "enrollment", "runs from", "observed",
    "ship date", "shipped", "closed", "visit us", "visit our", "we are", "we're", "we will", "hosted",
    "hosting", "our next", "last modified", "accessed", "retrieved", "clinic hours", "hours",
    "live stream", "livestream",
    "walk", "concert", "rsvp", "save the date", "campaign", "promotion", "build", "released on",
    "sept issue", "vol",
    "volume", "edition", "guideline", "guidelines", "law", "regulation", "regulations", "enacted",
    "passed in", "tickets",
    "meeting", "clinic opened", "hospital opened", "we opened", "joins our", "joining our", "invoice due",
    "deployed", "rev", "policy", "terms", "last reviewed", "starting", "begins", "begin", "kicks off",
    "flu clinic", "pandemic",
    "活动", "讲座", "发布", "更新", "义诊", "截止", "截至", "版权", "报名", "会议", "优惠", "施行",
    "生效", "实施", "公告", "通知",
    "放假", "停诊", "开业", "成立", "周年", "直播", "公开课", "论坛", "大会", "研讨会", "培训", "招聘",
    "出版", "指南", "举行",
    "举办", "召开", "启动", "上线", "促销", "有效期", "开诊", "健康日", "统计", "数据显示", "研究",
    "批准", "修订", "世界", "国际",
    "团购", "抽奖", "开放", "建院", "版本", "开始销售", "为止", "之前完成", "推出",
)  # fmt: skip
_MACHINE = re.compile(
    r"^(?:t\d\d:?\d\d|[ _]\d\d[:.]\d\d[:.]\d\d|:\d\d:\d\d:\d\d| \d\d:\d\d(?::\d\d)?[ \]]*(?:\[|info|warn"
    r"|debug|error|utc|gmt|z\b))"
)
_CLOCK = re.compile(r"t\d\d")
_MACHINE_KEY = re2.compile(
    r"(?:created|updated|modified|deleted|timestamp|sent|received|published|posted|logged|generated"
    r"|exported|uploaded"
    r"|synced|subscribed|signed_?up|expires?|expiry|expiration|exp|valid|version|build|release|event"
    r"|start|end|launch|ts|time"
    r"|fetched|indexed|scheduled_send|last_?(?:login|seen|sync|run|update|updated|modified))"
    r"""[a-z_]{0,10}["']?[ ]?[:=]\s?["']?$"""
)
_PERSONAL_KEY = re2.compile(
    r"(?:birth|dob|born|admi|discharg|death|died|deceased|appointment|appt|visit|surgery|procedure"
    r"|service|出生|生日|入院|出院"
    r"""|就诊|手术|复诊)[a-z_ 日期时间]{0,14}["']?[ ]?[:：=是]?\s?["']?$"""
)


def is_personal(candidate: Candidate) -> bool:
    """Say whether a date is somebody's, not an event's or a machine's."""
    if not candidate.stands_free(joiners="/") and not _CLOCK.match(candidate.after(4)):
        return False
    if has_personal_key(candidate):
        return True
    if _MACHINE.match(candidate.after(24)) or _MACHINE_KEY.search(candidate.before(32)):
        return False
    before = candidate.before(60).replace("_", " ")
    strong, public = any_of(_STRONG).last_in(before), any_of(_PUBLIC).last_in(before)
    if max(strong, public) >= 0:
        return strong > public
    return not any_of(_PUBLIC).stands_in(candidate.after(40).replace("_", " "))


def is_told_of_somebody(candidate: Candidate) -> bool:
    """Say whether the words around speak of a person at all."""
    before = candidate.before(60).replace("_", " ")
    return any_of(_PEOPLE).stands_in(before) or any_of(_STRONG).stands_in(candidate.after(16))


def has_personal_key(candidate: Candidate) -> bool:
    """Say whether the name of the field just before is that of somebody's day."""
    return _PERSONAL_KEY.search(candidate.before(32)) is not None
