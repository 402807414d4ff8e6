"""Health wording that no list holds: the forms of medical words, complaints, coded diagnoses."""

import re

from lightyear.guard import lexicon, types
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, listed

_PARTS = (
    "abdomen|ankle|ankles|arm|back|belly|bladder|bowel|breast|breasts|calf|cheek|chest|ear|ears"
    "|elbow|eye|eyes|feet|finger|"
    "fingers|foot|groin|gum|gums|hand|hands|head|heart|heel|hip|hips|jaw|joint|joints|kidney"
    "|kidneys|knee|knees|leg|legs|liver|"
    "lung|lungs|muscle|muscles|neck|nose|pelvis|rib|ribs|shin|shoulder|shoulders|sinuses|skin|spine"
    "|stomach|throat|"
    "thumb|toe|toes|tooth|teeth|tongue|tonsils|wrist|wrists"
)
_CN_PARTS = (
    "头|胸|腹|胃|腰|背|腿|脚|脚踝|手|手腕|膝盖|肩|肩膀|脖子|颈|颈椎|腰椎|脊椎|肚子|小腹|喉咙|嗓子|牙|牙龈"
    "|牙齿|眼睛|眼|耳朵|鼻子|关节"
    "|皮肤|心口|心脏|肝|肾|肺|乳房|下身|屁股|臀|舌头|嘴|脸|胳膊|手臂|手指|脚趾|后背|全身|浑身|身上|睾丸"
    "|肛门|阴道|肋骨|脚后跟|脚跟|肚脐"
    "|脑袋|太阳穴|后脑勺|锁骨|胯|尾骨|小腿|大腿|脚底|手心|手背|指甲|胳膊肘|手肘|嘴唇|头皮|眼皮|腮帮子|骨头"
    "|淋巴结|乳头|尿道"
)
# What begins like a part of the body and is a thing, a look or a way of speaking.
_NOT_CN_PARTS = tuple(
    listed(
        "手机 手表 手游 手续 手工 手电 手柄 手套 手动 手链 手镯 手环 手办 手提 手头 手感 手法 手段 手册 "
        "手写 手推 手包 头条 头像 头盔 头等 头部企业 头发 头版 头目 头衔 头绪 头号 眼镜 眼光 眼前 眼下 "
        "眼看 眼影 嘴硬 嘴馋 嘴甜 脸书 脸谱 脸皮 背包 背景 背后 背面 背影 背书 背带 背心 腰果 腰带 脚本 "
        "脚手架 脚踏 脚垫 脚感 鼻祖 肩负 肩带 牙膏 牙刷 腹地 腹黑 胃口 指甲油 指甲刀 指甲剪 胸有 胸针 胸怀 "
        "颈部按摩 心脏地带 骨头汤 皮肤包 皮肤限时 皮肤活动 皮肤礼包 游戏皮肤 手指饼 大腿根牛 小腿肚牛 "
        "腿部训练 肺活量 肝帝 肝游戏 肾宝 头疼的 头痛的"
    )
)
_NOT_FORMS = listed(
    "diagnosis academia bohemia diploma aroma roma coma soma sonoma tacoma oklahoma osmosis metamorphosis "
    "hypnosis symbiosis apotheosis "
    "hermitis nostalgia april rebecca microscopy photosynthesis sympathy apathy empathy telepathy "
    "centuria manuria lemuria "
    "peptide riptide astatine spectroscopy chroma manchuria liguria etruria kostroma meiosis mitosis "
    "apoptosis dichotomy kurtosis gnosis heterosis kuwaitis euphemia eufemia paloma choloma coloma sanoma "
    "lauria poloma poltergeists homeopathy osteopathy morphosis"
)
_ENDINGS = (
    "itis|ectomy|a?emia|algia|opath(?:y|ies|ic)|plasty|oscopy|ostomy|otomy|plegia|megaly|nuria|uria"
    "|penia|carcinoma|sarcoma|"
    "lymphoma|melanoma|blastoma|adenoma|[nrlt]oma|dystrophy|sclerosis|osis|iasis|pnea|phasia|rrhea"
    "|rrhoea|rrhagia|"
    "philia disorder|edema|cele|trophia|dactyly|cephaly|plasia|ectasia|ptysis"
)
# International nonproprietary names end in their class.
_DRUG_ENDINGS = (
    "pril|sartan|statin|olol|conazole|prazole|nidazole|cillin|mycin|cycline|floxacin|gliptin"
    "|gliflozin|glutide|tinib|"
    "ciclib|zumab|ximab|tuzumab|mumab|azepam|azolam|oxetine|triptan|gatran|xaban|parin|dronate"
    "|setron|lukast|terol|"
    "solone|asone|thiazide|semide|fibrate|estradiol|navir|buvir|ciclovir|citabine|platin|taxel|rubicin"
)
_NOT_VALUES = listed("yes no none n/a na null true false new used good other unknown 无 否 是 没有")


