"""Complaints as people tell them in Chinese, and the names of illnesses by how they end."""

import re

from lightyear.guard import types
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, listed
from lightyear.guard.detectors.health import is_complaint

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


def _is_complaint_cn(candidate: Candidate) -> bool:
    rest = candidate.text[candidate.start : candidate.end + 2]
    return not rest.startswith(_NOT_CN_PARTS) and is_complaint(candidate)


def _is_state_cn(candidate: Candidate) -> bool:
    # 手包, 头大, 黑发: a thing or a look needs a verb between to be a complaint.
    told = re.search("[长起有出流掉冒鼓摸带发变老总一突最经又会很特]", candidate.value[1:-1])
    return told is not None and _is_complaint_cn(candidate)


def _is_illness(candidate: Candidate) -> bool:
    # 炎热, 炎夏: hot, not inflamed. 病毒式: viral, in marketing.
    if candidate.after(2).startswith(("热", "炎", "夏", "黄", "帝", "毒式", "毒营销", "力")):
        return False
    return is_complaint(candidate)


def _is_medicine_cn(candidate: Candidate) -> bool:
    # 药店, 药房: where, not what. 药膳: a dish.
    return not candidate.after(1).startswith(
        ("店", "房", "膳", "企", "材", "商", "业", "监")
    ) and is_complaint(candidate)


def _after_particles(value: str) -> int:
    # "得了…", "患有…", "什么是…": what leads to an illness is not its name.
    return len(value) - len(re.sub("^[了得是有的患么什和与或及其对为]+", "", value))


RECOGNIZERS = (
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
        name="health.reading_cn",
        category=types.HEALTH,
        pattern="(?:血糖|血压|血脂|尿酸|胆红素|转氨酶|肌酐|白细胞|血小板|血红蛋白|心率|心跳|体温|甲胎蛋白"
        "|胆固醇|"
        "尿蛋白|血氧|激素水平|雌激素|孕酮|肝功能?|肾功能?|甲功|心电图|b超|指标)"
        "(?:有点|有些|一直|总是|老是|还是|特别|太|很|比较|指标|水平|值|都|又|突然|检查|显示|结果|数值){0,3}"
        "(?:偏?高|偏?低|超标|异常|升高?|下不来|降不下|不稳|不正常|阳性|过快|过慢|快|慢|不齐|\\d)",
        score=0.85,
        accepts=is_complaint,
        positives=(("我妈血压一直下不来", "血压一直下不来"), ("尿酸偏高", "尿酸偏高")),
        negatives=("温度偏高", "热情升高"),
    ),
    Recognizer(
        name="health.reading_pair_cn",
        category=types.HEALTH,
        pattern=r"(?:血压|高压|低压|血糖|心率|尿酸|体温|空腹|餐后|肌酐|孕酮|hcg|HCG|转氨酶|血小板|白细胞|胎心)[^，。！？；、,.!?;\n]{0,8}?\d+",
        score=0.85,
        accepts=is_complaint,
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
        name="health.arrow_cn",
        category=types.HEALTH,
        # The arrow beside a value says that it is out of range.
        pattern=r"(?:报告|化验单?|单子|指标|结果)[^，。！？,!?\n]{0,8}?箭头",
        score=0.8,
        accepts=is_complaint,
        positives=(("化验单上两个箭头啥意思", "化验单上两个箭头"),),
        negatives=("箭头指向停车场", "按箭头走到报告厅"),
    ),
    Recognizer(
        name="health.weight_cn",
        category=types.HEALTH,
        pattern=r"(?:瘦到|瘦成|瘦得只剩|瘦了|轻了|胖到|胖了|掉了)[^，。！？,!?\n]{0,4}?[\d一二两三四五六七八九十百]+多?(?:斤|公斤|kg)",
        score=0.7,
        accepts=is_complaint,
        positives=(("一个月瘦了二十斤", "瘦了二十斤"),),
        negatives=("买了二十斤苹果",),
    ),
)

FIELDS: tuple[Field, ...] = ()
