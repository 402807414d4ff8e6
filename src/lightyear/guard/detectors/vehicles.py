"""Vehicle identification numbers and license plates."""

import re

from lightyear.guard.checksums import is_vin
from lightyear.guard.detectors.base import CN_IS, IS, Candidate, Field, Recognizer, code, listed

_PLATE = r"((?:[A-Z]{2,3}[ :·-]{1,2})?[A-Z0-9]{1,4}[ ·-]{0,2}[A-Z0-9]{2,7}(?:-[A-Z0-9]{1,2})?)\b"

_MAKES = tuple(
    listed(
        "toyota honda ford chevy chevrolet subaru nissan mazda tesla kia hyundai jeep dodge lexus audi volvo"
        " vw volkswagen buick acura sedan suv minivan camry civic corolla tacoma tundra silverado altima"
        " prius truck valet parked tow towed reg caravan sienna odyssey pilot explorer escape ranger outb"
        "ack forester"
        " altima sentra rogue elantra sonata sorento malibu equinox impala tahoe wrangler cherokee durang"
        "o charger"
        " van pickup coupe hatchback wagon motorcycle scooter mercedes bmw mini chrysler cadillac lincoln"
        " pontiac"
    )
)
# Models and makes that read like the letters of a plate.
_MODEL = re.compile(r"(?:RAM|GMC|BMW|KIA|SUV|VIN|RAV|LTD|CRV|MPG|USD)|[A-Z]{3}[ -]?(?:19|20)\d\d")
_STATES = listed(
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh"
    " ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr vi gu"
)


def _is_checked_vin(candidate: Candidate) -> bool:
    return len(candidate.digits) >= 3 and not candidate.value.isdigit() and is_vin(candidate.value.upper())