# What comes before "syndrome", "disorder", "deficiency" in everyday text.
_NOT_ILLNESSES = listed(
    "a an the this that no any some of or and public civil social budget tax trust skill skills funding "
    "imposter impostor stockholm china jerusalem paris nest here object orderly total mass general complete "
    "political urban market traffic whose what which its their our your his her my evidence stand-out moral "
    "knowledge information resource staffing energy power voltage material leadership parliamentary same"
)


def _is_medical_form(candidate: Candidate) -> bool:
    if candidate.value.lower() in _NOT_FORMS or len(candidate.value) < 6:
        return False
    return not lexicon.is_meant_otherwise(candidate.text, candidate.start, candidate.end)


def _is_named_illness(candidate: Candidate) -> bool:
    first, _, last = candidate.value.lower().rpartition(" ")
    if lexicon.is_meant_otherwise(candidate.text, candidate.start, candidate.end):
        return False
    return last.startswith("cancer") or first not in _NOT_ILLNESSES


_HUES = ("dark", "brown", "foamy", "smelly", "runny", "watery", "yellow", "cloudy")
_HUED = ("pee", "poop", "urine", "stool", "eye", "nose", "skin", "toe", "nail", "tongue")


def _is_state(candidate: Candidate) -> bool:
    # Brown hair is a look, brown urine a complaint.
    value = candidate.value.lower()
    return (not value.endswith(_HUES) or value.startswith(_HUED)) and _is_complaint(candidate)


def _is_complaint_cn(candidate: Candidate) -> bool:
    rest = candidate.text[candidate.start : candidate.end + 2]
    return not rest.startswith(_NOT_CN_PARTS) and _is_complaint(candidate)


def _is_state_cn(candidate: Candidate) -> bool:
    # 手包, 头大, 黑发: a thing or a look needs a verb between to be a complaint.
    told = re.search("[长起有出流掉冒鼓摸带发变老总一突最经又会很特]", candidate.value[1:-1])
    return told is not None and _is_complaint_cn(candidate)


def _is_complaint(candidate: Candidate) -> bool:
    text, start, end = candidate.text, candidate.start, candidate.end
    return not (
        lexicon.means_something_else(text, start, end) or lexicon.is_meant_otherwise(text, start, end)
    )


# Letters that also stand for titles, formats, towns and firms: they need a word of care near.
_AMBIGUOUS = listed("MS ED AS AM CD ALL IC PE PM MI CP MM MG SAD PSA PVC CD PDA ASD PAD DM UC HG PCP PROM OA")
_CARE = re.compile(
    r"\b(?:patient|diagnos|symptom|treat|doctor|flar|medic|disease|relaps|clinic|attack|specialist|pain"
    r"|therap"
    r"|neurolog|living|drug|progress|cure|surgery|children with|kids with|people with|women with|men with)"
)


def _is_abbreviation(candidate: Candidate) -> bool:
    letters = candidate.value.rpartition(" ")[2]
    if letters not in _AMBIGUOUS:
        return True
    start = max(0, candidate.start - 40)
    return bool(_CARE.search(candidate.text[start : candidate.end + 40].lower()))


def _is_illness(candidate: Candidate) -> bool:
    # 炎热, 炎夏: hot, not inflamed. 病毒式: viral, in marketing.
    if candidate.after(2).startswith(("热", "炎", "夏", "黄", "帝", "毒式", "毒营销", "力")):
        return False
    return _is_complaint(candidate)


def _is_medicine_cn(candidate: Candidate) -> bool:
    # 药店, 药房: where, not what. 药膳: a dish.
    return not candidate.after(1).startswith(
        ("店", "房", "膳", "企", "材", "商", "业", "监")
    ) and _is_complaint(candidate)


def _after_particles(value: str) -> int:
    # "得了…", "患有…", "什么是…": what leads to an illness is not its name.
    return len(value) - len(re.sub("^[了得是有的患么什和与或及其对为]+", "", value))


