"""Does anything make the guard fail? Mutated texts, each through every function of the contract.

    python -m bench.fuzz --inputs 1000000 --minutes 10

With atheris (make fuzz) what was run guides the mutation; without it mutation is blind. Each input has to
pass without an exception, with valid offsets; one in eight is also read as a document, and has to be clean
once redacted. Inputs that fail are kept below .build/fuzz-found, one for each place in the code; then it
exits with 1.
"""

import importlib
import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

SEEDS = (
    "MRN 48213377, call (503) 555-0147 or ana.reyes@home.example, born 03/12/1961",
    "我叫张晓梅，电话13800138000，身份证11010519491231002X，病历号 20231187，我有糖尿病",
    "https://clinic.example/oncology?email=ana%2540home.example&gclid=Cj0KCQjwExample123&ud[em]=x#a",
    'name,mrn,note\nAna Reyes,48213377,"my ""knee"", hurts"\n;|\t\r\n',
    '{"patient": {"name": [{"family": "Reyes"}], "mrn": 48213377}, "x": [[[]]], "\\ud83d": "\\u0000"}',
    '[{"type": {"coding": [{"code": "MR"}]}, "value": "48213377"}, 1e999, -0, "\\"", null]',
    '<p id="ana@home.example">call <b>503</b>-555-0147 &amp;#64;<!-- x --><script type="application/ld+json">'
    '{"@type": "Hospital", "telephone": "503-555-0100"}</script><table><tr><th>MRN<td>48213377',
    "From: =?utf-8?b?5byg5pmT5qKF?= <a@b.example>\nSubject: 张\nContent-Type: multipart/mixed; boundary=B\n\n"
    "--B\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\n--B--\n",
    '{"log": {"pages": [{"title": "x"}], "entries": [{"request": {"url": "https://x.example/?a=b@c.example", '
    '"headers": [{"name": "Cookie", "value": "_ga=GA1.2.3.4"}], "postData": {"text": "{}"}}}]}}',
    "２０２４年３月５日 ＭＲＮ ４８２１３３７７ "
    "\u202e\u200b\ufeff\u0301\u0301 \U0001f600 \ud800 \x00 \ufdd0 [mrn] [health]",
    "Guaranteed cure for asthma! 保证治愈，国家级最佳。As your appointment nears, your prescription is ready",
    "9" * 300 + " " + "TVJOIDQ4MjEzMzc3" + " 4111 1111 1111 1111 " + "1." * 60,
)
PIECES = (
    *"\x00\x0b\x1c\x85\u2028\u200d\u0301\u1160\ud83d\udc80\udfff\ufdd0\ufffe\U0010ffff٣३ﬀßİ",
    *"\"'\\{}[]<>&;:,|\t\r\n=?#%@()/-_.+*•「，。：（",
    "%40", "%25", "%E5%BC", "&#64;", "&#x110000;", "&#0;", "\\u0000", "\\ud800", "[name]", "[health]", "[",
    "MRN ", "ssn ", "电话", "姓名：", "先生", "born ", "Dr. ", "@a.example", "http://",
    "data:text/plain,", "mailto:", "9" * 40, "0" * 20, "-1", "1e9", "{" * 30, "[" * 30, "<x>" * 9, "</x>" * 9,
    "<!--", "]]>", '""', "=?utf-8?b?",
)  # fmt: skip
LONGEST = 800
EVERY = 8
KEPT = Path(".build/fuzz-found")


def main_input(raw: bytes) -> tuple[str, str]:
    """Give the channel and text that bytes stand for; half surrogate pairs come through."""
    from lightyear.guard.types import CHANNELS

    channel = CHANNELS[raw[0] % len(CHANNELS)] if raw else CHANNELS[0]
    try:
        return channel, raw[1:].decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return channel, raw[1:].decode("utf-8", "surrogateescape")


def check(text: str, channel: str, *, settles: bool = True) -> None:
    """Ask everything of one text. Raises AssertionError, or what the guard raises."""
    from lightyear import guard

    found = guard.scan(text, channel=channel)
    _check_places(found, len(text))
    redacted = guard.redact(text, found)
    assert found or redacted == text
    assert isinstance(guard.has_health_context(text), bool)
    for one in guard.check_copy(text, medical_ad=len(text) % 2 == 0):
        assert 0 <= one.start < one.end <= len(text)
    record = {"note": text, text[:40]: [text[:200], {"mrn": text[:60], "value": len(text)}]}
    _check_places(guard.scan_record(record, channel=channel), max(len(text), len(str(len(text)))))
    _allowing(ValueError, lambda: guard.scan_record(text))
    decision = guard.decide(guard.Flow(text=text, record=record, channel=channel, sender="other"))
    assert decision.verdict in ("allow", "redact", "block")
    assert not any(one.rule == "guard.error" for one in decision.considered), "deciding failed"
    if settles:
        _check_documents(text)
        _check_clean(text, channel)


def _check_documents(text: str) -> None:
    from lightyear.guard import documents

    _check_places(documents.scan_html(text), len(text))
    _allowing(ValueError, lambda: _check_places(documents.scan_json(text), len(text)))
    _allowing(ValueError, lambda: documents.clean_har(text))
    _allowing(ValueError, lambda: documents.clean_mail(text.encode("utf-8", "surrogatepass")))


def _check_clean(text: str, channel: str) -> None:
    from lightyear import guard
    from lightyear.guard.redact import cleaned

    assert guard.scan(cleaned(text, channel=channel), channel=channel) == [], "not clean once redacted"