def _is_plate(candidate: Candidate) -> bool:
    value = candidate.value
    if len(candidate.digits) < 2 or len(value) < 5 or re.fullmatch(r"(?:19|20)\d\d.*", value):
        return False
    state, _, rest = value.partition(" ")
    if len(state) == 2 and state.islower() and (state not in _STATES or re.fullmatch(r"(?:19|20)\d\d", rest)):
        return False
    # In small letters each part but the state has a digit, or it is a word of the sentence.
    parts = re.split("[ ·-]+", value)
    return value.upper() == value or all(any(map(str.isdigit, part)) for part in parts[len(parts[0]) == 2 :])


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
        name="vehicle.vin_last",
        category="vehicle",
        pattern=r"(?i)\b(?:last (?:8|eight|6|six)(?: digits)? of (?:the |my |her |his )?vin(?: number)?"
        r"|(?:vin|vehicle identification)(?: number)?,? (?:ending|ends)(?: in| with)?|vin last (?:8|6|"
        r"eight|six))"
        r"[ :=]{1,3}(?:is |are )?([A-HJ-NPR-Z0-9]{6,8})\b",
        score=0.88,
        accepts=lambda candidate: len(candidate.digits) >= 4,
        positives=(
            ("last 8 of VIN 3A004352", "3A004352"),
            ("vehicle identification ending N004352", "N004352"),
        ),
        negatives=("last eight of the vin numbers",),
    ),
    Recognizer(
        name="vehicle.near",
        category="vehicle",
        pattern=r"\b(?:\d[A-Z]{3}\d{3}|[A-Z]{3}[ -]?\d{4}|[A-Z]{2}\d{2} ?[A-Z]{3}|"
        r"[A-Z]{2} \d{3}[ -]?[A-Z]{3}|[A-Z]{2} [A-Z]{3}[ -]?\d{3,4})\b",
        score=0.82,
        accepts=lambda candidate: not _MODEL.match(candidate.value) and _is_plate(candidate),
        context=_MAKES,
        positives=(
            ("a blue Subaru 8KLM204 in the ambulance bay", "8KLM204"),
            ("reg AB12 CDE", "AB12 CDE"),
            ("drove a maroon Caravan KY 418 TKH", "KY 418 TKH"),
        ),
        negatives=("Toyota RAV 2024", "Dodge RAM 2500", "Building KLM 2204"),
    ),
    Recognizer(
        name="vehicle.plate",
        category="vehicle",
        pattern=r"(?i)\b(?:licen[cs]e[ _]plates?(?:[ _](?:number|no))?|lic\.? (?:plate|plt)|"
        r"plt\.? ?(?:number|no\.?|#)"
        r"|plate[ _](?:number|no\.?|nbr|#)|number plate|(?:temp(?:orary)?|paper|dealer|car|"
        r"veh(?:icle)?\.?|auto|truck|trailer|motorcycle)[ _](?:tag|plate)"
        r"|tag (?:number|no\.?|nbr|#)|plates?|vehicle registration|registration plate|"
        r"v?reg(?:istration)? (?:number|no\.?|mark|plate)"
        r"|(?:handicap(?:ped)?|disabled|ada|parking|blue)[ _](?:placard|badge|permit)(?: (?:number|no\.?|#))?"
        r"|(?:alpr|lpr|anpr)(?: cam\w*)?[ _](?:read|hit|plate))"
        rf"(?: ?#|{IS}){_PLATE}",
        score=0.88,
        accepts=_is_plate,
        positives=(
            ("license plate is 7KTR482", "7KTR482"),
            ("a red Mazda, plate MLK 2204", "MLK 2204"),
            ("LICENSE PLATE (guest) or 31k-7o2", "or 31k-7o2"),
            ("veh tag: MN 4DX-118", "MN 4DX-118"),
            ("Plt#: ORE 418 KXD", "ORE 418 KXD"),
            ("silver Ranger tag no. GA KQT1180", "GA KQT1180"),
            ("handicap placard HK-0041214", "HK-0041214"),
            ("ALPR read=TX·RKD4418", "TX·RKD4418"),
            ("it's a temp, paper tag T0441728-C", "T0441728-C"),
        ),
        negatives=(
            "a plate of fruit",
            "plate 12 of the atlas",
            "plates are 240 a box",
            "license plate by 2024",
        ),
    ),
    Recognizer(
        name="vehicle.tag",
        category="vehicle",
        # A tag alone may be one of a shop or a page.
        pattern=rf"(?i)\btag ?[:#]? {{0,2}}{_PLATE}",
        score=0.84,
        accepts=lambda candidate: any(char.isalpha() for char in candidate.value) and _is_plate(candidate),
        context=(
            "auto",
            "accident",
            "car",
            "vehicle",
            "vin",
            "truck",
            "parking",
            "parked",
            "plate",
            "towed",
            "driver",
        ),
        positives=(("Car accident? Y\nTag: GA  RLM·204", "GA  RLM·204"),),
        negatives=("tag: VIP204", "the tag SC PXK 338"),
    ),
    Recognizer(
        name="vehicle.plate_named_cn",
        category="vehicle",
        pattern=r"(?:车牌|車牌|车号|車號)(?:号码?|號碼?)?"
        + CN_IS
        + r"([A-Z]{2,4}[- ]?\d{3,4}|\d{3,4}[- ]?[A-Z]{2,4}|(?:\p{Han}{2,3})? ?[A-Z]{0,2}\d{5,8}"
        r")(?:[^A-Za-z0-9]|$)",
        score=0.9,
        positives=(("車牌：AKV-2207", "AKV-2207"), ("电动车牌成都 0331827被拖走", "成都 0331827")),
        negatives=("车牌怎么办",),
    ),
    Recognizer(
        name="vehicle.plate_abroad_cn",
        category="vehicle",
        # A car of two places: "粤Z·9K02港 / VK 4417".
        pattern=r"(?:\d[A-Z0-9]{3,4}[港澳] ?[/、,，和及]|港车|港牌|澳牌|香港车牌|香港車牌|"
        r"两地牌[:：])[ :：是为]{0,3}"
        r"([A-Z]{2} ?\d{3,4}|M[A-Z]?-?\d{2}-?\d{2})(?:[^A-Za-z0-9]|$)",
        score=0.88,
        positives=(("两地牌：粤Z·9K03港 / VK 4418", "VK 4418"),),
        negatives=("香港 / VK 2024",),
    ),
    Recognizer(
        name="vehicle.plate_cn",
        category="vehicle",
        pattern=r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-NP-Z][ "
        r"·.-]?[A-HJ-NP-Z0-9*]{4,5}[A-HJ-NP-Z0-9*挂学警港澳]",
        score=0.93,
        accepts=lambda candidate: candidate.digits != "",
        positives=(
            ("车牌京A·8F3K2", "京A·8F3K2"),
            ("开沪BD20481来的", "沪BD20481"),
            ("车牌粤 B 20481", "粤 B 20481"),
        ),
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
