"""Chinese numbers of care: medical insurance, hospital cards, records and policies."""

import re

from lightyear.guard.detectors.base import CN_CODES, CN_IS, Candidate, Field, Recognizer, code, is_code, near
from lightyear.guard.patterns import Wording

# A card of a region may begin with its sign: "沪离0044171".
_PLACED = r"(?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\p{Han}?)?"
_CALLED = (
    r"(?:编号|编码|編號|编吗|号码|號碼|号吗|卡号|卡號|流水号|流水號|流水|序列?号|序號|单号|單號|"
    r"申请单号|条码号?|條碼|帐号|账号|识别码|号|號|ID|id|Id|No\.?|no\.?)"
)
# What is filed or taken of a patient, and the cards that she is known by.
_CARED = (
    r"医保|醫保|健保|医疗保险|醫療保險|医疗证|农合|新农合|合作医疗|居民医保|职工医保|社保|社会保障|"
    r"社會保障|就诊|就診|就医|就醫|看诊|看診|诊疗|診療|健康|居民健康|住院|入院|出院|门诊|門診"
    r"|挂号|掛號|急诊|急診|留观|一卡通|院内|体检|體檢|预约|预约挂号"
)
_FILED = (
    r"病历本?|病歷|病案|患者|受检者|检验|檢驗|检查|檢查|病人|登记|影像|放射|超声|超聲|心电|内镜|胃镜|CT|"
    r"MR|MRI|DR|B超|彩超|X光|X线|病理|切片|蜡块|档案|檔案|标本|樣本|样本"
    r"|采血|化验|化驗|报告|条码|处方|處方|透析|麻醉|手术|胚胎|冻胚|冻存|试管|血袋|免疫|接种|产检|建册|"
    r"围产|母子手册|妇幼|儿保|病床|腕带"
)
_PERMIT = re.compile("(?:许可证?|备案|批准|商标|著作权|机构|注册)[^，,。；;]{0,4}登记号?[:： ]*$")
_PRODUCT = re.compile("(?:用户|订单|商品|产品|设备|视频|账号|会议|活动)(?:的)?id号[:： ]*$")
_DRIVING = re.compile(
    "(?:驾照|驾驶证|行驶证|人事|学籍|车辆|人才|职工|消防|设备|合同|图纸)档案(?:编号|号)?[:： 是]*$"
)
# "医保编码C01…" names a drug or a material, not a person.
_CATALOG = re.compile("(?:医保|醫保|检验|检查|诊疗|报告|处方|手术|麻醉|条码)(?:编码|项目|目录)[:： 是]*$")
_ASKS = re.compile("(?:是什么|什么意思|目录|耗材|药品|项目|收费)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_INSURED = Wording(
    (
        "保险",
        "保單",
        "保单",
        "直付",
        "理赔",
        "理賠",
        "医疗险",
        "高端医疗",
        "参保",
        "被保险人",
        "惠民保",
        "重疾",
        "投保",
    )
)


def _is_number(candidate: Candidate) -> bool:
    before = candidate.before(16)
    if _PERMIT.search(before) or _DRIVING.search(before):
        return False
    if _CATALOG.search(before) and (candidate.value[:1].isalpha() or _ASKS.search(candidate.after(12))):
        return False
    return is_code(candidate) and not _MOBILE.fullmatch(candidate.value)


def _is_plan(candidate: Candidate) -> bool:
    """Say whether it is a number of insurance: a member may be one of a shop."""
    is_member = re.search("(?:会员|會員)[^，,。；;]{0,6}$", candidate.before(12)) is not None
    return _is_number(candidate) and (not is_member or near(candidate, _INSURED))


