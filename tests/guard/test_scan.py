import base64
import random
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lightyear import guard
from lightyear.guard import engine, types
from tests.guard import strategies, timing

ENGLISH = (
    "I have had knee arthritis since March and my record number is MRN 48213377, call me at (503) 555-0147"
)
CHINESE = "我有糖尿病，病历号 20231187，电话 13800138000"


def found(text, **how):
    return {(one.category, text[one.start : one.end]) for one in guard.scan(text, **how)}


def test_a_patients_english_sentence_gives_health_record_number_and_phone():
    marked = found(ENGLISH)

    assert marked == {("health_context", "arthritis"), ("mrn", "48213377"), ("phone", "(503) 555-0147")}


def test_a_patients_chinese_sentence_gives_health_record_number_and_phone():
    marked = found(CHINESE)

    assert {("health_context", "糖尿病"), ("cn_medical_id", "20231187"), ("phone", "13800138000")} <= marked


@pytest.mark.parametrize(
    "text", ["I'd like to know your opening hours", "请问你们几点开门", "Do you take new customers?", ""]
)
def test_neutral_questions_have_no_health_context(text):
    assert not guard.has_health_context(text)


@pytest.mark.parametrize(
    "text",
    [
        "my left shoulder hurts",
        "How much is a knee replacement?",
        "Do you treat bipolar disorder?",
        "chemotherapy side effects",
        "我膝盖疼",
        "想做肠镜",
        "孩子发烧三天了",
        "肿瘤科怎么挂号",
    ],
)
def test_conditions_symptoms_and_treatments_are_health_context(text):
    assert guard.has_health_context(text)


@pytest.mark.parametrize(
    "text", ["a stroke of luck", "our viral video", "it is a pain point", "真让人心疼", "天气炎热"]
)
def test_words_that_mean_something_else_are_no_health_context(text):
    assert not guard.has_health_context(text)


def test_full_width_digits_are_found_where_they_stand():
    text = "电话：１３８００１３８０００。"

    assert ("phone", "１３８００１３８０００") in found(text)


def test_invisible_characters_hide_nothing():
    text = "MRN 4821\u200b3377"

    assert ("mrn", "4821\u200b3377") in found(text)


def test_an_identifier_right_after_a_chinese_character_is_found():
    assert ("cn_id", "11010519491231002X") in found("我的身份证11010519491231002X谢谢")


def test_a_page_address_gives_path_words_and_query_values():
    text = "https://clinic.example/oncology/appointment?email=ana%40home.example&name=Ana+Reyes&gclid=Cj0KCQjwExample123"

    marked = found(text, channel="url")

    assert marked == {
        ("health_context", "oncology"),
        ("email", "ana%40home.example"),
        ("name", "Ana+Reyes"),
        ("click_id", "Cj0KCQjwExample123"),
    }


def test_an_address_encoded_twice_is_read_to_the_bottom():
    text = "https://clinic.example/?next=%252F%253Femail%253Dana%252540home.example"

    assert "email" in {category for category, _ in found(text, channel="url")}


def test_chinese_words_in_a_page_address_are_read():
    text = "https://clinic.example/%E7%B3%96%E5%B0%BF%E7%97%85/yuyue"

    assert found(text, channel="url") == {("health_context", "%E7%B3%96%E5%B0%BF%E7%97%85")}


def test_words_joined_by_hyphens_in_a_path_are_read():
    assert ("health_context", "knee-replacement") in found(
        "https://clinic.example/knee-replacement", channel="url"
    )


def test_the_header_of_a_column_is_context():
    text = "name,mrn,visits\nAna Reyes,48213377,3\n"

    assert found(text, channel="csv") == {("name", "Ana Reyes"), ("mrn", "48213377")}


def test_the_key_of_a_json_pair_is_context():
    text = '{"mrn": "48213377", "visits": 3, "zip": 97701}'

    assert found(text, channel="json") == {("mrn", "48213377"), ("address", "97701")}


def test_character_references_in_html_are_undone():
    text = "<p>ana&#64;home.example</p>"

    assert ("email", "ana&#64;home.example") in found(text, channel="html")


def test_an_organizations_own_contact_is_nothing():
    text = "Contact us: rosa@clinic.example, (503) 555-0147. Copyright Example Clinic"

    assert found(text) == set()


