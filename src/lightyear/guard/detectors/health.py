"""Health wording that no list holds: the forms of medical words, complaints, coded diagnoses."""

import re

from lightyear.guard import types
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
    "头|胸|腹|胃|腰|背|腿|脚|脚踝|手|手腕|膝盖|肩|肩膀|脖子|颈|颈椎|腰椎|脊椎|肚子|小腹|喉咙|嗓子"
    "|牙|牙龈|眼睛|眼|耳朵|鼻子|"
    "关节|皮肤|心口|心脏|肝|肾|肺|乳房|下身|屁股|臀|舌头|嘴|脸|胳膊|手臂|手指|脚趾|后背|全身|浑身"
    "|身上|睾丸|肛门|阴道"
)
_NOT_FORMS = listed(
    "academia bohemia diploma aroma roma coma soma sonoma tacoma oklahoma osmosis metamorphosis "
    "hypnosis symbiosis apotheosis "
    "hermitis nostalgia april rebecca microscopy photosynthesis sympathy apathy empathy telepathy "
    "centuria manuria lemuria "
    "peptide riptide astatine"
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


def _is_medical_form(candidate: Candidate) -> bool:
    return candidate.value.lower() not in _NOT_FORMS and len(candidate.value) >= 6


def _is_illness(candidate: Candidate) -> bool:
    # 炎热, 炎夏: hot, not inflamed. 病毒式: viral, in marketing.
    return not candidate.after(2).startswith(("热", "炎", "夏", "黄", "帝", "黄子孙", "毒式", "毒营销"))


def _after_particles(value: str) -> int:
    # "得了…", "患有…", "什么是…": what leads to an illness is not its name.
    return len(value) - len(re.sub("^[了得是有的患么什和与或及其对为]+", "", value))


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
        positives=(
            ("is Kallmann syndrome rare", "Kallmann syndrome"),
            ("a copper deficiency", "copper deficiency"),
        ),
        negatives=("an orderly market",),
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
        positives=(
            ("my left shoulder hurts", "shoulder hurts"),
            ("a lump in my breast", "lump in my breast"),
        ),
        negatives=("the head of our team", "a back office"),
    ),
    Recognizer(
        name="health.complaint_cn",
        category=types.HEALTH,
        pattern=rf"(?:{_CN_PARTS})(?:部|里|上|下|有点|总是|一直|老是|经常|特别|很|好|也|又|都|会"
        rf"|感觉|突然|比较|非常){{0,3}}"
        r"(?:疼|痛|酸痛|发酸|发麻|麻木|胀|痒|肿|不舒服|难受|无力|抽筋|出血|流血|发炎|溃烂|长包|起泡"
        r"|僵硬|骨折)",
        score=0.85,
        positives=(("我膝盖一直疼怎么办", "膝盖一直疼"), ("身上很痒", "身上很痒")),
        negatives=("头等舱", "手机不好用"),
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