RECOGNIZERS = (
    Recognizer(
        name="cn_medical_id",
        category="cn_medical_id",
        pattern=rf"(?:{_CARED})(?:电脑|电子|个人|登记)?(?:卡|码|证|账户|登记|凭证)?(?:上|面|"
        rf"上面)?(?:的)?(?:{_CALLED}){{1,2}}{CN_IS}"
        rf"({_PLACED}{CN_CODES})",
        score=0.95,
        accepts=_is_number,
        positives=(
            ("医保卡号：A83920174", "A83920174"),
            ("我的就诊卡是00819273", "00819273"),
            ("住院号：ZY0081273", "ZY0081273"),
            ("门诊号（新）20231187", "20231187"),
            ("挂号单号20240305001", "20240305001"),
            ("医保卡号 4403 0218 77520 读不出", "4403 0218 77520"),
            ("健保卡號碼：000012345678", "000012345678"),
            ("就诊号为JZ3310-7742", "JZ3310-7742"),
            ("住院号220481、230017", "220481、230017"),
            ("就诊流水号 <b>JZ-88-204417</b>", "JZ-88-204417"),
            ("<td>住院号</td><td>ZY0081273</td>", "ZY0081273"),
            ("医疗保险编号（离休）沪离0044171", "沪离0044171"),
        ),
        negatives=(
            "医保可以报销吗",
            "就诊时间2024",
            "住院号在哪里查",
            "就诊号2024-03-05",
            "健康是1000万人的",
            "医保编码C01BA04411是什么耗材",
        ),
    ),
    Recognizer(
        name="cn_medical_id.bare",
        category="cn_medical_id",
        pattern=r"(?:医保卡|醫保卡|健保卡|社保卡|社会保障卡|就诊卡|就診卡|诊疗卡|健康卡|健康码|医保凭证|"
        r"病案|病历|病歷)(?:[^\d\n。；;]{0,6}(?:卡号|卡號)[^\d\n。；;A-Za-z]{0,6})?"
        + CN_IS
        + r"([A-Za-z]{0,3}-?\d[A-Za-z0-9-]{5,23}|\d{3,6}(?: \d{3,6}){1,4})",
        score=0.93,
        accepts=_is_number,
        positives=(
            ("带上医保卡 A83920174", "A83920174"),
            ("就诊卡丢了，卡号0003317475", "0003317475"),
            ("医保卡（卡号 K30317847）", "K30317847"),
            ("就诊卡掉了，卡号我背得 4410 3301 0049", "4410 3301 0049"),
        ),
        negatives=("医保卡可以给家人用吗", "病历2024-03-05"),
    ),
    Recognizer(
        name="cn_medical_id.record",
        category="cn_medical_id",
        pattern=rf"(?:{_FILED})(?:登记|申请|检查|记录)?(?:上|的)?(?:{_CALLED}){{1,2}}{CN_IS}({CN_CODES})",
        score=0.95,
        accepts=_is_number,
        positives=(
            ("病历号 20231187", "20231187"),
            ("病案号：BL-081273", "BL-081273"),
            ("病历本编号：BL-12345", "BL-12345"),
            ("病歷號碼：3310482", "3310482"),
            ("病理号24-33107加做", "24-33107"),
            ("检验申请单号=202406330044718", "202406330044718"),
            ("样本号 KGS-B24-05517", "KGS-B24-05517"),
        ),
        negatives=("病历号在哪里查", "住院2024年", "医疗机构执业许可证 登记号 PDY00012344010517D1102"),
    ),
    Recognizer(
        name="cn_medical_id.reached",
        category="cn_medical_id",
        # "病案号是不是就是腕带上这个 BA331027": the number comes at the end of what is said.
        pattern=r"(?:医保卡?|社保卡?|就诊卡?|住院|门诊|病历|病案|健康卡|病理|检查单|体检)(?:号码?|编号|"
        r"单号|卡号)"
        r"[^\d\n，,。；;：:A-Za-z]{2,16}[ 是：:]?([A-Za-z]{0,4}-?\d[A-Za-z0-9-]{5,20})",
        score=0.88,
        accepts=_is_number,
        positives=(
            ("病案号是不是就是腕带上这个 BA331027", "BA331027"),
            ("住院号我抄下来了是0081273", "0081273"),
        ),
        negatives=("住院号在2024年改过", "就诊号和订单放在一起的第3个"),
    ),
    Recognizer(
        name="cn_medical_id.initials",
        category="cn_medical_id",
        # The first letters of 住院, 门诊, 就诊, 挂号, 病案, 病历, 体检 in pinyin, as systems write them.
        pattern=r"(?:^|[^A-Za-z0-9-])((?:ZY|MZ|JZ|GH|BA|BL|TJ|CT|US|MR|DR)[0-9]{7,14})(?:[^A-Za-z0-9]|$)",
        score=0.965,
        context=(
            *(
                "住院",
                "门诊",
                "就诊",
                "出院",
                "入院",
                "挂号",
                "患者",
                "病案",
                "病历",
                "体检",
                "小结",
                "报告",
                "记录",
            ),
            *("科", "预约", "检查", "彩超"),
        ),
        positives=(
            ("出院小结_ZY0048213_王", "ZY0048213"),
            ("预约成功 cardNo=JZ00482137 dept=内科门诊", "JZ00482137"),
        ),
        negatives=("货架 ZY0048213", "出院带药 ABZY0048213"),
    ),
    Recognizer(
        name="cn_medical_id.pinyin",
        category="cn_medical_id",
        pattern=r"(?i)(?:^|[^a-z])(?:(?:jiuzhen|zhuyuan|menzhen|bingli|bingan|guahao|yibao|shebao|"
        r"jiuzhenka|huanzhe)_?(?:id|hao|no|ka|kahao|bianhao)"
        r"|ybh|ybkh|zyh|mzh|jzh|jzkh|ghh|blh|bah|ghlsh|jzlsh|tjh|jcdh|sqdh|ybbh)"
        r"[\"']?[ :=\"']{1,4}([a-z]{0,4}-?\d[a-z0-9-]{4,24})",
        score=0.93,
        accepts=_is_number,
        positives=(("jiuzhen_id=202405330347 ks=erke", "202405330347"), ("zyh: 0081273", "0081273")),
        negatives=("zyh=", "mzh: 2024-03-05"),
    ),
    Recognizer(
        name="cn_medical_id.personal",
        category="cn_medical_id",
        # The number of the insured and of a stay have plain names: a word of care has to stand beside.
        pattern=rf"(?:个人编号|个人电脑号|电脑号|条码|条形码|流水号|业务流水号|凭证号|卡号|编号|检索号|"
        rf"Acc(?:ession)?(?: ?No)?){CN_IS}({CN_CODES})",
        score=0.83,
        accepts=lambda candidate: is_code(candidate, 6) and _is_number(candidate),
        context=(
            *(
                "医保",
                "社保",
                "参保",
                "就诊",
                "住院",
                "门诊",
                "急诊",
                "化验",
                "检验报告",
                "检验",
                "采样",
                "胚胎",
                "冷冻",
                "病历",
            ),
            *("诊疗", "患者", "冻存", "留观", "彩超"),
        ),
        positives=(
            ("医保异常：个人编号1004482137", "1004482137"),
            ("检验报告单\n条码：2405330098812", "2405330098812"),
        ),
        negatives=("个人编号1004482137的工牌", "快递条码：2405330098812"),
    ),
    Recognizer(
        name="cn_medical_id.last",
        category="cn_medical_id",
        pattern=r"(?:医保卡|社保卡|就诊卡|健保卡|住院|门诊|病历|病案)(?:号码?)?(?:的)?(?:尾号|尾號|"
        r"后四位|末四位)" + CN_IS + r"(\d{4})",
        score=0.93,
        positives=(("就诊卡尾号4417", "4417"), ("住院号后四位4417", "4417")),
        negatives=("医保卡尾号在哪里看",),
    ),
    Recognizer(
        name="cn_medical_id.bare_id",
        category="cn_medical_id",
        pattern=r"ID号" + CN_IS + r"([A-Za-z]{0,3}\d{6,12})",
        score=0.85,
        accepts=lambda candidate: not _PRODUCT.search(candidate.before(12)) and _is_number(candidate),
        positives=(("CT室：ID号00382911", "00382911"),),
        negatives=("订单ID号00382911", "用户ID号00382911"),
    ),
    Recognizer(
        name="health_plan.cn_bare",
        category="health_plan_id",
        pattern="(?:保单|保單)" + CN_IS + r"([A-Z]{2,6}\d{6,22}|\d{8,22})",
        score=0.88,
        accepts=_is_number,
        positives=(("保单 PKCC20250038291", "PKCC20250038291"),),
        negatives=("保单2024年到期",),
    ),
    Recognizer(
        name="health_plan.cn",
        category="health_plan_id",
        pattern=rf"(?:保单|保單|保险单|保險單|保险卡|保险|保險|投保|投保单|被保险人|参保|會員|会员|"
        rf"保险凭证|理赔卡|直付卡|(?:惠民保|医疗险)[^\d\n，,。]{{0,8}}凭证)"
        rf"{_CALLED}{CN_IS}({CN_CODES})",
        score=0.9,
        accepts=_is_plan,
        positives=(
            ("保单号：PA2033918274", "PA2033918274"),
            ("保單號碼 KT77-20230518-44", "KT77-20230518-44"),
            ("高端医疗直付，会员编号KN-0088412-01，附属KN-0088412-03", "KN-0088412-01，附属KN-0088412-03"),
            ("惠民保那个电子凭证号 KHHBX24 0099 1827", "KHHBX24 0099 1827"),
        ),
        negatives=("保单号填在哪里",),
    ),
)