def is_substance_code(value: str) -> bool:
    """Say whether a value is the code of a disorder due to psychoactive substances (ICD-10, F10 to F19)."""
    return re.fullmatch(r"(?i)F1[0-9](?:\.?[0-9A-Z]{1,4})?", value.strip()) is not None


def _fits(value: str) -> bool:
    return value.lower() not in _NOT_VALUES and bool(re.search(r"[^\W\d_]", value))


RECOGNIZERS = (
    Recognizer(
        name="health.word_form",
        category=types.HEALTH,
        pattern=rf"(?i)\b[a-z]{{2,24}}(?:{_ENDINGS})\b",
        score=0.8,
        accepts=_is_medical_form,
        positives=(
            ("my epicondylitis is back", "epicondylitis"),
            ("polychondritis research", "polychondritis"),
        ),
        negatives=("a diploma from Oklahoma", "the aroma of coffee", "academia"),
    ),
    Recognizer(
        name="health.drug_form",
        category=types.HEALTH,
        pattern=rf"(?i)\b[a-z]{{3,16}}(?:{_DRUG_ENDINGS})\b",
        score=0.75,
        positives=(("she takes zofenopril", "zofenopril"), ("is dabigatran safe", "dabigatran")),
        negatives=("in april", "cocktails in a tavern"),
    ),
    Recognizer(
        name="health.named_after",
        category=types.HEALTH,
        pattern=r"\b(?:[A-Z][a-z]+(?:'s)?(?:-[A-Z][a-z]+)?|[a-z]+) (?:[Ss]yndromes?|[Dd]isease"
        r"|[Dd]isorders?|[Dd]eficiency|"
        r"[Cc]ancers?|[Dd]ystrophy|[Pp]alsy|[Pp]oisoning|[Aa]nomaly|[Dd]ysfunction|[Aa]trophy)\b",
        score=0.8,
        accepts=_is_named_illness,
        positives=(
            ("is Kallmann syndrome rare", "Kallmann syndrome"),
            ("a copper deficiency", "copper deficiency"),
        ),
        negatives=("an orderly market", "a public disorder in town", "impostor syndrome at work"),
    ),
    Recognizer(
        name="health.complaint",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:(?:{_PARTS}) (?:\w+ )?(?:pain|ache|aches|hurts?|aching|problems?"
        rf"|issues?|injury|injuries|infection|"
        rf"swelling|trouble|condition|stiffness|spasms?|surgery|cramps?)|(?:pain|pressure|ache|lump"
        rf"|swelling|numbness|weakness|"
        rf"tingling) (?:\w+ ){{0,2}}(?:in|on|around) (?:my|her|his|the|your) (?:\w+ )?(?:{_PARTS}))\b",
        score=0.85,
        accepts=_is_complaint,
        positives=(
            ("my left shoulder hurts", "shoulder hurts"),
            ("a lump in my breast", "lump in my breast"),
        ),
        negatives=("the head of our team", "a back office"),
    ),
    Recognizer(
        name="health.complaint_cn",
        category=types.HEALTH,
        pattern=rf"(?:{_CN_PARTS})[^，。！？；：、,.!?;:\\s]{{0,5}}?(?:疼|痛|发酸|酸胀|酸软|发麻|麻木|发胀"
        rf"|胀|痒|肿|不舒服|难受|无力|没力|没劲"
        r"|抽筋|出血|流血|流脓|流水|发炎|溃烂|长包|起泡|起皮|僵硬|骨折|骨裂|裂口|干裂|裂开|松动|不通气?"
        r"|堵塞|堵得|动不了|抬不起|弯不了|伸不直"
        r"|使不上|发黑|发紫|发青|发烫|发凉|发抖|抖个|歪了|扭了|扭到|扭伤|崴了|拉伤|划伤|割伤|割破|划破"
        r"|切了|切到|烫了|烫伤|磕了|磕破|摔断|摔伤"
        r"|砸了|砸伤|夹了|扎了|咬了|咬伤|蛰了|响|卡了|卡住|压迫|积水|积液|增大|变形|萎缩|下垂|充血)",
        score=0.85,
        accepts=_is_complaint_cn,
        positives=(
            ("我膝盖一直疼怎么办", "膝盖一直疼"),
            ("身上很痒", "身上很痒"),
            ("手指被刀割破", "手指被刀割破"),
        ),
        negatives=("头等舱", "手机发烫", "让我头疼的问题是停车", "手链断了，手续难受理"),
    ),
    Recognizer(
        name="health.illness_cn",
        category=types.HEALTH,
        pattern=r"\p{Han}{1,3}?(?:炎|癌|瘤|综合征|综合症|结石|骨折|皮疹|息肉|囊肿|增生|硬化|衰竭"
        r"|梗塞|梗死|感染|畸形|障碍症|中毒症)",
        score=0.75,
        trim=_after_particles,
        accepts=_is_illness,
        positives=(("得了筋膜炎", "筋膜炎"), ("什么是肾母细胞瘤", "母细胞瘤")),
        negatives=("天气炎热", "上海炎夏"),
    ),
    Recognizer(
        name="health.state",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:{_PARTS}|face|lips?|scalp|hair|nails?|vision|eyesight|eyelids?|forehead"
        rf"|thighs?|palms?|soles?"
        rf"|nipples?|testicles?|penis|vagina|bowels|period|pee|poop|urine|stool)(?: (?:is|are|was|were|has"
        rf"|have|had"
        rf"|been|feels?|felt|looks?|gets?|got|keeps?|won't|will not|always|constantly|suddenly|started"
        rf"|turned|turns"
        rf"|so|very|really|all|a bit|too|kind of|still|just|on fire and)){{0,4}} (?:tingl(?:es?|ing|y)"
        rf"|numb|itch(?:es|y"
        rf"|ing)?|swell(?:s|ing)?|swollen|twitch(?:es|ing)?|burn(?:s|ing)?|peel(?:s|ing)?|hurt(?:s|ing)?"
        rf"|ach(?:es?|ing|y)"
        rf"|bleed(?:s|ing)?|crack(?:ed|ing)|throb(?:s|bing)?|pops?|clicks?|cracks|grinds?|locks?|buckles?"
        rf"|dark|brown|foamy|smelly|runny|watery|shak(?:es?|ing)|lock(?:s|ed) up|gives? out|drain(?:s|ing)"
        rf"|inflamed|infected|bruised|blurry|blurred|yellow|discolored|blistered|flaky|sore|stiff|painful"
        rf"|weak|puffy"
        rf"|oozing|watering|cloudy|bloody|cramp(?:s|ing)?|droop(?:s|y|ing)|falling out|thinning)\b",
        score=0.8,
        accepts=_is_state,
        positives=(("his feet tingle", "feet tingle"), ("the skin is so itchy", "skin is so itchy")),
        negatives=("her hands were full", "the skin is smooth", "hair is brown"),
    ),
    Recognizer(
        name="health.my_part",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:my|his|her|your|(?:son|daughter|mom|mother|dad|father|husband|wife|baby|kid"
        rf"|child|toddler)'?s)"
        rf" (?:\w+ )?(?:{_PARTS}|lips?|scalp|eyelids?|thighs?|palms?|tailbone|collarbone) (?:\w+ ){{0,3}}"
        rf"(?:running|runs|plugged|clogged|blocked|black|blue|purple|faint|asleep|heavy|popping|popped"
        rf"|clicking|cracking|loose|crooked|tight|bent|oozing|leaking|dripping|growing|lump|bump|rash"
        rf"|spots?|tender"
        rf"|raw|swell|limp|gives|giving|ringing|pounding|racing|fluttering|hurting|open sore)\b",
        score=0.75,
        accepts=_is_complaint,
        positives=(
            ("my toe turned black", "my toe turned black"),
            ("her nose keeps running", "her nose keeps running"),
        ),
        negatives=("my hands are full", "her head of marketing", "the ear of corn is hot"),
    ),
    Recognizer(
        name="health.state_cn",
        category=types.HEALTH,
        pattern=rf"(?:{_CN_PARTS}|头皮|头顶|额头|眼皮|眼角|嘴唇|嘴角|嘴里|口腔|脸上|脸颊|下巴|腋下|胸部"
        rf"|胸口|乳头|腹部|下腹|肚脐|大腿|小腿"
        rf"|脚底|脚后跟|手心|手背|指甲|私处|阴部|尿道|大便|小便|尿|痰|鼻涕|白带|经血|月经)(?:上|里|部|处"
        rf"|周围|边|内|后面|中间)?"
        rf"(?:老|总|总是|一直|突然|最近|经常|有时|又|都|会|有点|有些|很|特别|里|好像|感觉|开始){{0,3}}"
        rf"(?:长了?|起了?|有了?|出了?|流|掉|冒|鼓|摸到|摸起来|带|发|是|变|变得|颜色)?(?:好多|很多|一个|个"
        rf"|一块|块|一片|些|许多|点|小|大|硬|红|黄|白|黑|绿){{0,3}}"
        rf"(?:包|疙瘩|硬块|肿块|结节|泡|水泡|泡沫|脓|脓水|血丝|血|斑|红点|痘|疮|疹|溃疡|麻|抖|跳动|跳|黑"
        rf"|黄|绿|紫|烫|凉|僵|烂|皮屑|异味|裂)",
        score=0.7,
        accepts=_is_state_cn,
        positives=(("腿上长了疙瘩", "腿上长了疙瘩"), ("尿里有泡沫", "尿里有泡沫")),
        negatives=("手包很好看", "脸上有笑容", "头发很长"),
    ),
    Recognizer(
        name="health.kills",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:my|his|her) (?:\w+ )?(?:{_PARTS}|period|cramps)"
        r"(?: (?:is|are|was|were|has been|have been|just|really|still|always))*"
        r" (?:kill(?:s|ing|ed)? (?:me|him|her)|splitting|gave out|acting up|on fire"
        r"|giving (?:me|him|her) trouble)\b",
        score=0.8,
        accepts=_is_complaint,
        positives=(
            ("my knees kill me", "my knees kill me"),
            ("my lower back is killing me", "my lower back is killing me"),
            ("her hip gave out", "her hip gave out"),
        ),
        negatives=("this commute is killing me", "my boss is killing me", "splitting the bill"),
    ),
    Recognizer(
        name="health.broken",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:cut|burned|burnt|scraped|smashed|jammed|hurt|banged|scratched|stubbed|popped"
        rf"|pulled|broke|broken|fractured|sprained|twisted|tore|torn|dislocated|injured|strained|numb"
        rf"|swollen|sore|bruised|burned|infected|itchy|stiff|bleeding|lost feeling in|(?:can't|cannot|cant"
        rf"|couldn't) (?:move|bend|feel|lift|raise|turn|straighten))"
        rf" (?:(?:my|his|her|the|your|their|a|an) )?(?:\w+ )?(?:{_PARTS}|collarbone|ACL|rib cage|ligament"
        rf"|tendon"
        rf"|hamstring|rotator cuff|meniscus|knuckle|tailbone)\b",
        score=0.85,
        accepts=_is_complaint,
        positives=(
            ("he broke her wrist", "broke her wrist"),
            ("a torn left hamstring", "torn left hamstring"),
        ),
        negatives=("broke the record", "a broken window", "tore the paper", "cut the cake by hand"),
    ),
    Recognizer(
        name="health.reading",
        category=types.HEALTH,
        pattern=r"(?i)\b(?:(?:(?:my|his|her|your|their|mom's|dad's|'s) (?:\w+ )?(?:sugars?|iron|pulse"
        r"|heart rate"
        r"|temperature|temp|potassium|sodium|oxygen|weight|count|counts|levels|vision|hearing))"
        r"|blood (?:sugar|pressure|glucose)|glucose|cholesterol|bp|a1c|hba1c|ldl|hdl|triglycerides"
        r"|ferritin|tsh"
        r"|psa|creatinine|hemoglobin|platelets|bilirubin|uric acid|egfr|inr|bmi)"
        r"(?: (?:levels?|readings?|numbers?|count|score))?(?:,| is| are| was| were| has been| have been"
        r"| keeps?"
        r"| stays?| runs?| came back| got| gets| went| going| of| at| up| too| so| very| really| always"
        r"| still"
        r"| a bit| a little| to){1,5}"
        r" ?(?:high|higher|low|lower|elevated|abnormal|out of range|off the charts|through the roof|spiking"
        r"|crashing|dropping|rising|climbing|bad|up|down|\d{1,3}(?:\.\d)?)\b",
        score=0.85,
        accepts=_is_complaint,
        positives=(
            ("my sugar is high today", "my sugar is high"),
            ("A1C came back at 8.2", "A1C came back at 8.2"),
        ),
        negatives=("sales levels were high", "the sugar is low in this drink"),
    ),
    Recognizer(
        name="health.reading_cn",
        category=types.HEALTH,
        pattern="(?:血糖|血压|血脂|尿酸|胆红素|转氨酶|肌酐|白细胞|血小板|血红蛋白|心率|心跳|体温|甲胎蛋白"
        "|胆固醇|"
        "尿蛋白|血氧|激素水平|雌激素|孕酮|肝功能?|肾功能?|甲功|心电图|b超|指标)"
        "(?:有点|有些|一直|总是|老是|还是|特别|太|很|比较|指标|水平|值|都|又|突然|检查|显示|结果|数值){0,3}"
        "(?:偏?高|偏?低|超标|异常|升高?|下不来|降不下|不稳|不正常|阳性|过快|过慢|快|慢|不齐|\\d)",
        score=0.85,
        accepts=_is_complaint,
        positives=(("我妈血压一直下不来", "血压一直下不来"), ("尿酸偏高", "尿酸偏高")),
        negatives=("温度偏高", "热情升高"),
    ),
    Recognizer(
        name="health.abbreviation",
        category=types.HEALTH,
        pattern=r"\b(?:(?:[Mm]y|[Hh]is|[Hh]er|[Ww]ith|[Hh]as|[Hh]ave|[Hh]ad|[Ff]or|having|got|of|from"
        r"|[Tt]reat"
        r"|treating|[Ii]s|mild|severe|early|new|recurrent|chronic|active|latent) )(?:MS|RA|ED|CF|MG|CP|TB"
        r"|BV|PE|DM"
        r"|DM2|HTN|CAD|PAD|AAA|MI|CVA|TIA|ALS|PKU|PCP|FAP|FSGS|IPF|PAH|MDS|CLL|CML|AML|ALL|NHL|MM|GBM"
        r"|DLBCL|HCC"
        r"|RCC|SCC|BCC|OA|AS|PSA|SLE|PMR|GCA|UC|CD|PUD|SBO|NASH|PSC|PBC|GBS|NPH|PSP|DID|GAD|SAD|CPTSD|OUD"
        r"|AUD|SUD"
        r"|HELLP|PROM|PTL|PPD|POF|AUB|PID|HG|BPPV|AOM|URI|AMD|POAG|DES|OSA|CFS|EDS|POTS|MCAS|IC|OAB|CHD|ASD"
        r"|VSD|PDA|HCM|DCM|SVT|PVC|PVCs|AKI|LVH|FTD|LBD|IUGR|DDH|AIDS|HIV)\b",
        score=0.75,
        accepts=_is_abbreviation,
        positives=(("can you treat MS", "treat MS"), ("my RA is flaring", "my RA")),
        negatives=("my AS400 server", "for IBM", "is it for TV"),
    ),
    Recognizer(
        name="health.abbreviation_of",
        category=types.HEALTH,
        pattern=r"\b(?:MS|RA|ED|CF|TB|BV|PE|DM|HTN|CAD|CHF|COPD|ALS|PKU|OCD|IBS|UC|SLE|OA|PMR|GBS|POTS|EDS|MCAS|OSA|CFS"
        r"|AFib|SVT|PVCs?|AMD|HIV|HSV|HPV|PTSD|BPD|GAD|MDD|AUD|OUD|PPD|PCOS|PID|HG|RSV|UTI|CKD|ESRD|AML"
        r"|CLL|CML|MDS"
        r"|GBM|HCC|NASH|PSC|PBC|TMJ|BPH|DVT|TIA|TBI) (?:patients?|diagnosis|flare(?:s|-ups?| ups?)?"
        r"|meds|medications?"
        r"|symptoms?|treatments?|specialists?|doctors?|support groups?|relapse|attack|remission|pain"
        r"|screening|vaccine)\b",
        score=0.8,
        positives=(("any MS specialist nearby", "MS specialist"), ("UC flare again", "UC flare")),
        negatives=("an MS degree", "UC campus tours"),
    ),
    Recognizer(
        name="health.measured",
        category=types.HEALTH,
        # A blood pressure, a sugar, a clotting time, an oxygen, a fever: told by the size of the number.
        pattern=r"(?i)\b(?:(?:bp|b/p|pressure|readings?|running) (?:\w+ ){0,2}(?:9\d|1\d\d|2[0-4]\d)"
        r" ?(?:/|over) ?(?:[4-9]\d|1[0-3]\d)|(?:9\d|1\d\d|2[0-4]\d) ?(?:/|over) ?(?:[4-9]\d"
        r"|1[0-3]\d) (?:is |was )?(?:high"
        r"|low|ok|dangerous|normal|too high|bp|before meds|after meds|this morning|last night)"
        r"|sugars? (?:\w+ ){0,2}(?:[4-9]\d|[1-5]\d\d) (?:this|after|before|fasting|today|again|at|last)"
        r"|(?:inr|psa)(?: (?:of|is|was|at|went from|jumped to|up to))?:? [0-9]\.\d"
        r"|psa (?:\w+ ){1,2}(?:from|to) \d+"
        r"|(?:temp|fever|temperature)(?: (?:of|is|was|at|to))? (?:10[0-6]|3[89]|4[01])(?:\.\d)?"
        r"|(?:o2|oxygen|spo2|sats?)(?: (?:sats?|level|of|is|was|at))* [789]\d ?%?)\b",
        score=0.8,
        accepts=_is_complaint,
        positives=(
            ("is 164/98 ok", "164/98 ok"),
            ("sugar was 290 before lunch", "sugar was 290 before"),
            ("INR of 4.7", "INR of 4.7"),
            ("temp was 102.6", "temp was 102.6"),
        ),
        negatives=("page 150 of 200", "the score was 98/100", "temp 72 in the office"),
    ),
    Recognizer(
        name="health.reading_pair_cn",
        category=types.HEALTH,
        pattern=r"(?:血压|高压|低压|血糖|心率|尿酸|体温|空腹|餐后|肌酐|孕酮|hcg|HCG|转氨酶|血小板|白细胞|胎心)[^，。！？；、,.!?;\n]{0,8}?\d+",
        score=0.85,
        accepts=_is_complaint,
        positives=(("血压早上156/97", "血压早上156"), ("餐后9.8", "餐后9")),
        negatives=("车速156", "第3次"),
    ),
    Recognizer(
        name="health.medicine_cn",
        category=types.HEALTH,
        pattern=r"(?:吃|停|开|换|喝|配|抓|服|用|涂|上|抹|滴|含|忘)(?:了|点|些|过|的|着|什么|啥|几天|完|这个|这种|一种|半年|一周"
        r"|哪种|错|不了){0,2}药",
        score=0.75,
        accepts=_is_medicine_cn,
        positives=(("该吃什么药", "吃什么药"), ("想停了药", "停了药")),
        negatives=("给月季打药", "上药店买东西", "用药膳招待"),
    ),
    Recognizer(
        name="health.substance_use",
        category=types.HEALTH,
        # Mental and behavioral disorders due to psychoactive substances (ICD-10-CM, F10 to F19).
        pattern=r"(?i)(?:\b(?:icd(?:-?10)?(?:-?cm)?|dx|diagnos[ei]s(?: code)?)|诊断编?码?|疾病编码)"
        r"[ :：=]{0,3}(F1[0-9](?:\.[0-9A-Z]{1,4})?)\b|\bF1[0-9]\.[0-9]{2,3}\b",
        score=0.98,
        positives=(
            ("ICD-10: F11.20", "F11.20"),
            ("seen for F10.20 again", "F10.20"),
            ("诊断：F19.2", "F19.2"),
        ),
        negatives=("key F11", "model F150"),
    ),
    Recognizer(
        name="health.code",
        category=types.HEALTH,
        pattern=r"(?i)(?:\b(?:icd(?:-?(?:9|10|11))?(?:-?cm)?|dx|diagnos[ei]s(?: code)?)|诊断编?码?"
        r"|疾病编码)[ :：=]{0,3}"
        r"([A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)\b",
        score=0.9,
        positives=(("ICD-10: E11.9", "E11.9"), ("疾病编码：M17.0", "M17.0")),
        negatives=("room E11.9",),
    ),
)

FIELDS = (
    Field(
        category=types.HEALTH,
        keys=(
            "diagnosis",
            "diagnoses",
            "diagnosiscode",
            "dx",
            "icd",
            "icd10",
            "condition",
            "conditions",
            "medicalcondition",
            "healthcondition",
            "symptom",
            "symptoms",
            "chiefcomplaint",
            "reasonforvisit",
            "medication",
            "medications",
            "allergies",
            "disease",
            "procedurecode",
            "treatment",
            "medicalhistory",
            "healthhistory",
            "诊断",
            "病情",
            "症状",
            "疾病",
            "主诉",
            "用药",
            "病史",
            "过敏史",
            "就诊原因",
            "就诊科室",
        ),
        fits=_fits,
    ),
)
