"""Vehicle identification numbers and license plates."""

from lightyear.guard.checksums import is_vin
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, code


def _is_checked_vin(candidate: Candidate) -> bool:
    return len(candidate.digits) >= 3 and not candidate.value.isdigit() and is_vin(candidate.value.upper())


RECOGNIZERS = (
    Recognizer(
        name="vehicle.vin",
        category="vehicle",
        pattern=r"(?i)\b[A-HJ-NPR-Z0-9]{17}\b",
        score=0.95,
        accepts=_is_checked_vin,
        positives=(("VIN 1M8GDM9AXKP042788", "1M8GDM9AXKP042788"),),
        negatives=("1M8GDM9AXKP042789",),
    ),
    Recognizer(
        name="vehicle.vin_named",
        category="vehicle",
        pattern=r"(?i)(?:\bvin\b|车架号|车辆识别代号|vehicle identification number)(?: ?(?:number|no\.?"
        r"|#))?[\"']?[ :：=#是为\"']{0,4}(?:is )?"
        r"([A-HJ-NPR-Z0-9]{11,17})\b",
        score=0.9,
        accepts=lambda candidate: len(candidate.digits) >= 3,
        positives=(("车架号：LSVAA4187C2184841", "LSVAA4187C2184841"),),
        negatives=("the vin is missing",),
    ),
    Recognizer(
        name="vehicle.plate",
        category="vehicle",
        pattern=r"(?i:\b(?:license plate|licence plate|plate (?:number|no\.?|#)|number plate"
        r"|tag (?:number|#)|plates?|vehicle registration|registration plate|plate_(?:number|no)"
        r"|license_plate)"
        r"(?: is|:|#| number| no\.?)*)[\"']?[ :=\"']{1,4}(?:[A-Z]{2}[ :]{1,2})?([A-Z0-9]{1,4}["
        r" -]?[A-Z0-9]{2,5})\b",
        score=0.88,
        accepts=lambda candidate: len(candidate.digits) >= 2,
        positives=(("license plate is 7KTR482", "7KTR482"),),
        negatives=("a plate of fruit", "plate 12 of the atlas"),
    ),
    Recognizer(
        name="vehicle.plate_cn",
        category="vehicle",
        pattern=r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ "
        r"·.-]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]",
        score=0.93,
        accepts=lambda candidate: candidate.digits != "",
        positives=(("车牌京A·8F3K2", "京A·8F3K2"), ("开沪BD20481来的", "沪BD20481")),
        negatives=("京东ABCDEFG", "川A座"),
    ),
)

FIELDS = (
    Field(
        category="vehicle",
        keys=(
            "vin",
            "vinnumber",
            "vehiclevin",
            "licenseplate",
            "licenseplatenumber",
            "plate",
            "carplate",
            "licenceplate",
            "platenumber",
            "plateno",
            "vehicleid",
            "vehicleregistration",
            "车牌",
            "车架号",
        ),
        fits=lambda value: (
            code(value) or bool(value and "\u4e00" <= value[0] <= "\u9fff" and len(value) <= 10)
        ),
    ),
)