FIELDS = (
    Field(
        category="cn_medical_id",
        keys=(
            "medicalinsuranceno",
            "medicalinsurancenumber",
            "medinsno",
            "socialsecuritycard",
            "socialsecuritycardno",
            "healthcardno",
            "medicalcardno",
            "visitcardno",
            "inpatientno",
            "outpatientno",
            "ybkh",
            "zyh",
            "mzh",
            "jzkh",
            "医保",
            "医保号",
            "医保卡",
            "医疗保险号",
            "社保",
            "社保卡",
            "社保号",
            "就诊卡",
            "就诊号",
            "诊疗卡",
            "诊疗号",
            "健康卡",
            "住院号",
            "住院流水号",
            "就诊流水号",
            "挂号流水",
            "病理号",
            "放射号",
            "超声号",
            "检查单号",
            "申请单号",
            "标本号",
            "样本号",
            "医保个人编号",
            "ybh",
            "门诊号",
            "住院编号",
            "门诊编号",
            "挂号单号",
            "挂号流水号",
            "病历号",
            "病历编号",
            "病案号",
            "患者编号",
            "患者id",
            "病人编号",
            "病人id",
            "病人号",
            "患者号",
            "检查号",
            "检验号",
            "档案号",
            "健康档案号",
        ),
        fits=code,
    ),
)
