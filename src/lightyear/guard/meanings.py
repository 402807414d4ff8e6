"""Health words that mean something else where they stand: figures of speech, jobs, places, pets."""

import functools
import re
from typing import NamedTuple

from lightyear.guard.patterns import Pattern

SPECIALTIES = "specialties"


class Term(NamedTuple):
    """A term of the health lexicons found in normalized text, with its kind."""

    start: int
    end: int
    kind: str


def is_meant_otherwise(text: str, lowered: str, term: Term) -> bool:
    """Say whether a term found in `text`, `lowered` and simplified, is nothing about anybody's health."""
    if lowered[term.end : term.end + 1] == " " and _NAMED.match(lowered, term.end):
        return True
    word = lowered[term.start : term.end]
    if word in _FIRST_NAMES:
        return text[term.start : term.end].istitle()
    if word.endswith(" a cold") and _COLD_THING.match(lowered, term.end):
        return True
    around = lowered[max(0, term.start - _AROUND) : term.end + _AROUND]
    sorts = _sorts(word)
    return (
        (
            (sorts.is_place or term.kind == SPECIALTIES)
            and _LOGISTICS.is_in(around)
            and not _CARE.is_in(around)
        )
        # Refills are also for printers and wheelchairs for lobbies: it takes somebody who needs one.
        or (sorts.is_needed and not _BODILY.is_in(around))
        or (sorts.is_starred and _ZODIAC.is_in(around))
        or (sorts.is_shock and _JEST.is_in(around) and not _CARE.is_in(around))
        or (sorts.is_figurative and _is_of_things(lowered, term))
        or _is_of_pets(around, min(term.start, _AROUND))
    )


def _is_of_pets(around: str, at: int) -> bool:
    """Say whether what stands at a place in a text is a pet's, not what one goes on to say of oneself."""
    if not _PETS.is_in(around):
        return False
    turn = max((match.end() for match in _TURNS.finditer(around, 0, at)), default=0)
    next_turn = _TURNS.search(around, at)
    own = around[turn : next_turn.start() if next_turn else len(around)]
    return _PETS.is_in(own) and not _FROM_PETS.is_in(around)


def is_worldly(lowered: str) -> bool:
    """Say whether a text speaks of software, markets, machines."""
    return _WORLDLY.is_in(lowered)


def _is_of_things(lowered: str, term: Term) -> bool:
    around = lowered[max(0, term.start - _NEAR) : term.end + _NEAR]
    # "My code" and "her engine" are nobody's body.
    return _WORLDLY.is_in(around) and not _BODILY.is_in(_MY_THINGS.sub(" ", around))


class _Sorts(NamedTuple):
    """What a health word may be beside: where things are, something to need, a sign of the zodiac, a jest."""

    is_place: bool
    is_needed: bool
    is_starred: bool
    is_shock: bool
    is_figurative: bool


@functools.lru_cache(maxsize=4096)
def _sorts(word: str) -> _Sorts:
    return _Sorts(
        is_place=_PLACES.fullmatch(word) is not None,
        is_needed=_NEEDING.fullmatch(word) is not None,
        is_starred="cancer" in word,
        is_shock=_SHOCKS.fullmatch(word) is not None,
        is_figurative=_FIGURATIVE.match(word) is not None,
    )


