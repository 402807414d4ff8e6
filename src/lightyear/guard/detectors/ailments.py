"""Complaints as people tell them in English: a part of the body and what is wrong with it, a reading."""

from lightyear.guard import types
from lightyear.guard.detectors.base import Candidate, Field, Recognizer
from lightyear.guard.detectors.health import is_complaint

_PARTS = (
    "abdomen|ankle|ankles|arm|back|belly|bladder|bowel|breast|breasts|calf|cheek|chest|ear|ears"
    "|elbow|eye|eyes|feet|finger|"
    "fingers|foot|groin|gum|gums|hand|hands|head|heart|heel|hip|hips|jaw|joint|joints|kidney"
    "|kidneys|knee|knees|leg|legs|liver|"
    "lung|lungs|muscle|muscles|neck|nose|pelvis|rib|ribs|shin|shoulder|shoulders|sinuses|skin|spine"
    "|stomach|throat|"
    "thumb|toe|toes|tooth|teeth|tongue|tonsils|wrist|wrists"
)
_HUES = ("dark", "brown", "foamy", "smelly", "runny", "watery", "yellow", "cloudy")
_HUED = ("pee", "poop", "urine", "stool", "eye", "nose", "skin", "toe", "nail", "tongue")


def _is_state(candidate: Candidate) -> bool:
    # Brown hair is a look, brown urine a complaint.
    value = candidate.value.lower()
    return (not value.endswith(_HUES) or value.startswith(_HUED)) and is_complaint(candidate)


