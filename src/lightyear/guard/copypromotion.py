"""Says whether a text sells care: only then is naming a disease at fault."""

import re

_PROMOTION = re.compile(
    "欢迎(?:您|你|广大)?(?:患者)?(?:前来)?(?:预约|来院|咨询|到院|致电|选择|垂询|体验)|(?:立即|马上|点击"
    "|在线|火热|抢先|扫码|提前)"
    r"(?:预约|咨询|报名|领取|抢购)|(?:预约|咨询|报名|服务|健康)(?:热线|电话|专线)|热线[:：]?\d|优惠|特价"
    r"|专治|主治|擅长治疗"
    r"|专业治疗|特色治疗|限时|抢购|秒杀|名额有限|原价|现价|仅需\d|仅售|立减|打\d?[一二三四五六七八九\d]折"
    r"|[一二三四五六七八九\d]折"
    "|免费(?:会诊|咨询|检查|体验|领取|面诊|评估)|(?:本院|我院|我们|本诊所|本中心)(?:专业|成功|率先"
    "|特别)?(?:采用|引进|独创|首创|推出|开展|专注|治疗|拥有)"
    "|专家(?:亲诊|坐诊|会诊|亲自)|名医坐诊|加微信|添加微信|私信|来院即|套餐价|专注[^。]{0,8}年|就到|首选|赠送"
)
# What teaches the public and sells nothing.
_LESSON = re.compile(
    "科普|健康(?:教育|讲[堂座]|知识|提示|宣教|科普|大讲堂)|公益(?:科普|宣传|讲座|义诊)|知识(?:讲座|问答)|小贴士"
    "|不构成(?:就医|医疗|诊疗|用药)?建议|不作(?:产品|任何)?(?:推荐|宣传)|世界[^，。]{1,8}日|全国[^，。]{1,6}日"
    "|什么是|有哪些症状|早期信号|请勿歧视|不要歧视|征集|志愿者|招募"
)
_PRICE = re.compile(
    "优惠|特价|原价|现价|仅[需售]|立减|直降|抢购|秒杀|名额有限|买[一二三四五1-5]送|\\d折|[一二三四五六七八九]折|\\d+元|领券|套餐价"
)
# Goods of a shop: what they may say about a disease is another rule's matter.
_GOODS = re.compile(
    "下单|包邮|拼单|接龙|小黄车|链接|药店|药房|[两一二三四五六七八九十\\d][瓶盒袋罐箱]|胶囊|糖浆|喷剂|软糖|会员日|本品|礼盒"
    "|到手价|直播间|抢先购|提前购|预售|店铺|门店"
)


def sells_care(text: str, *, medical_ad: bool) -> bool:
    """Say whether prepared text promotes care; `medical_ad` says that it is a medical advertisement."""
    if _LESSON.search(text) and not _PRICE.search(text):
        return False
    return medical_ad or (_PROMOTION.search(text) is not None and _GOODS.search(text) is None)
