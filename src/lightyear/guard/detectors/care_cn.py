"""Chinese numbers of care: medical insurance, hospital cards, records and policies."""

import re

from lightyear.guard.detectors.base import CN_CODE, CN_IS, Candidate, Recognizer, is_code

_CALLED = r"(?:编号|编码|編號|号码|號碼|卡号|卡號|流水号|流水號|序号|序號|单号|單號|号|號|ID|id)"


_PERMIT = re.compile("(?:许可证|备案|批准|商标|著作权)[^，,。；;]{0,4}登记号[:： ]*$")
_PRODUCT = re.compile("(?:用户|订单|商品|产品|设备|视频|账号|会议|活动)(?:的)?id号[:： ]*$")


def _is_number(candidate: Candidate) -> bool:
    if _PERMIT.search(candidate.before(16)):
        return False
    return is_code(candidate) and not re.fullmatch(r"1[3-9]\d{9}", candidate.value)


RECOGNIZERS = (
    Recognizer(
        name="cn_medical_id",
        category="cn_medical_id",
        pattern=r"(?:医保|醫保|健保|医疗保险|医疗证|社保|社会保障|就诊|就診|就医|就醫|诊疗|診療|健康|居民健康|住院|门诊|門診"
        r"|挂号|掛號|急诊|急診|一卡通|院内|体检|體檢)(?:电脑|电子|个人)?(?:卡|码|证|账户|登记|凭证)?(?:"
        + _CALLED
        + ")"
        + CN_IS
        + rf"({CN_CODE})",
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
        ),
        negatives=(
            "医保可以报销吗",
            "就诊时间2024",
            "住院号在哪里查",
            "就诊号2024-03-05",
            "健康是1000万人的",
        ),
    ),
    Recognizer(
        name="cn_medical_id.bare",
        category="cn_medical_id",
        pattern=r"(?:医保卡|醫保卡|健保卡|社保卡|社会保障卡|就诊卡|就診卡|诊疗卡|健康卡|健康码|病案|病历|病歷)(?:[^\d\n。；;]{0,6}(?:卡号|卡號))?"
        + CN_IS
        + r"([A-Za-z]{0,3}-?\d[A-Za-z0-9-]{5,23})",
        score=0.93,
        accepts=_is_number,
        positives=(
            ("带上医保卡 A83920174", "A83920174"),
            ("就诊卡丢了，卡号0003317475", "0003317475"),
            ("医保卡（卡号 K30317847）", "K30317847"),
        ),
        negatives=("医保卡可以给家人用吗", "病历2024-03-05"),
    ),
    Recognizer(
        name="cn_medical_id.record",
        category="cn_medical_id",
        pattern=r"(?:病历本?|病歷|病案|患者|检验|检查|檢查|病人|登记|影像|条码|档案|檔案|标本)"
        + _CALLED
        + CN_IS
        + rf"({CN_CODE})",
        score=0.95,
        accepts=_is_number,
        positives=(
            ("病历号 20231187", "20231187"),
            ("病案号：BL-081273", "BL-081273"),
            ("病历本编号：BL-12345", "BL-12345"),
            ("病歷號碼：3310482", "3310482"),
        ),
        negatives=("病历号在哪里查", "住院2024年", "医疗机构执业许可证 登记号 PDY00012344010517D1102"),
    ),
    Recognizer(
        name="cn_medical_id.last",
        category="cn_medical_id",
        pattern=r"(?:医保卡|社保卡|就诊卡|健保卡|住院|门诊|病历|病案)(?:号码?)?(?:的)?(?:尾号|尾號|后四位|末四位)"
        + CN_IS
        + r"(\d{4})",
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
        pattern=r"(?:保单|保單|保险单|保險單|保险卡|保险|保險|投保|被保险人|参保|會員|会员)"
        + _CALLED
        + CN_IS
        + rf"({CN_CODE})",
        score=0.9,
        accepts=_is_number,
        positives=(
            ("保单号：PA2033918274", "PA2033918274"),
            ("保單號碼 KT77-20230518-44", "KT77-20230518-44"),
        ),
        negatives=("保单号填在哪里",),
    ),
)

FIELDS = ()
