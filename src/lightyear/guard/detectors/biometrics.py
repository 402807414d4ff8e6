"""Stored templates of fingers, faces, voices and eyes."""

from lightyear.guard.detectors.base import Candidate, Field, Recognizer
from lightyear.guard.patterns import Pattern

# What is measured, how it is kept, and what its number is called: in words, and in the names of fields.
_PARTS = (
    r"foot ?prints?|finger ?prints?|finger(?: ?vein)?|thumb(?: ?print)?|fp|voice ?prints?|voice|vp|"
    r"vprint|speaker|spk|iris|retinal?|eye|face|facial"
    r"|palm(?: ?print| ?vein)?|vein|hand|dna|biometrics?|bio|gait|ear|keystroke"
)
_KEPT = (
    r"templates?|tmpl|tpl|tmp|hash|ids?|id|scans?|prints?|print|profile|signature|recognition|data|"
    r"vector|sample|geometry|minutiae"
    r"|embeddings?|emb|enrol?l?ment|enroll?|code|refs?|reference|feature|model|token|sheet|key|match|"
    r"no\.?|number|record"
)
_TEMPLATE = r"[A-Za-z+/#_:-]{0,24}\d[A-Za-z0-9+/#_:-]{3,512}=*"
_CN_PARTS = (
    "指静脉|指纹|指紋|人脸|人臉|脸|刷脸|声纹|聲紋|虹膜|掌纹|掌静脉|静脉|眼纹|面部|面容|步态|基因|"
    "生物|语音|DNA"
)
_WORD = Pattern(r"^[A-Za-z_/-]+$|^\d{1,4}[A-Za-z]*$|^(?:19|20)\d\d-|^\d{1,3}:\d\d")


def _is_template(candidate: Candidate) -> bool:
    value = candidate.value
    return len(candidate.digits) >= 3 and len(value) >= 5 and not _WORD.is_in(value)


def _is_long(candidate: Candidate) -> bool:
    return _is_template(candidate) and (len(candidate.value) >= 8 or not candidate.value.isdigit())


RECOGNIZERS = (
    Recognizer(
        name="biometric",
        category="biometric",
        pattern=rf"(?i)(?:\b|_)(?:{_PARTS})(?:[ _-]?(?:{_KEPT})){{1,3}}(?:\b|_)"
        rf"""["']?\)?(?:[ :=#"'(\[]|is\b|was\b|on file\b|no\.|id\b|ref\b|model\b|hash\b){{1,5}}"""
        rf"({_TEMPLATE})",
        score=0.88,
        accepts=_is_long,
        positives=(
            ("fingerprint template: FP8831af02cc", "FP8831af02cc"),
            ("voiceprint_id=VP-2034-77", "VP-2034-77"),
            ("fp_tmpl=FPT-31a0c91e4d door=2", "FPT-31a0c91e4d"),
            ("voice_id match vp_0x3E41C7 score .93", "vp_0x3E41C7"),
            ('{"vp_id":"vprint_0x31af02cc"}', "vprint_0x31af02cc"),
            ("Her voice print (speaker model spk-emb-20348)", "spk-emb-20348"),
            ("face_id f:31ad-c0e4-119b age_est 40", "f:31ad-c0e4-119b"),
        ),
        negatives=(
            "a face scan is required",
            "iris recognition is convenient",
            "hand record 2024-03-05",
            "the eye scan takes 15min",
        ),
    ),
    Recognizer(
        name="biometric.plus",
        category="biometric",
        # The part and what is kept of it stand apart from the number: "palmvein enroll ok tplhash=PV1:8ac0".
        pattern=rf"(?i)\b(?:{_PARTS})[ _-]?(?:scans?|prints?|vein|match|"
        rf"enroll?)\b(?:[^\n=:]{{0,32}}\b(?:tpl|tmpl|template|print|scan)_?(?:hash|id|ref)?[=:]|"
        rf"(?:scan|print)? )"
        rf"({_TEMPLATE}|[A-Z]{{1,4}}(?:[/_:-][A-Z0-9]{{1,12}}){{1,4}})",
        score=0.86,
        accepts=_is_long,
        positives=(
            ("palmvein enroll ok tplhash=PV1:31ac03b7 kiosk=2", "PV1:31ac03b7"),
            ("timeclock keeps her thumb scan TK/L/7731", "TK/L/7731"),
        ),
        negatives=("a palm tree scan=ok",),
    ),
    Recognizer(
        name="biometric.cn",
        category="biometric",
        pattern=rf"(?:{_CN_PARTS})(?:识别|辨识|登录|特征|特徵|模板|样本|信息|数据|比对|建档|注册|采集|库|"
        rf"值|码|图像|向量|模型)*(?:的)?(?:编号|编码|編號|号码|号|码|ID|id|Id|值|token|Token)?"
        rf"[ :：=#是为]{{0,4}}({_TEMPLATE})",
        score=0.88,
        accepts=_is_template,
        positives=(
            ("指纹编号：FP883102", "FP883102"),
            ("人脸特征码 a81f02cc91", "a81f02cc91"),
            ("指纹模板 FP-TPL-31A7C3E19B，绑定", "FP-TPL-31A7C3E19B"),
            ("声纹模板编码：VPR000331827", "VPR000331827"),
            ("改刷脸FR#20348", "FR#20348"),
        ),
        negatives=("人脸识别很方便", "指纹锁2024款", "人脸识别1200元"),
    ),
    Recognizer(
        name="biometric.token",
        category="biometric",
        pattern=rf"(?i)\b(?:face_?token|face_?id|face_?key|voice_?token|finger_?id|fp_?id|palm_?id|"
        rf"vein_?id|person_?face_?id|feature_?id)[\"']?[ :=\"']{{1,4}}({_TEMPLATE})",
        score=0.88,
        accepts=_is_template,
        positives=(("faceToken=ft_31e81c7a9b", "ft_31e81c7a9b"),),
        negatives=("face_id=none",),
    ),
)

FIELDS = (
    Field(
        category="biometric",
        keys=(
            "fingerprint",
            "fingerprintid",
            "fingerprinttemplate",
            "voiceprint",
            "voiceprintid",
            "faceid",
            "facetemplate",
            "faceprint",
            "facetoken",
            "faceref",
            "vpid",
            "voiceid",
            "fptmpl",
            "fptemplate",
            "fingertemplate",
            "palmid",
            "palmvein",
            "irisid",
            "iristemplate",
            "irisscan",
            "biometric",
            "biometricid",
            "指纹",
            "声纹",
            "人脸",
            "虹膜",
        ),
        fits=lambda value: len(value) >= 6 and any(char.isdigit() for char in value),
    ),
)