def _check_places(found: list[Any], length: int) -> None:
    for one in found:
        assert 0 <= one.start < one.end <= length, "a place outside"
        assert 0 < one.score <= 1, "a score outside"


def _allowing(kind: type[Exception], work: Callable[[], object]) -> None:
    try:
        work()
    except kind:
        return


class _Run:
    """Counts inputs and keeps one of each failure."""

    def __init__(self, inputs: int, minutes: float) -> None:
        self.inputs = inputs
        self.until = time.monotonic() + 60 * minutes
        self.started = time.monotonic()
        self.count = 0
        self.failures: dict[str, int] = {}

    def take(self, raw: bytes) -> None:
        """Try one input."""
        channel, text = main_input(raw)
        self.count += 1
        try:
            check(text, channel, settles=self.count % EVERY == 0)
        except Exception as error:  # noqa: BLE001 - any exception is what we look for
            self._keep(raw, error)
        if self.count >= self.inputs or time.monotonic() > self.until:
            self.end()

    def end(self) -> None:
        """Say what came of it, and leave."""
        seconds = round(time.monotonic() - self.started)
        for place, count in sorted(self.failures.items()):
            print(f"{count:>7}  {place}")
        figure = {"name": "fuzz", "figure": self.count, "unit": "inputs", "seconds": seconds}
        print(json.dumps({**figure, "failures": len(self.failures)}), flush=True)
        sys.stderr.flush()
        os._exit(1 if self.failures else 0)

    def _keep(self, raw: bytes, error: Exception) -> None:
        ours = [one for one in traceback.extract_tb(error.__traceback__) if "lightyear" in one.filename]
        last = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "check"
        said = str(error).partition("\n")[0][:60] if isinstance(error, AssertionError) else ""
        place = f"{type(error).__name__} {last} {said}".strip()
        self.failures[place] = self.failures.get(place, 0) + 1
        if self.failures[place] == 1:
            KEPT.mkdir(parents=True, exist_ok=True)
            (KEPT / f"{len(self.failures)}").write_bytes(raw)
            traceback.print_exception(error)


def seeds() -> list[bytes]:
    """Give the seed texts as inputs, each for several channels."""
    return [
        bytes([at + shift]) + text.encode("utf-8", "surrogatepass")
        for at, text in enumerate(SEEDS)
        for shift in range(0, 12, 3)
    ]


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Give an input a little different."""
    text = raw[1:].decode("utf-8", "replace" if chance.random() < 0.1 else "surrogatepass")
    for _ in range(chance.randint(1, 6)):
        at, other = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        match chance.randrange(6):
            case 0:
                text = text[:at] + chance.choice(PIECES) + text[at:]
            case 1:
                text = text[:at] + text[min(other, at + 8) :]
            case 2:
                text = text[:at] + text[at:other] * 2 + text[other:]
            case 3:
                text = text[:at] + chance.choice(SEEDS)[: chance.randint(1, 80)] + text[at:]
            case 4:
                text = (
                    text[:at]
                    + chr(chance.choice((0x7F, 0x2FFF, 0xFFFF, 0x10FFFF)) - chance.randint(0, 99))
                    + text[at:]
                )
            case 5:
                text = text[at:other] or text
    return bytes([chance.randrange(12)]) + text[:LONGEST].encode("utf-8", "surrogatepass")


@click.command()
@click.option("--inputs", default=1_000_000, show_default=True, help="How many inputs, at most.")
@click.option("--minutes", default=10.0, show_default=True, help="How long, at most.")
@click.option("--blind", is_flag=True, help="Without atheris, even where it is installed.")
@click.option("--seed", default=0, show_default=True, help="Where blind mutation begins.")
def main(inputs: int, minutes: float, blind: bool, seed: int) -> None:
    """Look for inputs that make the guard fail."""
    if blind or not _guided(inputs, minutes):
        chance = random.Random(seed)
        run = _Run(inputs, minutes)
        pool = seeds()
        while True:
            raw = mutated(chance.choice(pool), chance)
            run.take(raw)
            # Some of what came of mutation is mutated on.
            if chance.random() < 0.05:
                pool[len(SEEDS) * 4 :] = [*pool[len(SEEDS) * 4 :][-500:], raw]


def _guided(inputs: int, minutes: float) -> bool:
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        return False
    with atheris.instrument_imports(include=["lightyear.guard"]):
        import lightyear.guard
        import lightyear.guard.documents  # noqa: F401
    corpus = Path(".build/fuzz-corpus")
    corpus.mkdir(parents=True, exist_ok=True)
    for at, raw in enumerate(seeds()):
        (corpus / f"seed-{at}").write_bytes(raw)
    run = _Run(inputs, minutes)
    chance = random.Random(0)

    def custom(raw: bytes, most: int, seed: int) -> bytes:
        # Bytes changed at random are seldom text: most changes are ours.
        if seed % 4 == 0:
            return bytes(atheris.Mutate(raw, most))
        try:
            return mutated(raw or b"\x00", chance)[:most]
        except UnicodeDecodeError:
            return bytes(atheris.Mutate(raw, most))

    options = [sys.argv[0], str(corpus), f"-max_len={2 * LONGEST}", "-timeout=60", "-rss_limit_mb=0"]
    options.append("-artifact_prefix=.build/fuzz-")
    atheris.Setup(options, run.take, custom_mutator=custom)
    atheris.Fuzz()
    return True


if __name__ == "__main__":
    main()