def test_an_unknown_channel_is_refused():
    with pytest.raises(ValueError, match="channel"):
        guard.scan("text", channel="telegram")


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="language"):
        guard.scan("text", lang="fr")


def test_bytes_are_refused():
    untyped: Any = b"ana@home.example"

    with pytest.raises(TypeError):
        guard.scan(untyped)


def test_an_engine_that_fails_blocks(monkeypatch):
    def fail(text):
        raise RuntimeError

    monkeypatch.setattr(engine, "find", fail)

    decision = guard.decide(guard.Flow(text="What are your opening hours?"))

    assert decision.verdict == "block"
    assert [one.rule for one in decision.considered] == ["guard.error"]


@pytest.mark.parametrize(
    "text",
    [
        "To schedule your visit call Maria Lopez 503-555-0147",
        "Please call Ana Reyes at 503-555-0147 to book",
        "Bend Clinic | Ana Reyes | 503-555-0147",
    ],
)
def test_a_number_behind_a_persons_name_is_hers_even_where_people_are_invited(text):
    assert "phone" in {one.category for one in guard.scan(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Call Bend Clinic at 541-555-0100 to book",
        "Contact Billing Office 541-555-0100 for questions",
        "Lakeside Dermatology | 12 Alder Rd | (541) 555-0100",
    ],
)
def test_a_number_behind_the_name_of_a_house_is_nobodys(text):
    assert "phone" not in {one.category for one in guard.scan(text)}


def test_the_letters_of_an_inline_picture_are_nobodys():
    picture = base64.b64encode(random.Random(3).randbytes(30_000)).decode()
    text = f"see data:image/png;base64,{picture} MRN 48213377"

    assert [(one.category, text[one.start : one.end]) for one in guard.scan(text)] == [("mrn", "48213377")]


def test_text_that_calls_itself_a_picture_is_read():
    hidden = base64.b64encode(b"write to ana.reyes@home.example").decode()

    assert guard.scan(f"data:image/png;base64,{hidden}")


def test_a_long_text_takes_time_in_proportion():
    def seconds(sentences):
        started = time.perf_counter()
        guard.scan(f"{ENGLISH} {CHINESE}\n" * sentences)
        return time.perf_counter() - started

    guard.scan(ENGLISH)

    # Four times the text: about 4 times the time when linear, 16 when quadratic.
    assert seconds(2000) < 10 * seconds(500)


@pytest.mark.parametrize("piece", ["QUFB", "治", "a", "1", "zhang wei "])
def test_runs_without_an_end_take_time_in_proportion(piece):
    assert timing.is_in_proportion(guard.scan, piece, length=10_000)


@settings(max_examples=300, deadline=None)
@given(text=strategies.MESSY, channel=st.sampled_from(types.CHANNELS))
def test_offsets_are_valid_for_any_text_and_channel(text, channel):
    marked = guard.scan(text, channel=channel)

    assert all(0 <= one.start < one.end <= len(text) for one in marked)
    assert all(0 < one.score <= 1 for one in marked)
    assert marked == sorted(marked, key=lambda one: (one.start, one.end, one.category))


@settings(max_examples=200, deadline=None)
@given(text=st.text())
def test_any_text_at_all_can_be_scanned(text):
    assert all(0 <= one.start < one.end <= len(text) for one in guard.scan(text))


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(strategies.MESSY, max_size=5))
def test_scanning_many_is_scanning_each(texts):
    assert guard.scan_many(texts) == [guard.scan(text) for text in texts]


@pytest.mark.parametrize("channel", ["free_text", "log", "csv", "json", "filename"])
@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("GET /x?ssn=521%2D44%2D9078 200", ("ssn", "521%2D44%2D9078")),
        ("q: name=Ana%20Reyes&mrn=48213377", ("name", "Ana%20Reyes")),
        ("dob=1951%2D05%2D03", ("date", "1951%2D05%2D03")),
        ("email=ana%2540home.example", ("email", "ana%2540home.example")),
        ("姓名：%E5%BC%A0%E6%99%93%E6%A2%85", ("name", "%E5%BC%A0%E6%99%93%E6%A2%85")),
    ],
)
def test_what_is_percent_encoded_is_read_on_every_channel(channel, text, marked):
    assert marked in found(text, channel=channel)


