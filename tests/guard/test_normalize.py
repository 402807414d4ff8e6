from hypothesis import given
from hypothesis import strategies as st

from lightyear.guard import normalize


def test_ligatures_map_back_to_one_code_point():
    normalized = normalize.plain("ﬁx")

    assert normalized.text == "fix"
    assert normalized.span(0, 2) == (0, 1)
    assert normalized.span(2, 3) == (1, 2)


def test_combining_marks_map_back_to_their_cluster():
    normalized = normalize.plain("e\u0301a")

    assert normalized.text == "éa"
    assert normalized.span(0, 1) == (0, 2)


def test_lone_surrogates_become_replacement_characters():
    assert normalize.plain("a\ud800b").text == "a\ufffdb"


def test_percent_encoding_maps_back_to_what_was_written():
    normalized = normalize.percent_decoded(normalize.plain("a%E7%97%85b"))

    assert normalized.text == "a病b"
    assert normalized.span(1, 2) == (1, 10)


@given(text=st.text())
def test_every_normalized_code_point_maps_into_the_original(text):
    normalized = normalize.plain(text)

    spans = [normalized.span(at, at + 1) for at in range(len(normalized.text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
