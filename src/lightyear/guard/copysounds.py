"""Chinese words of advertising written by their sound or by a character that looks alike."""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

# Each line: the word, its pinyin, look-alikes and sound-alikes of each character (- for none), and what it
# allows: "a" all of it in pinyin with no character left, "i" a character by its initial alone.
_WORDS = """
    根治 gen.zhi 艮亘茛.冶痔志 ai
    包治 bao.zhi 苞.冶痔志 ai
    治愈 zhi.yu 冶.预愉喻俞玉逾渝癒 ai
    痊愈 quan.yu 荃诠.预愉喻俞 a
    治愈率 zhi.yu.lv|lü|lu 冶.预愉喻玉癒.律绿 ai
    痊愈率 quan.yu.lv|lü|lu -.预愉喻.律绿 ai
    有效率 you.xiao.lv|lü|lu 侑.校笑孝肖交郊佼.律绿 ai
    成功率 cheng.gong.lv|lü|lu -.公工.律绿 ai
    显效率 xian.xiao.lv|lü|lu -.校笑孝肖交.律绿 ai
    药到病除 yao.dao.bing.chu 要葯.-.并.- ai
    永不复发 yong.bu.fu.fa 咏泳.-.付负富妇覆.- ai
    副作用 fu.zuo.yong 付负.做坐佐.佣甬 ai
    不良反应 bu.liang.fan.ying -.-.-.- ai
    零风险 ling.feng.xian 〇零0oO.丰锋疯凤.显 ai
    无风险 wu.feng.xian -.丰锋疯凤.显 ai
    无效退款 wu.xiao.tui.kuan -.校笑孝肖交.-.- ai
    退款 tui.kuan -.- -
    彻底 che.di 撤澈.低 -
    见效 jian.xiao -.校笑孝肖 -
    断根 duan.gen -.艮茛 a
    根除 gen.chu 艮亘茛.- a
    除根 chu.gen -.艮茛 -
    不反弹 bu.fan.tan -.-.- a
    保证 bao.zheng -.- a
    最佳 zui.jia 蕞.- -
    最好 zui.hao 蕞.- -
    最强 zui.qiang 蕞.- -
    最高级 zui.gao.ji 醉嘴蕞.-.极及 a
    最先进 zui.xian.jin 醉嘴蕞.-.- a
    最权威 zui.quan.wei 醉嘴蕞.-.- a
    最有效 zui.you.xiao 醉嘴蕞.-.- a
    顶级 ding.ji 鼎.极及 -
    国家级 guo.jia.ji 囯国.-.及极圾 a
    唯一 wei.yi -.- -
    第一 di.yi 弟.- -
    全国第一 quan.guo.di.yi -.囯.弟.- ai
    患者推荐 huan.zhe.tui.jian -.着.-.见荐 a
    患者见证 huan.zhe.jian.zheng -.着.-.- a
    专家推荐 zhuan.jia.tui.jian -.-.-.见 a
    解放军 jie.fang.jun -.-.- ai
    武警 wu.jing -.敬 i
    军医 jun.yi -.- -
    降血糖 jiang.xue.tang -.-.- ai
    降血压 jiang.xue.ya -.-.- ai
    降三高 jiang.san.gao -.-.- a
    抗癌 kang.ai -.- -
    治疗 zhi.liao 冶.- -
    糖尿病 tang.niao.bing -.-.- ai
    高血压 gao.xue.ya -.-.- ai
    癌症 ai.zheng -.- -
    前列腺 qian.lie.xian -.-.- ai
    处方 chu.fang -.- -
    预约 yu.yue -.- -
    上次 shang.ci -.- -
    治好 zhi.hao 冶.- -
    包好 bao.hao 苞.- -
    安全 an.quan -.佺荃 -
    无痛 wu.tong -.- -
    甲状腺 jia.zhuang.xian -.壮装.线 a
    乳腺 ru.xian -.线 -
    颈椎 jing.zhui -.- -
    颈椎病 jing.zhui.bing -.-.- i
    腰椎 yao.zhui -.- -
    狐臭 hu.chou 胡.- -
    脑梗 nao.geng -.埂耿 -
    痔疮 zhi.chuang 志.- -
    湿疹 shi.zhen -.- -
    鼻炎 bi.yan -.- -
    抑郁 yi.yu -.- -
    失眠 shi.mian -.- -
    肿瘤 zhong.liu -.- -
    脂肪肝 zhi.fang.gan -.-.- a
    白癜风 bai.dian.feng -.殿癫.疯 a
    牛皮癣 niu.pi.xuan -.-.选藓 a
    银屑病 yin.xie.bing -.-.- ai
    灰指甲 hui.zhi.jia -.-.- a
    阳痿 yang.wei -.萎 -
    早泄 zao.xie -.- -
    双眼皮 shuang.yan.pi -.-.- a
    热玛吉 re.ma.ji -.-.- a
    玻尿酸 bo.niao.suan -.-.- a
    水光针 shui.guang.zhen -.-.- a
    植发 zhi.fa -.- -
"""
# What no table of single words says: initials alone, a digit, a word whose sound is another honest word.
_OTHERS = (
    ("gz(?=[\u4e00-\u9fff]{1,4}(?:病|炎|癌|症|瘤|痛|压|湿|喘|风|疹|癣))|(?<=[能可包])gz(?![a-z])", "根治"),
    ("(?<![a-z])ydbc(?![a-z])", "药到病除"),
    ("(?<![a-z])ybff(?![a-z])", "永不复发"),
    ("(?<![a-z])jfj(?![a-z])", "解放军"),
    ("(?<![a-z])wj(?=[医总专])", "武警"),
    ("(?<![a-z])j(?:un)?[\\s.*_-]?区(?=[总医某专]|\\w院)", "军区"),
    ("(?<![a-z])(?:j|jun)[\\s.*_-]?医(?![a-z])", "军医"),
    ("(?<![a-z])zyl(?=[\\s:：]*[\\d高达超近九八百])", "治愈率"),
    ("(?<![a-z])yxl(?=[\\s:：]*[\\d高达超近九八百])", "有效率"),
    ("(?<![a-z])cgl(?=[\\s:：]*[\\d高达超近九八百])", "成功率"),
    ("(?<![a-z])ling[\\s.*_-]?(?=毒?副作用|风险|痛|创|伤害|后遗|复发|反弹|感染|失误)", "零"),
    ("(?<![a-z])bao[\\s.*_-]?(?=治[好愈包百]|包?好)", "包"),
    ("(?<![a-z])nin(?=[的有是患已得在上最正\\s])", "您"),
    ("[嘴醉]佳(?=[疗效选医技方专治])|最嘉(?=[疗效选医技方专治])", "最佳"),
    ("\\bdi[\\s.*_-]?yi\\b(?=[品名])|[第弟][1壹]", "第一"),
    ("\\bwu[\\s.*_-]?jing\\b(?=[医专总])", "武警"),
    ("保[正政](?=治|疗|根|康|痊|有效|见效)", "保证"),
    ("保z(?=治|疗|根|康|见效|有效)", "保证"),
    ("断跟(?![据着])", "断根"),
    ("1[0oO○〇][0oO○〇]\\s?[%％]|[lI|][0oO][0oO]\\s?%|1[oO]{2}\\s?%", "100%"),
    ("[百佰][分份][百佰]|百分之[百佰]", "百分百"),
)
_BETWEEN = "[\\s.*_'-]?"
# Two words whose last character, taken for another, begins an honest one.
_HONEST_NEXT = {"根治": "(?!愿)", "包治": "(?!愿)", "治愈": "(?![防备])"}
_LATIN = re.compile("[A-Za-z]")


