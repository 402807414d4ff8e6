"""Stored templates of fingers, faces, voices and eyes."""

from lightyear.guard.detectors.base import Candidate, Field, Recognizer


def _is_template(candidate: Candidate) -> bool:
    return bool(candidate.digits) and len(candidate.value) >= 8


RECOGNIZERS = (
    Recognizer(
        name="biometric",
        category="biometric",
        pattern=r"(?i)\b(?:fingerprint|finger print|voice ?print|iris|retinal?|face|facial|palm|dna"
        r"|biometric|gait)"
        r"[ _-]?(?:template|hash|id|scan|print|profile|signature|recognition|data|vector|sample|geometry"
        r"|minutiae|embedding|enroll?ment|code|ref(?:erence)?)s?"
        r"""(?: id| number| no\.?| hash| ref)?["']?(?: is|[ :=#"']){1,4}([A-Za-z0-9+/_-]{8,512}=*)""",
        score=0.88,
        accepts=_is_template,
        positives=(
            ("fingerprint template: FP8831af02cc", "FP8831af02cc"),
            ("voiceprint_id=VP-2034-77", "VP-2034-77"),
        ),
        negatives=("a face scan is required", "iris recognition is convenient"),
    ),
    Recognizer(
        name="biometric.cn",
        category="biometric",
        pattern=r"(?:指纹|人脸|声纹|虹膜|掌纹|面部|基因|生物)(?:识别|特征|模板|样本|信息)?(?:编号"
        r"|号码|码|ID|id|号|值)[ :：=#是为]{0,4}"
        r"([A-Za-z0-9+/_-]{6,512}=*)",
        score=0.88,
        accepts=lambda candidate: bool(candidate.digits),
        positives=(("指纹编号：FP883102", "FP883102"), ("人脸特征码 a81f02cc91", "a81f02cc91")),
        negatives=("人脸识别很方便",),
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