_AROUND = 48
_NAMED = re.compile(
    r" (?:(?:&|and) [a-z]+ )?(?:[a-z]+ )?(?:associations?|foundations?|society|federation|charity|charities"
    r"|alliance|technologists?|technicians? jobs?|jobs?|careers?|fellowship|degree|diploma|textbooks?|journal"
    r"|conference|congress|symposium|fundraiser|gala|5k|10k|walkathon|sales rep|billing|industry|startups?"
    r"|market (?:size|report)|stocks?|costume|cosplay|font|playlist|remix|emoji|meme|parking|garage|coders?"
    r"|receptionist|scheduler|tickets?|hill|ridge|street|avenue|road|band|album|tour|concert"
    r"|suite renovation|coordinator (?:job|role|position))\b"
)
# Words of illness that markets, engines and software have, too.
_FIGURATIVE = re.compile(
    "(?:.*fever|amputat|stuffy|side effect|stress test|lifeline|autops|hemorrhag"
    "|haemorrhag|scar|placebo|(?:.* )?ablation|"
    ".*bleed|limp|broken leg|threw up|diagnostic|.*surger|coma|.*life support|paraly|infect"
    "|contagious|headache|pain|injur|wound|sick"
    "|cough|anemic"
    "|allergic|.*addict|plague|virus|viral|seizure|stroke|depress|schizo|blind|deaf|lame|crippl|amnesia"
    "|symptom"
    "|diagnos|treatment|.*prescri|surger|surgical|vaccin|immun|transplant|inject|therap(?!ist)|rehab|detox"
    "|relapse|bruis"
    "|swollen|inflam|dizz|numb|trauma|fractur|rash|chills|.*cold|terminal|prognosis|ill|remission|rupture"
    "|spasm"
    "|tremor|convuls|swelling|ache|aching|burnout|fatigue|sore|cramp|chronic|hereditary|benign|malignant"
    "|cancer"
    "|toxic|antibod|suffer|sneez|snor|wheez|stiff|hallucinat|delusion|manic|bipolar|anxi|panic|vertigo|nausea"
    "|out of breath|发高?烧|大?出血|强迫症|手术|打针|疫苗|病毒|感染|诊断|症状|病症|后遗症|并发症|瘫痪|中毒"
    "|移植|得病|起泡|乏力|换血|体检|脱皮|开裂|干裂|堵|难产|中风|上火|失眠|肿|断了"
    "|处方|治疗|化验|疗法|疗效|受伤|残疾|开刀|用药|病情|疼痛|剧痛|阵痛|疲惫|健忘|发冷|发烫|抽搐|晕|复查"
    "|住院|病根"
    "|高烧|把脉|近视|阵痛|药方|号脉|副作用|会诊|急救|老毛病|大失血|输血|续命|戒断|亚健康|免疫"
    "|病因|发病|上瘾|血压|心慌)"
)
_WORLDLY = Pattern(
    r"\b(?:econom\w+|markets?|stocks?|shares|prices?|compan(?:y|ies)|customers?|brands?|cit(?:y|ies)"
    r"|engines?|cars?"
    r"|servers?|industr\w+|housing|government|budget|startups?|apps?|code|database|websites?|banks?|films?"
    r"|movies?"
    r"|songs?|albums?|singles?|jokes?|smiles?|laugh\w*|enthusiasm|energy|investors?|revenue|sales|software"
    r"|networks?"
    r"|computers?|laptops?|routers?|bugs?|deals?|merger|rivals?|currency|inflation|election|politics"
    r"|wi-?fi|internet"
    r"|printer|concert|tires?|brakes?|lawn|garden|dogs?|cats?|pets?|puppy|kitten|horses?|cattle|vet"
    r"|veterinary"
    r"|gamers?|game|players?|league|team|season opener|factory|supply chain|real estate|furniture|paint"
    r"|roof|pipes?|vpn|sql|quer(?:y|ies)|postgres|kubernetes|docker|api|endpoint|codebase|deploy\w*"
    r"|backend|nav"
    r"|frontend|ui|ux|firmware|laptop|hard drive|interest rates?|mortgages?|bonds?|earnings"
    r"|portfolio|innings?|touchdown|playoffs?|roster|season|knicks|lakers|yankees"
    r"|celtics|mustang|ford|chevy|toyota|honda|engine light|transmission|carburetor|truck|tractor"
    r"|mower|rose bush(?:es)?|roses|shrubs?|(?:apple|fruit|pear|maple|oak|palm) trees?|seedlings?"
    r"|tomato\w*|orchid|plants?|soil|recipe|oven|dough|grammar"
    r"|exclamation|brand voice|paragraphs?|plot twist|hvac|furnace|boiler|drywall|stadium|campaign|tax|audit"
    r"|spreadsheets?|deadlines?|mondays?"
    r"|plumb\w+|traffic|debt|podcasts?|netflix|spotify|chest of drawers|table|sofa|rugs?|carpets?"
    r"|offense|defense|yankees|bullpen|guitar|copiers?|toner|billboards?|wines?|vineyard|cardboard|band"
    r"|mascot|podcast|launch|timeout|screen|cache|load test\w*|banks|fed|treasury|lenders?|bridges?"
    r"|turbines?|widgets?|tooltip|pipeline|repo|pull request|headlines?|ratings|box office|ballot)\b"
    "|楼市|房价|股市|市场|经济|公司|企业|资金|代码|系统|网络|程序|电脑|空调|汽车|发动机|电池|笑到|笑得"
    "|厂家|批发|价格"
    "|狗狗|猫咪|宠物|小狗|小猫|bug|球队|品牌|项目|行业|城市|交通|服务器|软件|手机|店铺|账号|网站|直播间"
    "|电影|歌曲|游戏"
    "|作物|果树|植物|果园|大棚|地板|墙面|墙皮|墙纸|瓷砖|油漆|木门|屏幕|下水道|水管|车身|轮胎|经济|复苏"
    "|调控|摄影|镜头|分析师|行情|基金|债券|财报|甲方|食堂|画质|跑分|算法|流量|舆情|政策"
    "|股价|接口|超时|数据库|服务器|总监|高管|导演|续集|开发|脚本"
)
_BODILY = Pattern(
    r"\b(?:my|i|i'm|i've|me|his|her|she|he|patients?|doctors?|hospital|clinic|disease|son|daughter|mom|dad"
    r"|mother"
    r"|father|husband|wife|baby|child|kid|surgeon|nurse|symptoms of|pills?|mg|tablets?|years old"
    r"|prescribed by"
    r"|insurance)\b"
    "|我|患者|病人|医生|医院|孩子|宝宝|妈|爸|爷|奶奶|老公|老婆|检查|怀孕|岁|大夫|挂号|内科|外科"
)
_NEAR = 36
_MY_THINGS = re.compile(
    r"\b(?:my|our|his|her|their|your|the)(?: \w+)? (?:code|app|apps|query|server|laptop|computer|phone"
    r"|car|truck|mustang"
    r"|engine|garden|lawn|roses?|tree|trees|plants?|tomatoes|orchid|router|wifi|wi fi|printer|website"
    r"|site|database"
    r"|vpn|team|company|startup|portfolio|budget|bank|mower|furnace|house|kitchen)\b"
)
_PLACES = re.compile(
    r"surgery center|urgent care|walk in clinic|minute ?clinic|er wait times?"
    r"|nursing home|hospice|emergency room|er visit|mri|(?:ct|pet) scan(?:ner)?"
    r"|x.?ray|ultrasound|(?:the "
    r"|a )?cancer|dialysis"
    r"|icu|nicu|月子.*|急诊科?|住院部?|门诊|病历|手术室?|化验|针灸|体检.*|手术"
)
_LOGISTICS = Pattern(
    r"\b(?:parking|garage|valet|entrance|lobby|cafeteria|gift shop|vending|elevators?|hallway"
    r"|wayfinding"
    r"|shuttle|wi-?fi|directions|visiting hours|visitors?|volunteers?|donat\w+|fundrais\w+|gala"
    r"|invoices?|vendors?"
    r"|contracts?|architect\w*|renovation|construction|paint|hiring|full[- ]time|part[- ]time|salary"
    r"|salaries|shifts?"
    r"|receptionist|scheduler|apply by|apply now|resume|résumé|job|jobs|privileges|credentialing|bylaws|lunch"
    r"|meet me|bus stop|near the|address|office hours|renovat\w+|naming rights|drop off|flowers"
    r"|holiday hours|always open|acceptance rate|textbook|season finale"
    r"|tv show|episode|cam\d+|visitor|badge|turnstile|keycard|front desk staff)\b"
    "|限高|坡道|楼东|楼西|大厅|一层|坐标|排班|值班|捐建|钥匙|落在"
    "|停车|外墙|楼下|超市|食堂|入口|大门|门口|绕行|电梯|招聘|保安|保洁|装修|改造|搬迁|搬走|照常|停诊"
    "|放假|志愿者|招标"
    "|采购|投标|发票|充电|故事|剧|小说|综艺|怎么走|几楼|外卖|探视|柜|台灯|收费一样"
)
_CARE = Pattern(
    r"\b(?:appointments?|appt|referral|referred|patients?|doctors?|diagnos\w+|symptoms?|treat\w*"
    r"|surviv\w+|recover\w*"
    r"|years ago|last year|hospitali\w+|risk|rehab|my (?:mom|mum|dad|mother|father|son|daughter|wife"
    r"|husband|baby"
    r"|grandma|grandpa|uncle|aunt|brother|sister)|chest|arm|family history)\b"
    "|患者|我妈|我爸|孩子|宝宝|大夫|医生|检查|复查|挂号|疼|痛|发烧"
)
_NEEDING = re.compile(r"refills?|wheelchairs?|血压计")
_SHOCKS = re.compile(
    r"(?:an? )?(?:mini )?(?:heart attacks?|strokes?|aneurysms?|whiplash|seizures?|cardiac arrest|coma"
    r"|ptsd|hernia|coronary"
    r"|concussion|psychosis|lobotomy|brain damage|cancer|trauma)"
)
_JEST = Pattern(
    r"\b(?:giv(?:es?|ing)|gave|given) (?:me|us|him|her|them|everyone)\b.*|\b(?:price|prices|bill|plot"
    r"|twist|finale"
    r"|episode|trailer|traffic|commute|meetings?|deadline|group chat|spreadsheet|exam|homework"
    r"|when i saw|almost had"
    r"|nearly had|emotional|fashion|lol|lmao|haha|literally|the works)\b|😭|💀|🤣|😂"
)
_ZODIAC = Pattern(
    r"\b(?:zodiac|horoscopes?|astrolog\w+|virgo|leo|scorpio|pisces|aries|taurus|gemini|libra|capricorn"
    r"|aquarius"
    r"|sagittarius|sun sign|birth chart|retrograde)\b"
)
_PETS = Pattern(
    r"\b(?:my|our|the|her|his|your|a|an|senior|old|rescue) (?:[\w']+ )?(?:dogs?|cats?|pupp(?:y|ies)"
    r"|kittens?|horses?|hamsters?"
    r"|rabbits?|bunn(?:y|ies)|parrots?|goldfish|hens?|goats?|cows?|poodle|beagle|retriever|labrador"
    r"|terrier|dachshund)"
    r"(?:'s)? (?:is|has|had|was|got|keeps|needs|won't|just|ate|threw|vomit\w*|limp\w*|cough\w*|named"
    r"|called)\b"
    r"|\b(?:vets?|veterinar\w+|canine|feline|equine|kennel|litter box)\b"
    "|宠物|兽医|狗狗|猫咪|狗子|狗粮|猫粮|我家(?:狗|猫|金毛|泰迪|柯基|二哈|哈士奇|布偶|英短|橘猫)|泰迪犬"
    "|金毛犬"
)
_TURNS = re.compile(
    r"\b(?:and|but|while|because|so|since|plus|also)(?: now)? (?=(?:i|i'm|i've|she|he|we)\b"
    r"|my (?:son|daughter|wife|husband|mom|mum|mother|dad|father|baby|kid|back|chest|knee|head|stomach)\b)"
    r"|[.;!?] (?=(?:i|i'm|i've) )|[,，。；](?:但|而|可)?(?:我|我自己|我妈|我爸|孩子)(?!家)"
)
_FROM_PETS = Pattern(
    r"allerg|rabies|bite|bit\b|bitten|scratch|asthma|ringworm|dander|my (?:son|daughter|kid|face|arm"
    r"|hand)|veteran|ptsd"
    "|过敏|狂犬|咬|抓伤|抓了|哮喘|孕妇|怀孕"
)
_COLD_THING = re.compile(
    r" (?!(?:and|or|that|since|for|but|with|which|i|he|she|we|all|this|last|the|in|on|from|now|again|every"
    r"|after"
    r"|when|while|so|it|is|sore|if|at|going|right|a|my|virus|remedy|medicine)\b)[a-z]"
)
_FIRST_NAMES = frozenset(("gerd", "nicu", "asma", "hives"))
