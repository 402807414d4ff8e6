"""The tagger: compiled and in Python it answers alike, and no text breaks it."""

import random
import struct
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lightyear.guard import tagging
from lightyear.guard.detectors.base import Candidate
from lightyear.guard.tagging import namesakes, places, twin

BITS = 12
PHRASES = {"ana": 1, "san antonio": 4, "new york": 4, "reyes": 2, "北京": 4, "张": 2, "欧阳": 2, "dr": 16}
PIECES = [
    "Ana",
    "REYES",
    "San Antonio",
    "new york",
    "北京市",
    "张伟",
    "欧阳",
    "Dr.",
    "'",
    "O'Brien",
    "\n",
    " ",
    "7",
    "É",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=20).map("".join)

compiled = pytest.mark.skipif(not tagging.is_compiled(), reason="no compiler was there at install")


def parts(seed):
    """A model of random weights over a small gazetteer."""
    draw = random.Random(seed)
    known = {twin.key_of(phrase): mask for phrase, mask in PHRASES.items()}
    for phrase in PHRASES:
        first, *rest = twin.tokens_of(phrase)
        if rest:
            known[first.word] = known.get(first.word, 0) | twin.BEGINS
    weights = bytes(draw.randrange(256) for _ in range(twin.LANES << BITS))
    moves = struct.pack("<30i", *(draw.randrange(-60, 60) for _ in range(30)))
    keys = struct.pack(f"<{len(known)}Q", *known)
    return weights, moves, keys, struct.pack(f"<{len(known)}H", *known.values()), BITS, draw.randrange(-9, 9)


TWINS = [(tagging.Tagger(*parts(seed)), twin.Tagger(*parts(seed))) for seed in range(3)]


@compiled
@settings(max_examples=300, deadline=None)
@given(text=TEXTS, number=st.integers(0, 2))
@example(text="\u01c5 ß İ \u0661\u0662 \U0001d4b3 \U00020000 e\u0301 \x00", number=0)
def test_the_compiled_tagger_and_its_twin_answer_alike(text, number):
    kernel, python = TWINS[number]

    assert kernel.features(text) == python.features(text)
    assert kernel.tag(text) == python.tag(text)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_what_is_tagged_lies_in_the_text_in_order_and_apart(text):
    spans = tagging.tagger().tag(text)

    edges = [edge for start, end, _ in spans for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) and kind in tagging.KINDS for start, end, kind in spans)


@pytest.mark.parametrize("make", [tagging.Tagger, twin.Tagger])
@pytest.mark.parametrize(
    ("at", "value"), [(0, b""), (1, b"\0" * 119), (2, b"\0" * 7), (3, b"\0"), (4, 0), (4, 40)]
)
def test_weights_of_another_size_are_refused(make, at, value):
    given_ = list(parts(0))
    given_[at] = value

    with pytest.raises(ValueError, match=r"fit|size"):
        make(*given_)


@pytest.mark.parametrize("make", [tagging.Tagger, twin.Tagger])
def test_what_is_no_text_is_refused(make):
    with pytest.raises(TypeError):
        make(*parts(0)).tag(b"Ana")


def test_another_file_is_no_model(tmp_path):
    path = tmp_path / "model.bin"
    path.write_bytes(b"something else")

    with pytest.raises(ValueError, match="no model"):
        tagging.read(path)


@pytest.mark.parametrize("make", [tagging.Tagger, twin.Tagger])
@pytest.mark.parametrize("bias", [1 << 30, -(1 << 16)])
def test_a_score_that_would_not_add_up_is_refused(make, bias):
    with pytest.raises(ValueError, match="size"):
        make(*parts(0)[:5], bias)


@pytest.mark.parametrize("make", [tagging.Tagger, twin.Tagger])
def test_a_move_that_would_not_add_up_is_refused(make):
    weights, _, *rest = parts(0)

    with pytest.raises(ValueError, match="size"):
        make(weights, struct.pack("<30i", *[1 << 20] * 30), *rest)


@compiled
def test_a_long_text_is_tagged_alike_to_its_end():
    made = (*parts(1)[:5], 1 << 15)
    text = "Ana Reyes of San Antonio " * 2_000

    assert tagging.Tagger(*made).tag(text) == twin.Tagger(*made).tag(text)


@compiled
def test_a_tagger_without_weights_says_so():
    with pytest.raises(RuntimeError, match="no weights"):
        tagging.Tagger.__new__(tagging.Tagger).tag("x")


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.999])
def test_a_file_that_ends_early_is_no_model(tmp_path, share):
    whole = tagging.MODEL.read_bytes()
    path = tmp_path / "model.bin"
    path.write_bytes(whole[: len(tagging.MAGIC) + int(share * (len(whole) - len(tagging.MAGIC)))])

    with pytest.raises(ValueError, match="damaged"):
        tagging.read(path)


@pytest.mark.parametrize("length", [0, 1, 23, 24, 25, 1000, -1])
def test_a_model_whose_parts_are_short_is_damaged(tmp_path, length):
    content = zlib.decompress(tagging.MODEL.read_bytes()[len(tagging.MAGIC) :])
    path = tmp_path / "model.bin"
    path.write_bytes(tagging.MAGIC + zlib.compress(content[:length]))

    with pytest.raises(ValueError, match="damaged"):
        tagging.read(path)


def test_a_model_with_more_than_its_parts_is_damaged(tmp_path):
    content = zlib.decompress(tagging.MODEL.read_bytes()[len(tagging.MAGIC) :])
    path = tmp_path / "model.bin"
    path.write_bytes(tagging.MAGIC + zlib.compress(content + b"\0"))

    with pytest.raises(ValueError, match="damaged"):
        tagging.read(path)


@pytest.mark.parametrize("value", ["64 Kossuth u. 23., Dombegyhaz", "11 Paso Molino 7301, Villa Serrana"])
def test_a_house_abroad_is_a_place_without_a_street_that_is_called_so(value):
    assert places.is_supported(Candidate(f"lives {value}", 6, 6 + len(value)))


@pytest.mark.parametrize("value", ["6 mo, Ferritin 6", "Walgreens #4471", "GVN 309"])
def test_a_number_beside_words_is_no_house(value):
    assert not places.is_supported(Candidate(f"with {value}", 5, 5 + len(value)))


@pytest.mark.parametrize(
    "value",
    [
        "Herman Miller",
        "Sara Lee",
        "Tommy John",
        "Levi Strauss Trucker",
        "Alzheimer's",
        "王老吉",
        "张小泉剪刀",
    ],
)
def test_what_is_called_like_a_person_and_is_none_is_no_name(value):
    assert namesakes.is_namesake(value)


@pytest.mark.parametrize("value", ["Herman Okafor", "Sara Leeds", "John Tommy", "王老师", "张小"])
def test_a_person_called_in_part_like_a_brand_stays_a_name(value):
    assert not namesakes.is_namesake(value)
