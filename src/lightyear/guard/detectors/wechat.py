"""WeChat names and the ids by which its platform knows a follower."""

import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer

_NOT_IDS = frozenset(
    ("wechat", "weixin", "official", "account", "public", "message", "messages", "channel", "article")
)


def _is_id(candidate: Candidate) -> bool:
    if candidate.before(8).rstrip(" :：").endswith(("关注微信", "关注微信号")):
        return False
    return candidate.value.lower() not in _NOT_IDS and not re.fullmatch(r"1[3-9]\d{9}", candidate.value)


RECOGNIZERS = (
    Recognizer(
        name="wechat_id.cn",
        category="wechat_id",
        pattern=r"(?i)(?:微信号?|威信|薇信|卫星|v信|加微|加v|薇|\bvx|\bwx|\bwxid|\bwechat)(?:账号|号码"
        r"|号|id)?"
        r"""["']?(?:[ :：=是为，,"']|我的|加我){0,4}"""
        r"([A-Za-z][A-Za-z0-9_-]{5,19})",
        score=0.93,
        accepts=_is_id,
        positives=(("加我微信：reyes_ana88", "reyes_ana88"), ("vx zhangwei2020", "zhangwei2020")),
        negatives=("关注微信公众号", "微信wechat"),
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