RECOGNIZERS = (
    Recognizer(
        name="health.complaint",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:(?:{_PARTS}) (?:\w+ )?(?:pain|ache|aches|hurts?|aching|problems?"
        rf"|issues?|injury|injuries|infection|"
        rf"swelling|trouble|condition|stiffness|spasms?|surgery|cramps?)|(?:pain|pressure|ache|lump"
        rf"|swelling|numbness|weakness|"
        rf"tingling) (?:\w+ ){{0,2}}(?:in|on|around) (?:my|her|his|the|your) (?:\w+ )?(?:{_PARTS}))\b",
        score=0.85,
        accepts=is_complaint,
        positives=(
            ("my left shoulder hurts", "shoulder hurts"),
            ("a lump in my breast", "lump in my breast"),
        ),
        negatives=("the head of our team", "a back office"),
    ),
    Recognizer(
        name="health.state",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:{_PARTS}|face|lips?|scalp|hair|nails?|vision|eyesight|eyelids?|forehead"
        rf"|thighs?|palms?|soles?"
        rf"|nipples?|testicles?|penis|vagina|bowels|period|pee|poop|urine|stool)(?: (?:is|are|was|were|has"
        rf"|have|had"
        rf"|been|feels?|felt|looks?|gets?|got|keeps?|won't|will not|always|constantly|suddenly|started"
        rf"|turned|turns"
        rf"|so|very|really|all|a bit|too|kind of|still|just|on fire and)){{0,4}} (?:tingl(?:es?|ing|y)"
        rf"|numb|itch(?:es|y"
        rf"|ing)?|swell(?:s|ing)?|swollen|twitch(?:es|ing)?|burn(?:s|ing)?|peel(?:s|ing)?|hurt(?:s|ing)?"
        rf"|ach(?:es?|ing|y)"
        rf"|bleed(?:s|ing)?|crack(?:ed|ing)|throb(?:s|bing)?|pops?|clicks?|cracks|grinds?|locks?|buckles?"
        rf"|dark|brown|foamy|smelly|runny|watery|shak(?:es?|ing)|lock(?:s|ed) up|gives? out|drain(?:s|ing)"
        rf"|inflamed|infected|bruised|blurry|blurred|yellow|discolored|blistered|flaky|sore|stiff|painful"
        rf"|weak|puffy"
        rf"|oozing|watering|cloudy|bloody|cramp(?:s|ing)?|droop(?:s|y|ing)|falling out|thinning)\b",
        score=0.8,
        accepts=_is_state,
        positives=(("his feet tingle", "feet tingle"), ("the skin is so itchy", "skin is so itchy")),
        negatives=("her hands were full", "the skin is smooth", "hair is brown"),
    ),
    Recognizer(
        name="health.my_part",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:my|his|her|your|(?:son|daughter|mom|mother|dad|father|husband|wife|baby|kid"
        rf"|child|toddler)'?s)"
        rf" (?:\w+ )?(?:{_PARTS}|lips?|scalp|eyelids?|thighs?|palms?|tailbone|collarbone) (?:\w+ ){{0,3}}"
        rf"(?:running|runs|plugged|clogged|blocked|black|blue|purple|faint|asleep|heavy|popping|popped"
        rf"|clicking|cracking|loose|crooked|tight|bent|oozing|leaking|dripping|growing|lump|bump|rash"
        rf"|spots?|tender"
        rf"|raw|swell|limp|gives|giving|ringing|pounding|racing|fluttering|hurting|open sore)\b",
        score=0.75,
        accepts=is_complaint,
        positives=(
            ("my toe turned black", "my toe turned black"),
            ("her nose keeps running", "her nose keeps running"),
        ),
        negatives=("my hands are full", "her head of marketing", "the ear of corn is hot"),
    ),
    Recognizer(
        name="health.kills",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:my|his|her) (?:\w+ )?(?:{_PARTS}|period|cramps)"
        r"(?: (?:is|are|was|were|has been|have been|just|really|still|always))*"
        r" (?:kill(?:s|ing|ed)? (?:me|him|her)|splitting|gave out|acting up|on fire"
        r"|giving (?:me|him|her) trouble)\b",
        score=0.8,
        accepts=is_complaint,
        positives=(
            ("my knees kill me", "my knees kill me"),
            ("my lower back is killing me", "my lower back is killing me"),
            ("her hip gave out", "her hip gave out"),
        ),
        negatives=("this commute is killing me", "my boss is killing me", "splitting the bill"),
    ),
    Recognizer(
        name="health.broken",
        category=types.HEALTH,
        pattern=rf"(?i)\b(?:cut|burned|burnt|scraped|smashed|jammed|hurt|banged|scratched|stubbed|popped"
        rf"|pulled|broke|broken|fractured|sprained|twisted|tore|torn|dislocated|injured|strained|numb"
        rf"|swollen|sore|bruised|burned|infected|itchy|stiff|bleeding|lost feeling in|(?:can't|cannot|cant"
        rf"|couldn't) (?:move|bend|feel|lift|raise|turn|straighten))"
        rf" (?:(?:my|his|her|the|your|their|a|an) )?(?:\w+ )?(?:{_PARTS}|collarbone|ACL|rib cage|ligament"
        rf"|tendon"
        rf"|hamstring|rotator cuff|meniscus|knuckle|tailbone)\b",
        score=0.85,
        accepts=is_complaint,
        positives=(
            ("he broke her wrist", "broke her wrist"),
            ("a torn left hamstring", "torn left hamstring"),
        ),
        negatives=("broke the record", "a broken window", "tore the paper", "cut the cake by hand"),
    ),
    Recognizer(
        name="health.reading",
        category=types.HEALTH,
        pattern=r"(?i)\b(?:(?:(?:my|his|her|your|their|mom's|dad's|'s) (?:\w+ )?(?:sugars?|iron|pulse"
        r"|heart rate"
        r"|temperature|temp|potassium|sodium|oxygen|weight|count|counts|levels|vision|hearing))"
        r"|blood (?:sugar|pressure|glucose)|glucose|cholesterol|bp|a1c|hba1c|ldl|hdl|triglycerides"
        r"|ferritin|tsh"
        r"|psa|creatinine|hemoglobin|platelets|bilirubin|uric acid|egfr|inr|bmi)"
        r"(?: (?:levels?|readings?|numbers?|count|score))?(?:,| is| are| was| were| has been| have been"
        r"| keeps?"
        r"| stays?| runs?| came back| got| gets| went| going| of| at| up| too| so| very| really| always"
        r"| still"
        r"| a bit| a little| to){1,5}"
        r" ?(?:high|higher|low|lower|elevated|abnormal|out of range|off the charts|through the roof|spiking"
        r"|crashing|dropping|rising|climbing|bad|up|down|\d{1,3}(?:\.\d)?)\b",
        score=0.85,
        accepts=is_complaint,
        positives=(
            ("my sugar is high today", "my sugar is high"),
            ("A1C came back at 8.2", "A1C came back at 8.2"),
        ),
        negatives=("sales levels were high", "the sugar is low in this drink"),
    ),
    Recognizer(
        name="health.measured",
        category=types.HEALTH,
        # A blood pressure, a sugar, a clotting time, an oxygen, a fever: told by the size of the number.
        pattern=r"(?i)\b(?:(?:bp|b/p|pressure|readings?|running) (?:\w+ ){0,2}(?:9\d|1\d\d|2[0-4]\d)"
        r" ?(?:/|over) ?(?:[4-9]\d|1[0-3]\d)|(?:9\d|1\d\d|2[0-4]\d) ?(?:/|over) ?(?:[4-9]\d"
        r"|1[0-3]\d) (?:is |was )?(?:high"
        r"|low|ok|dangerous|normal|too high|bp|before meds|after meds|this morning|last night)"
        r"|sugars? (?:\w+ ){0,2}(?:[4-9]\d|[1-5]\d\d) (?:this|after|before|fasting|today|again|at|last)"
        r"|(?:inr|psa)(?: (?:of|is|was|at|went from|jumped to|up to))?:? [0-9]\.\d"
        r"|psa (?:\w+ ){1,2}(?:from|to) \d+"
        r"|(?:temp|fever|temperature)(?: (?:of|is|was|at|to))? (?:10[0-6]|3[89]|4[01])(?:\.\d)?"
        r"|(?:o2|oxygen|spo2|sats?)(?: (?:sats?|level|of|is|was|at))* [789]\d ?%?)\b",
        score=0.8,
        accepts=is_complaint,
        positives=(
            ("is 164/98 ok", "164/98 ok"),
            ("sugar was 290 before lunch", "sugar was 290 before"),
            ("INR of 4.7", "INR of 4.7"),
            ("temp was 102.6", "temp was 102.6"),
        ),
        negatives=("page 150 of 200", "the score was 98/100", "temp 72 in the office"),
    ),
    Recognizer(
        name="health.lab_value",
        category=types.HEALTH,
        # Named by letters that charts write with a number: "BUN 14", "PHQ9=17", "BS 310".
        pattern=r"\b(?:BUN|[Cc]reat(?:inine)?|Hgb|HGB|Hct|WBC|PLT|TSH|LDL|HDL|A1[Cc]|HbA1c|BNP|[Tt]roponin|CRP|INR|eGFR|GFR"
        r"|SpO2|PSA|[Ll]ipase|[Ff]erritin|PHQ-?[29]|GAD-?7|MoCA|MMSE|EPDS|APGAR|FBS|BS|BG|[Bb]ili)"
        r"(?: (?:of|was|is|at))?[ :=]{1,2}\d{1,3}(?:\.\d{1,2})?\b",
        score=0.8,
        accepts=is_complaint,
        positives=(
            ("BUN 31, will recheck", "BUN 31"),
            ("kept, PHQ9=12", "PHQ9=12"),
            ("LDL: 188", "LDL: 188"),
        ),
        negatives=("BS 10125 holds", "the sales team of 4", "HR is in room 4b"),
    ),
    Recognizer(
        name="health.dose",
        category=types.HEALTH,
        pattern=r"(?i)\b(?:(?:took|take|takes|taking|gave|given|dose of|down to|up to|i'm on"
        r"|im on|she's on|he's on) (?:\w+ |[\d/.]+ ){0,4}"
        r"\d+(?:\.\d+)? ?(?:mg|mcg|units)|(?:\d{1,2}|one|two|three|half a|another"
        r"|extra) (?:pills?|puffs|tablets?|capsules))\b",
        score=0.75,
        accepts=is_complaint,
        positives=(
            ("took half of a 20 mg", "took half of a 20 mg"),
            ("he had three pills left", "three pills"),
        ),
        negatives=("take 200 photos", "a tablet with 10 apps", "contains 40 mg sodium"),
    ),
)

FIELDS: tuple[Field, ...] = ()
