"""What around a word makes it harmless: a denial, a warning, a question, the law itself."""

import re

# A denial in the same clause, shortly before: "there is no cure", "does not guarantee that", "不能保证治愈".
_DENIED_EN = re.compile(
    r"(?i)(?:(?:\b(?:not|cannot|never|neither|nor|nobody|nothing|hardly|unlikely|rarely|unable|impossible"
    r"|fails?)\b|n't\b"
    r"|\bno (?:one|hospital|clinic|doctor|drug|medicine|treatment|therapy|product|pill|diet|supplement|honest"
    r"|reputable|responsible|provider|serious|vaccine|test|procedure|surgery|operation|supplement|cream"
    r"|device|method|medication|remedy|scan)\b|\bno [\w-]+ (?:is|are|can|could|will|has|have|should)\b)"
    r"(?! only| just| simply| wait| miss| worry| suffer| hesitate| alone)"
    r"(?: [\w'-]+){0,7}"
    r"|\b(?:no|without|nor|isn't a|lack of|free of|absence of)"
    r"(?: (?:a|an|any|the|known|single|such|real|quick|easy|magic|one|permanent|proven|overall|absolute"
    r"|published"
    r"|evidence|proof|promise|guarantee|guarantees|promises|of|that|for|thing|as|is|are|reason|to|believe"
    r"|legitimate|universal|current|true)){0,6}"
    r") ?$"
)
_SOUGHT_EN = re.compile(
    r"(?i)(?:\b(?:find|finding|found|seek|seeking|race|walk|run|ride|fight|hope|hopes|hoping|fund|funding"
    r"|work|working"
    r"|search|searching|look|looking|closer|close|step|steps|toward|towards|path|way|research)"
    r"(?: (?:for|to|toward|towards|on|a|an|the|one|step|closer|possible|into)){1,4}|\bfor a) ?$"
)
_DENIED_AFTER_EN = re.compile(
    r"(?i)^[\w' -]{0,24}?(?:\b(?:is|are|was|were|has|have|does|do|can|could|will|would|should) (?:\w+ )?"
    r"(?:not|never|neither|no longer)\b|\b(?:isn't|aren't|hasn't|haven't|doesn't|don't|can't|won't|cannot"
    r"|remains? (?:elusive|unknown|out of reach)|is a myth|are a myth|is impossible|does not exist))"
)
_DENIED_CN = re.compile(
    "(?:不能|不可能?|无法|不会|不是|并非|并不|没有?|未必|未能|不得|不应|不宜|不敢|不等于|不代表|不作|不做"
    "|不存在"
    "|禁止|严禁|杜绝|谨防|警惕|拒绝|切勿|不要|勿信|别信|勿|莫信|不|尚未|难以|很难|尚无|暂无|并无|从不|绝不"
    "|决不|所谓的?"
    "|任何医生都?不|谁也不|未经证实的?)"
    '(?!但|仅|只|再|止|反弹|复发|过|如|输|比|逊|愧|断|少|管|论|怕)[\u4e00-\u9fff\ue000-\ue002A-Za-z0-9%"《]{0,8}$'
)
# The rule itself is told, or somebody warns: nobody promises anything.
_TOLD_EN = re.compile(
    r"(?i)\b(?:prohibit\w*|forbid\w*|forbidden|illegal\w*|unlawful\w*|banned|must not|may not|shall not"
    r"|not allowed"
    r"|not permitted|against the law|false claims?|false promises?|misleading|deceptive|deceive\w*|scams?"
    r"|scammers?"
    r"|fraud\w*|quacks?|beware|red flags?|myths?|too good to be true|FTC|FDA warns|warning letters?"
    r"|warns? (?:that|against|of)"
    r"|no such thing|on (?:a|the) label|can mean|who paid|marketing term|buzzwords?|rants?"
    r"|never trust|don't believe|be wary|be skeptical|skeptical of|steer clear|unproven|unsubstantiated"
    r"|so-called"
    r"|ask for (?:the )?(?:evidence|proof)|ask which|ask to see"
    r"|\b(?:if|when|whenever) (?:a|an|any|some|the|your) \w+"
    r" (?:says?|claims?|promises?|offers?|guarantees?|tells?)"
    r"|(?:seller|salesman|influencer)s? (?:says?|claims?|promises?)|(?:a|the) (?:word|phrase|claim)"
    r"|lawyers?|myth|report (?:ads|claims)"
    r"|violates?|guidelines? (?:say|says|require)|claims? (?:such as|like)"
    r"|avoid (?:words|phrases"
    r"|terms|claims|saying|using))\b"
)
_TOLD_CN = re.compile(
    r"不得|禁止|严禁|违法|违规|广告法[^，。]{0,12}(?:规定|要求|条|禁)|第[一二三四五六七八九十\d]+条|处罚"
    r"|罚款|虚假|欺诈|骗局"
    "|骗子|谎言|谣言|辟谣|谨防|警惕|勿信|别信|不要相信|不可信|举报|投诉|误导|误区|夸大|忽悠|声称|号称|吹嘘"
    "|查处|通报|曝光|慎听|避坑|唬住|驳回|自查|不允许|谨慎|多半|不要(?:被|轻信|听信)|轻信|切莫|提醒您|审核员"
    '|二字|[两三四五]个?字|一词|这个词|字样|"(?:这种|这类|等词|的说法|的宣传|之类|的广告)'
    "|答案是不|成语|俗话|答[:：]不|没有哪[种个位家]|不代表|说明书"
)
# What has been measured, and what went wrong, is told: the claim has its evidence next to it.
_MEASURED_EN = re.compile(
    r"(?i)\b(?:placebo|sham|randomi[sz]ed|registry|trial of|in our \d{4} (?:data|numbers)"
    r"|(?:had|have) a complication|may not predict|not (?:everyone|everybody)|results (?:may )?vary"
    r"|individual results)\b"
)
# A question that asks rather than sells.
_ASKED_EN = re.compile(
    r"(?i)(?:^|[\s\"'(])(?:is|are|can|could|does|do|will|would|what|how|why|has|have|should|which"
    r"|when)\b[^.!?]*\?"
)
_SOLD_EN = re.compile(
    r"(?i)\b(?:want|wants|looking for|ready|tired of|need|why (?:wait|suffer|settle)|what if|did you know"
    r"|how about"
    r"|imagine|who else|why not|guess what)\b"
)
_ASKED_CN = re.compile(
    "(?:能|可以|会|是否|能否|真的|可否|是不是|有没有|为什么|怎么|如何|什么是|吗|呢|多少)[^。!]*(?:吗|么|呢"
    "|[?])"
)
_SOLD_CN = re.compile("想要?|还在|渴望|何不|为何不|您还|你还|谁说|难道|要不要")
# What a question says all the same.
_NOT_ASKED = frozenset(
    ("recipient.patient", "recipient.condition", "us.testimonial", "cn.military", "cn.endorse", "cn.scope")
)


def is_harmless_en(rule: str, before: str, after: str, sentence: str) -> bool:
    clause = re.split(r"[,:]|\bbut\b|\bhowever\b| - |--", before)[-1]
    if sentence[len(before) : len(before) + 3].lower() == "cur" and _SOUGHT_EN.search(clause):
        return True
    if _DENIED_EN.search(clause) or _DENIED_AFTER_EN.search(after) or _TOLD_EN.search(sentence):
        return True
    if rule == "us.claim" and _MEASURED_EN.search(sentence):
        return True
    return rule not in _NOT_ASKED and bool(_ASKED_EN.search(sentence)) and not _SOLD_EN.search(sentence)


def is_harmless_cn(rule: str, before: str, after: str, sentence: str) -> bool:
    clause = re.split("[,，:：]|但是?|而是", before)[-1]
    if _DENIED_CN.search(clause) or _TOLD_CN.search(sentence):
        return True
    if re.match("[^，,。]{0,6}?(?:是不可能|不可能|并不存在|是骗|都是假|不可信|还?不(?:现实|存在))", after):
        return True
    return rule not in _NOT_ASKED and bool(_ASKED_CN.search(sentence)) and not _SOLD_CN.search(sentence)
