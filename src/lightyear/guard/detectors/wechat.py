"""WeChat names and the ids by which its platform knows a follower."""

import re

from lightyear.guard.detectors.base import CN_IS, Candidate, Field, Recognizer

_NOT_IDS = frozenset(
    ("wechat", "weixin", "official", "account", "public", "message", "messages", "channel", "article")
)

_SHORT = re.compile(r"(?:^|\W)v[:： ]+$")


def _is_id(candidate: Candidate) -> bool:
    if candidate.before(8).rstrip(" :：").endswith(("关注微信", "关注微信号")):
        return False
    if _SHORT.search(candidate.before(4)) and not re.search(r"[\d_-]", candidate.value):
        return False
    return candidate.value.lower() not in _NOT_IDS and not re.fullmatch(r"1[3-9]\d{9}", candidate.value)


RECOGNIZERS = (
    Recognizer(
        name="wechat_id.cn",
        category="wechat_id",
        pattern=r"(?i)(?:微 ?信号?|[威薇微]❤|威信|薇信|卫星|v信|加微|加v|薇|绿泡泡"
        r"|(?:^|[\s，,。；|｜])v[:：]|\bvx|\bwx|\bwxid|\bwechat)(?:账号|帳號|号码|號碼"
        r"|号|號|id)?"
        r"""["']?(?:[ :：=是為为，,"']|我的|加我|就是|同名){0,4}"""
        r"([A-Za-z][A-Za-z0-9_-]{5,19})",
        score=0.93,
        accepts=_is_id,
        positives=(
            ("加我微信：reyes_ana88", "reyes_ana88"),
            ("vx zhangwei2020", "zhangwei2020"),
            ("微信號是lin_yating5", "lin_yating5"),
        ),
        negatives=("关注微信公众号", "微信wechat", "anna.v: opened the chat", "V: nothing today"),
    ),
    Recognizer(
        name="wechat_id.en",
        category="wechat_id",
        pattern=r"(?i)\b(?:wechat|weixin)(?:[ _](?:id|name|handle|account|is|:)){1,3}[ :=]{0,3}"
        r"([a-z][a-z0-9_-]{5,19})\b",
        score=0.9,
        accepts=lambda candidate: _is_id(candidate) and bool(re.search(r"[\d_-]", candidate.value)),
        positives=(("my WeChat ID is reyes_ana88", "reyes_ana88"),),
        negatives=("our wechat account is popular",),
    ),
    Recognizer(
        name="wechat_id.added",
        category="wechat_id",
        pattern=r"(?:加我|加個|加个|加一下|搜|私我)(?:好友)?[ :：]{0,2}"
        r"([A-Za-z][A-Za-z0-9]*[-_0-9][A-Za-z0-9_-]{2,16})",
        score=0.86,
        accepts=lambda candidate: 6 <= len(candidate.value) <= 20 and _is_id(candidate),
        positives=(("想了解的可以加我momo-tea21细聊", "momo-tea21"),),
        negatives=("加我好友", "搜iphone"),
    ),
    Recognizer(
        name="wechat_id.qq",
        category="wechat_id",
        pattern=r"(?i)(?:\bqq|扣扣|企鹅|q号|加q)(?:号码?|號碼?|联系|聯絡)?"
        + CN_IS
        + r"([1-9]\d{4,10})(?:[^0-9A-Za-z@]|$)",
        score=0.93,
        positives=(
            ("加我QQ 884021937", "884021937"),
            ("ＱＱ号：５５１２０８３３", "５５１２０８３３"),
            ("加q882133401", "882133401"),
        ),
        negatives=("QQ群 884021937", "QQ邮箱884021937@qq.example", "qq 12"),
    ),
    Recognizer(
        name="wechat_id.wxid",
        category="wechat_id",
        pattern=r"\bwxid_[a-z0-9]{10,20}\b",
        score=0.97,
        positives=(("from wxid_8f3k20481abcd2", "wxid_8f3k20481abcd2"),),
        negatives=("wxid_ prefix",),
    ),
    Recognizer(
        name="wechat_id.openid",
        category="wechat_id",
        pattern=r"(?i)\b(?:openid|unionid|external_userid)[\"']?[ :=\"']{1,4}([A-Za-z0-9_-]{20,64})",
        score=0.95,
        positives=(("openid=oLVPpjqs9BhvzwPj5A-vTYAX3GLc", "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"),),
        negatives=("openid connect",),
    ),
)

FIELDS = (
    Field(
        category="wechat_id",
        keys=(
            "wechat",
            "wechatid",
            "weixin",
            "wxid",
            "openid",
            "unionid",
            "externaluserid",
            "fromusername",
            "微信",
            "微信号",
        ),
        fits=lambda value: bool(re.fullmatch(r"[A-Za-z0-9_-]{5,64}", value)),
    ),
)