class _Sound(NamedTuple):
    """A word, the pattern of its spellings, and what a text must hold to have one of them."""

    word: str
    pattern: re.Pattern[str]
    alike: frozenset[str]
    kept: frozenset[str]


def patterns(text: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """Give pairs of a pattern and the word that its matches stand for, as far as the text may hold one."""
    chars = frozenset(text)
    latin = _LATIN.search(text) is not None
    for sound in _sounds():
        if sound.alike & chars or (latin and (not sound.kept or sound.kept & chars)):
            yield sound.pattern, sound.word
    yield from _others()


@functools.cache
def _sounds() -> tuple[_Sound, ...]:
    return tuple(_sound(*line.split()) for line in _WORDS.strip().splitlines())


def _sound(word: str, pinyin: str, alike: str, allows: str) -> _Sound:
    return _Sound(
        word,
        re.compile(f"(?i:{_spelled(word, pinyin, alike, allows)})"),
        frozenset(alike) - set(".-"),
        # With no sound of Latin letters alone, a character of the word is left.
        frozenset() if "a" in allows else frozenset(word),
    )


@functools.cache
def _others() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(f"(?i:{pattern})"), word) for pattern, word in _OTHERS)


def _spelled(word: str, pinyin: str, alike: str, allows: str) -> str:
    sounds = pinyin.split(".")
    looks = [
        f"[{char}{'' if others == '-' else others}]"
        for char, others in zip(word, alike.split("."), strict=True)
    ]
    sounded = [f"(?:{look}|{sound})" for look, sound in zip(looks, sounds, strict=True)]
    shapes = [_BETWEEN.join(sounded)]
    if "i" in allows:
        short = [f"(?:{look}|{sound}|{sound[0]})" for look, sound in zip(looks, sounds, strict=True)]
        shapes.append(_BETWEEN.join(short))
    after = _HONEST_NEXT.get(word, "")
    # A character has to be left, or all of the word is there by its sound.
    stretch = f"(?=[a-z\\s.*_'-]{{0,{len(pinyin)}}}[{word}])"
    guarded = [f"{stretch}{shape}" for shape in shapes]
    if "a" in allows:
        guarded.insert(0, _BETWEEN.join(f"(?:{sound})" for sound in sounds))
    looked = "".join(looks)
    return f"(?<![a-z])(?:{'|'.join(guarded)}|{looked})(?![a-z]){after}"
