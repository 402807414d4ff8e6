import pytest

from lightyear import guard
from lightyear.guard import rulebook
from tests.guard import copy_english, copy_texts

HITS = [(key, text) for key, texts in copy_english.HITS.items() for text in copy_texts.every(texts)]
# Misspelled, cut short, or spelled with what only looks like a letter.
DISGUISED = [
    ("Gauranteed relief from sciatica", "us.claim"),
    ("Our oil kures psoriasis", "us.claim"),
    ("Clinicaly proven to regrow hair", "us.claim"),
    ("W1pes out migraines f0rever", "us.claim"),
    ("Cur\u00e9s eczema", "us.claim"),
    ("s t o p s  p a i n  f o r e v e r", "us.claim"),
    ("\u043a i l l s tumors", "us.claim"),
    ("ur refill is ready, txt C", "recipient.patient"),
    ("You\u044f next cleaning is Monday", "recipient.patient"),
    ("u were diagnosed w/ lupus", "recipient.condition"),
]


def rules(text):
    return {one.rule for one in guard.check_copy(text, lang="en")}


@pytest.mark.parametrize(("key", "text"), HITS)
def test_copy_at_fault_is_known_in_many_wordings(key, text):
    assert key in rules(text)


@pytest.mark.parametrize("text", copy_texts.every(copy_english.CLEAN))
def test_copy_that_only_looks_at_fault_stays_clean(text):
    assert rules(text) == set()


@pytest.mark.parametrize(("text", "key"), DISGUISED)
def test_a_word_is_known_in_disguise(text, key):
    assert key in rules(text)


@pytest.mark.parametrize(
    "text", ["Open 5am to 9pm", "Vitamin B12 and D3 shots", "Room 4B, 50s night, plan C3"]
)
def test_figures_next_to_letters_hide_no_word(text):
    assert rules(text) == set()


def test_a_claim_inside_of_a_story_is_part_of_the_story():
    text = '"I had zero pain after my surgery, and now I dance." - Wanda'

    assert rules(text) == {"us.testimonial"}


def test_what_is_found_is_all_or_the_first_of_what_is_said_together():
    [claims] = [rule for rule in rulebook.copy_rules() if rule.key == "us.claim"]

    assert {group.found for group in claims.together} == {"all", "first"}
