"""Ages over 89 (45 CFR 164.514(b)(2)(i)(C)); younger ones say too little about who it is."""

import re

from lightyear.guard.detectors import occasions
from lightyear.guard.detectors.base import Candidate, Field, Recognizer
from lightyear.guard.patterns import Pattern


def _is_age(candidate: Candidate) -> bool:
    before, after = candidate.before(14), candidate.after(28)
    return not _GROUP_BEFORE.is_in(before) and not _GROUP_AFTER.search(after)


_GROUP_BEFORE = Pattern(r"(?:over|above|than|under|below|up to|\d ?(?:to|-|~|至|到)|ages|超过|年满|≥|>|<) ?$")
_GROUP_AFTER = re.compile(
    r"hospital|building|tradition|history|company|institution|clinic|church|organization|or (?:older"
    r"|over|above)"
    r"|and (?:older|over|above|up)|^[ -]?(?:周岁|岁)?及?以上"
)


_PERSON = (
    "s?he|mom|mum|mommy|mama|dad|daddy|papa|pop|pops|mother|father|(?:great[ -])?g(?:rand)?-?(?:ma|pa"
    "|mother|father|mom|dad)"
    "|gran|granny|grandparent|nana|nanna|oma|opa|abuela|abuelo|lola|lolo|sister|brother|friend|client"
    "|member|decedent"
    "|aunt|uncle|husband|wife|(?:mother|father)-in-law|patient|pt|woman|man|lady|gentleman|resident"
    "|neighbor"
)
_YEARS = (
    r"(9\d|1[0-2]\d|ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:a|one) hundred(?: and (?:one|two|three|four|five|six|seven|eight|nine|ten))?)"
)
_CN_YEARS = "九十[一二三四五六七八九]?|一百零[一二三四五六七八九]"
# What may stand behind an age that is only a number: an end, or a word that goes on about the person.
_GOES_ON = re.compile(
    r"(?:$|[.,;!?)\n](?!\d)| ?(?:yrs?|years)\b(?! of)|[。、]| ?(?:-|--) "
    r"| (?:and|now|but|so|with|who|has|had|lives?|living|next|this|already|when|old|or|yesterday|today"
    r"|tomorrow|on|(?:sun|mon|tues|wednes|thurs|fri|satur)day|in (?:january|february|march|april|may"
    r"|june|july|august|september|october|november|december"
    r"|spring|summer|fall|winter))\b)"
)


# Behind a name an age stands apart from what else may be counted.
_ENDS_AGE = re.compile(
    r"(?:$|[,;)](?!\d)| ?(?:y|yrs?|yo|y/o|years)\b(?! of)| (?:and|now|but|so|who|last|this|next|in|on"
    r"|years?|yesterday|today|tomorrow|(?:sun|mon|tues|wednes|thurs|fri|satur)day)\b"
    r"|[.!] ?(?:[A-Z\n]|$)|\n)",
    re.IGNORECASE,
)
_MEASURED = Pattern(
    r"\b(?:bp|hr|pulse|p|spo2|o2|sat|sats|temp|rr|t|glucose|sugar|bg|weight|wt|room|bed|apt|unit|suite"
    r"|lot|floor|page"
    r"|score|level|ldl|hdl|inr|plt|na|ef|phone|ext|age|rate|bac)(?:,| is| was| of| at| \()? ?$"
)


def _is_told(candidate: Candidate) -> bool:
    # "her mother, 91, fell" and "her mother, 91 Main Street".
    is_apposed = candidate.before(2) in (", ", " (")
    after = candidate.after()
    goes_on = after[:1] in ",)" if is_apposed else _GOES_ON.match(after) is not None
    return goes_on and _is_age(candidate)


def _is_told_of_one(candidate: Candidate) -> bool:
    if not _ENDS_AGE.match(candidate.after()) or not _is_age(candidate):
        return False
    return not _MEASURED.is_in(candidate.before(24)) and occasions.is_told_of_somebody(candidate)