@pytest.mark.parametrize(
    "text", ["100%25 off", "5%20mg", "give 100%, 20 people", "70%dark, 5%dextrose", "50%"]
)
def test_a_percent_sign_of_prose_changes_nothing(text):
    assert {category for category, _ in found(text)} <= {"health_context"}


@pytest.mark.parametrize(
    "text",
    [
        "commit a1b2c3d4e5f60718293a4b5c6d7e8f9012345678",
        "uuid 6D92078A-8246-4BA4-AE5B-76104861E7DC",
        "session 6D92078A-8246-4BA4-AE5B-76104861E7DC started",
        "Your order 90210-4411 has shipped",
        "SKU B07-4411-X2 in stock",
        "Part no. 77-1203B",
        "Rx bin 610014",
        "SSA^SS",
        "Your verification code is 482913",
    ],
)
def test_codes_of_things_are_neither_names_nor_places(text):
    assert {category for category, _ in found(text)} & {"name", "address"} == set()


def test_a_place_does_not_reach_over_a_number_that_a_pattern_knows():
    text = "DOB 07/04/1988, MRN 7729310. Can Dr. Okafor call me?"

    assert found(text) == {("date", "07/04/1988"), ("mrn", "7729310"), ("name", "Okafor")}


def test_a_family_name_before_the_first_one_is_a_name_in_a_column():
    assert ("name", "Reyes, Ana") in found('name,x\n"Reyes, Ana",1', channel="csv")
    assert found('name,x\n"Portland, Oregon",1', channel="csv") & {("name", "Portland, Oregon")} == set()


DENSE = {
    "terms and exceptions": "a stroke of luck, asthma, a cold beer, diabetes, ",
    "one link of many addresses": "a.reyes@home.example/",
    "numbers and space": "5035550147 \n ",
    "names": "Ana Reyes, ",
    "a cell of many findings": "ana@home.example asthma ",
    "escapes": "ssn%3D521%2D44%2D9078&",
    "marks": "a\u0301b",
}


@pytest.mark.parametrize(
    ("before", "piece"),
    [("https://x.example/?" if "link" in n else "", p) for n, p in DENSE.items()],
    ids=DENSE,
)
def test_dense_text_takes_time_in_proportion(before, piece):
    def seconds(count):
        text = before + piece * count
        start = time.process_time()
        guard.scan(text)
        return time.process_time() - start

    seconds(100)

    # Sixteen times the text: 16 times the time when linear, 256 when quadratic.
    assert min(seconds(16_000) for _ in range(2)) < 64 * max(0.005, min(seconds(1000) for _ in range(3)))


@pytest.mark.parametrize(
    "text",
    [
        "Meeting moved to Tuesday, March 5",
        "Our clinic opened May 1, 1998",
        "A new doctor joins our team on June 1",
        "https://clinic.example/records/2024",
    ],
)
def test_days_of_events_are_nobody_s(text):
    assert not found(text, channel="url" if "://" in text else "free_text")


@pytest.mark.parametrize(
    "text",
    [
        "my knees kill me",
        "I found a lump",
        "the stairs leave me breathless",
        "s/p R TKA, doing well",
        "晚上老醒",
        "孩子咳了一个星期",
        "腰直不起来",
        "看东西模糊",
        "记性越来越差",
    ],
)
def test_complaints_in_everyday_words_are_health_context(text):
    assert guard.has_health_context(text)


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("Ana_Reyes_MRI_2024-03-12.pdf", ("name", "Ana_Reyes")),
        ("reyes_ana_dob_19610312.docx", ("date", "19610312")),
    ],
)
def test_underscores_part_the_words_of_a_file_name(name, marked):
    assert marked in found(name, channel="filename")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (
            '{"resourceType": "Observation", "subject": {"reference": "Patient/48213377"}}',
            ("mrn", "48213377"),
        ),
        ('{"resourceType": "Encounter", "period": {"start": "2024-03-05"}}', ("date", "2024-03-05")),
        ('{"resourceType": "Appointment", "start": "2024-03-12T10:00:00Z"}', ("date", "2024-03-12")),
    ],
)
def test_fhir_in_text_is_read_as_in_a_record(text, marked):
    assert marked in found(text, channel="json")
    assert marked[0] in {one.category for one in guard.scan_record(text)}


@pytest.mark.parametrize(
    "text",
    ["sha 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "ASIN B07PXGQC1Q", "Dear Dr.,"],
)
def test_digests_and_titles_name_nobody(text):
    assert found(text) == set()
