"""WeChat names and the ids by which its platform knows a follower."""

import re

from lightyear.guard.detectors.base import CN_IS, Candidate, Field, Recognizer

_NOT_IDS = frozenset(
    (
        "wechat",
        "weixin",
        "official",
        "account",
        "public",
        "message",
        "messages",
        "channel",
        "article",
        "handle",
        "username",
        "userid",
        "friend",
        "friends",
        "moments",
        "contact",
        "number",
        "please",
    )
)

_SHORT = re.compile(r"(?:^|\W)v[:： ]+$")


def _is_id(candidate: Candidate) -> bool:
    if candidate.before(8).rstrip(" :：").endswith(("关注微信", "关注微信号")):
        return False
    if _SHORT.search(candidate.before(4)) and not re.search(r"[\d_-]", candidate.value):
        return False
    return candidate.value.lower() not in _NOT_IDS and not re.fullmatch(r"1[3-9]\d{9}", candidate.value)


# WeChat, also as it is called where its name may not be written.
_CALLED = (
    r"(?:[微威薇葳維维徽]{1}[ .·♥❤💚+]{0,2}(?:信|♥信|x|芯|心|❤|星)|威信|薇信|卫星|v ?信|v ?x|加微|加v|"
    r"加薇[♥❤💚]?信?|加薇|薇|绿泡泡|绿色软件|企业微信|企微"
    r"|(?:^|[\s，,。；|｜])v[:：]|\bvx|\bwx|\bwxid|\bwechat|\bweixin)"
)
_DIGIT = "[0-9〇零一二三四五六七八九]"


RECOGNIZERS = (
    Recognizer(
        name="wechat_id.cn",
        category="wechat_id",
        pattern=rf"(?i){_CALLED}(?:账号|帳號|号码|號碼|号|號|id)?"
        r"""["'”]?(?:[ :：=是为為，,"'“”（(]|我的|加我|就是|同名|客人报的|报的|好像|换成|改成){0,5}"""
        r"([A-Za-z][A-Za-z0-9_-]{5,19})",
        score=0.93,
        accepts=_is_id,
        positives=(
            ("加我微信：reyes_ana88", "reyes_ana88"),
            ("vx zhangwei2020", "zhangwei2020"),
            ("微信號是lin_yating5", "lin_yating5"),
            ("微x：abing_0331，备注植发", "abing_0331"),
            ("加薇♥信：zm⑥⑥⑧yx", "zm⑥⑥⑧yx"),
        ),
        negatives=("关注微信公众号", "微信wechat", "anna.v: opened the chat", "V: nothing today"),
    ),
    Recognizer(
        name="wechat_id.en",
        category="wechat_id",
        pattern=r"(?i)\b(?:wechat|weixin|we chat)(?:[ ,_]{1,2}(?:id|name|user ?name|handle|account|is|"
        r"it'?s|my|at|under|:)){1,4}[ :=]{0,3}"
        r"([a-z][a-z0-9_-]{5,19})\b",
        score=0.9,
        accepts=lambda candidate: _is_id(candidate) and bool(re.search(r"[\d_-]", candidate.value)),
        positives=(
            ("my WeChat ID is reyes_ana88", "reyes_ana88"),
            ("add me on weixin, handle reyes-ana-SF", "reyes-ana-SF"),
        ),
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
        + rf"([1-9]\d{{4,10}}|[1-9](?: \d){{4,10}}|{_DIGIT}{{5,11}})(?:[^0-9A-Za-z@]|$)",
        score=0.93,
        positives=(
            ("加我QQ 884021937", "884021937"),
            ("ＱＱ号：５５１２０８３３", "５５１２０８３３"),
            ("加q882133401", "882133401"),
            ("QQ4 4 3 3 8 2 7 0随时在线", "4 4 3 3 8 2 7 0"),
            ("企鹅号 二九三三一零四六三", "二九三三一零四六三"),
        ),
        negatives=("QQ群 884021937", "QQ邮箱884021937@qq.example", "qq 12"),
    ),
    Recognizer(
        name="wechat_id.spelled",
        category="wechat_id",
        # Read out letter by letter: "m m 0 4 1 7 下划线 x".
        pattern=rf"(?i){_CALLED}(?:账号|号码|号|id)?[^A-Za-z0-9\n]{{0,12}}((?:[a-z] ){{1,16}}(?:(?:[a-z0-"
        rf"9]|下划线|减号|杠|{_DIGIT}) ?){{3,18}})",
        score=0.86,
        accepts=lambda candidate: len(candidate.digits) >= 1,
        positives=(("威信号客人报的是“m m 0 4 3 3 下划线 x”", "m m 0 4 3 3 下划线 x"),),
        negatives=("微信 a b 测试",),
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
        pattern=r"(?i)(?:\b|_)(?:openid|unionid|ext(?:ernal)?_?userid|touser|fromuser(?:name)?|"
        r"tousername|mp_?openid|buyer_?openid)[\"']?(?: (?:is|=))?[ :=\"']{1,4}([A-Za-z0-9_-]{20,64})",
        score=0.95,
        positives=(
            ("openid=oLVPpjqs9BhvzwPj5A-vTYAX3GLc", "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"),
            ("push touser=oLVPpjqs9BhvzwPj5A-vTYAX3GLc err=0", "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"),
            ("wx_openid: oLVPpjqs9BhvzwPj5A-vTYAX3GLc", "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"),
        ),
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