RECOGNIZERS = (
    Recognizer(
        name="age90",
        category="age90",
        pattern=r"(?i)\b(9\d|1[0-2]\d)(?:[ -]?(?:years?|yrs?)[ -]?(?:old|of age|young)\b|[ -]?(?:y\.?/?o"
        r"|yo)\b|[ -]?year-old|[ ]?(?:多|来|整|足|虚|周)?岁)",
        score=0.93,
        accepts=_is_age,
        positives=(("a 93-year-old woman", "93"), ("婆婆96整岁", "96"), ("she is 101 years old", "101")),
        negatives=(
            "an 89-year-old",
            "established 100 years ago",
            "今年59岁",
            "a 100-year-old hospital",
            "90岁以上老人",
            "people over 90 years old",
        ),
    ),
    Recognizer(
        name="age90.before",
        category="age90",
        pattern=r"(?i)(?:\b(?:aged?|turned|turning|turns|age_years|patient_age)|年龄|高龄|现年|年纪|年过"
        r"|享年|岁数|虚岁)"
        r"""["']?[ :：=是为]{0,3}(?:of |is )?["']?(9\d\b|1[0-2]\d\b|九十[一二三四五六七八九]?)""",
        score=0.9,
        accepts=_is_age,
        positives=(("aged 94", "94"), ("年龄：92", "92"), ("虚岁九十三", "九十三")),
        negatives=("age 89", "page 94"),
    ),
    Recognizer(
        name="age90.sex",
        category="age90",
        pattern=r"\b(9\d|10\d) ?(?:/ ?[MF]\b|(?:y(?:o|rs?|ears?)?\.? ?(?:old )?)[MF]\b"
        r"|(?:yo ?)?[MF](?:,| with| w/| who| c/o| h/o| s/p| pt| presents?|"
        r" admitted)|[ -](?:man|woman|lady|gentleman)\b)",
        score=0.9,
        accepts=_is_age,
        positives=(("93F with CHF", "93"), ("a 101 woman", "101")),
        negatives=("89M with CAD", "98 F today"),
    ),
    Recognizer(
        name="age90.words",
        category="age90",
        pattern=r"(?i)\b(ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one)"
        r" hundred(?: and (?:one|two|three"
        r"|four|five))?)[ -]years?[ -](?:old|of age|young)\b",
        score=0.9,
        accepts=_is_age,
        positives=(("she is ninety-three years old", "ninety-three"),),
        negatives=("over ninety years old", "ninety days old"),
    ),
    Recognizer(
        name="age90.told",
        category="age90",
        pattern=rf"(?i)\b(?:{_PERSON})(?:(?:'s|,| is| was|'ll be| will be|,? who(?:'s| is| was)"
        rf"|,? (?:just |recently )?turn(?:ed|s|ing)|,? aged?)"
        rf"(?: (?:now|already|about|almost|nearly|only|just|at least))? | \(){_YEARS}(?:\b|yrs?\b)",
        score=0.88,
        accepts=_is_told,
        positives=(
            ("My mom is 92 and has diabetes", "92"),
            ("my grandmother, 95, fell", "95"),
            ("she's 92", "92"),
            ("My father, who is 95, needs a ride", "95"),
            ("mother (93) lives alone", "93"),
            ("he'll be 90 in May", "90"),
            ("he's 93yrs", "93"),
            ("Great-grandma turned one hundred and two Sunday!", "one hundred and two"),
            ("Grandpa is 97 now", "97"),
            ("with her mother, 91, today", "91"),
            ("She turned ninety", "ninety"),
            ("He is one hundred and two.", "one hundred and two"),
        ),
        negatives=(
            "she is 92% sure",
            "he was 98.6 this morning",
            "she's 95 lbs",
            "he is 110 cm tall",
            "he is 100 percent fine",
            "my mother, 120 Main Street",
            "she is 100 of 200",
            "mom is 98°",
        ),
    ),
    Recognizer(
        name="age90.named",
        category="age90",
        # "Mr. Tomas Reyes, 94, on warfarin": an age between commas behind a name.
        pattern=r"(?:[A-Z][\w'-]+[\"”)]? [A-Z][\w'-]+|(?:Mr|Mrs|Ms|Mx)\.? [A-Z][\w'-]+)(?:, | \()(9\d|10\d)"
        r"(?:\)|[,;] ?(?:[MF]\b|[a-z]))",
        score=0.85,
        accepts=lambda candidate: _is_age(candidate) and occasions.is_told_of_somebody(candidate),
        positives=(
            ("Mr. Tomas Reyes, 94, end-stage COPD", "94"),
            ('Pt Wilhelmina "Billie" Osei (97) on warfarin', "97"),
        ),
        negatives=("Bend Room, 94, level two", "Mr. Tomas Reyes, 84, on warfarin"),
    ),
    Recognizer(
        name="age90.apposed",
        category="age90",
        # Behind a kin word or a name: "my grandmother Ida Moon, 94, fell", "Ama (née Osei), 103, of".
        pattern=rf"(?:\b(?i:{_PERSON}),? (?:\p{{L}}[\p{{L}}'-]+ ){{0,3}}\p{{L}}[\p{{L}}'-]+"
        rf"|[A-Z][\p{{L}}'-]+(?: [A-Z][\p{{L}}'.-]*)*(?: \(n[ée]e [A-Z][\p{{L}}'-]+\))?)"
        rf"(?:,? who(?:'s| is| was)| is| was|,| \() ?(?:now |already |almost "
        rf"|nearly )?(?i:{_YEARS})(?:\b|yrs?\b)",
        score=0.86,
        accepts=lambda candidate: _is_told_of_one(candidate),
        positives=(
            ("my grandmother Ida Moon, 94, fell", "94"),
            ("He said his father, Abel, 91 last week, calls", "91"),
            ("our oma trude, 96, walks", "96"),
            ("Ama Tillie (née Osei), 103, of Kalispell, died", "103"),
            ("my neighbor Wendell is 93 and doesn't hear", "93"),
            ("Abel Moon, 101 y, dx dementia", "101"),
            ("my aunt Lottie, who is ninety-nine, at home", "ninety-nine"),
        ),
        negatives=(
            "Room Alder, 94, level two",
            "Temp was 98.6, pt stable",
            "her SpO2 is 94 and pulse 90",
            "He lives on Alder, 94 miles off",
        ),
    ),
    Recognizer(
        name="age90.parted",
        category="age90",
        # "94, of Kalispell", "92 yrs" behind a day of birth, "grandpa (ninety four)".
        pattern=rf"(?i)(?:\b(?:{_PERSON}) ?\(|\b(?:19[0-3]\d"
        rf"|\d{{1,2}}[/.-][0-3]\d)[,;)] ?)(?:aged? )?{_YEARS}(?:\)|(?: ?yrs?\b| ?y/?o\b| years\b))",
        score=0.86,
        accepts=_is_age,
        positives=(
            ("Abel Moon, b. 3.19.33, 92 yrs", "92"),
            ("her grandpa (ninety four) is POA", "ninety four"),
        ),
        negatives=("b. 3.19.53, 72 yrs", "opened 4/19, 92 rooms"),
    ),
    Recognizer(
        name="age90.slashed",
        category="age90",
        pattern=r"(?:\b(?:[MF]|(?i:male|female)) ?[/,] ?|\b(?i:age/sex|age ?/ ?gender|age/gender)[: ]{0,3}"
        r"|[男女][ ,，、/]{0,2})(9\d|10\d)(?:岁|/[MF]\b|[，,。;；\s]|$)",
        score=0.85,
        accepts=_is_age,
        positives=(("Age/Sex: 93/F", "93"), ("患者李某，女，95，跌倒", "95"), ("M/97 in bed 4", "97")),
        negatives=("F/88", "女，85，跌倒", "F/980"),
    ),
    Recognizer(
        name="age90.birthday",
        category="age90",
        pattern=rf"(?i)\b(?:her|his|my|(?:{_PERSON})'s) (9\d|1[0-2]\d)(?:st|nd|rd|th) birthday\b",
        score=0.88,
        positives=(("grandma's 94th birthday is soon", "94"),),
        negatives=("the hospital's 100th birthday", "her 50th birthday"),
    ),
    Recognizer(
        name="age90.aged_words",
        category="age90",
        pattern=rf"(?i)\b(?:aged?|turn(?:s|ed|ing))(?: is|:)? {_YEARS}\b",
        score=0.88,
        accepts=_is_told,
        positives=(
            ("aged ninety-one", "ninety-one"),
            ("turning one hundred", "one hundred"),
            ("Age: ninety-three", "ninety-three"),
        ),
        negatives=("aged nineteen", "turned one hundred percent around"),
    ),
    Recognizer(
        name="age90.cn_told",
        category="age90",
        pattern=r"(?:奶奶|爷爷|外婆|外公|姥姥|姥爷|妈妈?|爸爸?|母亲|父亲|老人家?|老太太|老爷子|婆婆|公公|岳父|岳母"
        r"|太奶奶|太爷爷|老伴|她|他|患者)(?:今年|已经|都|快|现在|刚|满|马上|有|[,，])"
        rf"{{0,3}}(9\d|1[0-2]\d|{_CN_YEARS})(?:了|[，。、,！!？?；;\s]|$)",
        score=0.85,
        accepts=_is_age,
        positives=(
            ("奶奶92了，摔了一跤", "92"),
            ("我外公今年九十三了", "九十三"),
            ("老人家，95，独居", "95"),
        ),
        negatives=("妈妈90斤", "他98分", "奶奶82了"),
    ),
    Recognizer(
        name="age90.cn_venerable",
        category="age90",
        pattern=rf"({_CN_YEARS}|九旬)(?:多|余)?(?:高龄|大寿|老人|老太|老翁|老汉|老父|老母|寿辰)",
        score=0.85,
        accepts=_is_age,
        positives=(("她九十高龄还在爬山", "九十"), ("九旬老人跌倒骨折", "九旬")),
        negatives=("八十高龄", "一百老人"),
    ),
    Recognizer(
        name="age90.cn_words",
        category="age90",
        pattern=r"(九十[一二三四五六七八九]?|一百(?:零[一二三四五六七八九]"
        r"|[一二]十[一二三四五六七八九]?)?)(?:(?:多|来|整|足|周)?岁|好几)",
        score=0.9,
        accepts=_is_age,
        positives=(("老人九十三岁", "九十三"), ("太公九十好几了", "九十")),
        negatives=("三十九岁", "长命百岁"),
    ),
)

FIELDS = (
    Field(
        category="age90",
        keys=("age", "patientage", "ageyears", "年龄"),
        fits=lambda value: bool(re.fullmatch(r"9\d|1[0-2]\d", value)),
    ),
)
