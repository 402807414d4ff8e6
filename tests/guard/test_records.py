import json

import pytest

from lightyear import guard
from lightyear.guard import records


def found(record):
    return {(one.path, one.category) for one in guard.scan_record(record)}


def test_the_key_of_a_value_is_context():
    assert found({"mrn": "12345678"}) == {("mrn", "mrn")}


def test_paths_lead_through_mappings_and_lists():
    record = {"patient": {"mrn": "12345678"}, "items": [{"x": "call 503-555-0147"}]}

    assert found(record) == {("patient.mrn", "mrn"), ("items[0].x", "phone")}


def test_json_text_is_read_as_a_record():
    assert found('{"病历号": 20231187, "电话": "13800138000"}') == {
        ("病历号", "cn_medical_id"),
        ("电话", "phone"),
    }


@pytest.mark.parametrize(
    ("key", "value", "category"),
    [
        ("firstName", "Ana", "name"),
        ("Home Phone", "555-0147", "phone"),
        ("emailAddress", "info@clinic.example", "email"),
        ("date_of_birth", "1961-03-12", "date"),
        ("zip", "97701", "address"),
        ("患者姓名", "张晓梅", "name"),
        ("em", "a1b2c3d4" * 8, "email_hash"),
        ("diagnosis", "E11.9", "health_context"),
        ("has_diabetes", False, "health_context"),
        ("age", 93, "age90"),
        ("ip", "203.0.113.7", "ip"),
        ("openid", "oLVPpjqs9BhvzwPj5A-vTYAX3GLc", "wechat_id"),
        ("PAT_NM", "REYES, ANA M", "name"),
        ("GUAR_HM_PH", "5035550147", "phone"),
        ("mbr_nbr", "XJH884201", "health_plan_id"),
        ("addr2", "Unit 7", "address"),
        ("Referring", "Dr. Tobias Lindqvist", "name"),
        ("Pt (last, first)", "Okafor, Emeka", "name"),
        ("Adm Dt", "20240312", "date"),
        ("BDAY", "04/12", "date"),
        ("veh_tag", "OR 7KT-482", "vehicle"),
        ("患者", "欧阳明", "name"),
        ("ryrq", "20240312", "date"),
        ("QQ号", "884021937", "wechat_id"),
        ("手机尾号", "8000", "phone"),
        ("病案号", "BL081273", "cn_medical_id"),
    ],
)
def test_a_key_gives_its_value_away(key, value, category):
    assert found({key: value}) == {(key, category)}


@pytest.mark.parametrize(
    "record",
    [
        {"event": {"name": "page_view"}},
        {"campaign_name": "Spring Open House"},
        {"email_opt_in": "yes"},
        {"age": 45},
        {"created_at": "2024-03-12"},
        {"phone_type": "mobile"},
        {"patient": "New"},
        {"provider": "Bend Imaging Center"},
        {"employee_count": "Large"},
        {"patient_status": "Checked In"},
        {"first": "page"},
        {"客户": "老客户"},
        {"医生": "内科"},
        {"visits": 3, "score": 0.5, "active": True, "note": None},
    ],
)
def test_fields_about_no_person_are_nothing(record):
    assert found(record) == set()


def test_a_label_beside_an_answer_is_its_context():
    record = {"fields": [{"name": "Phone", "value": "555-0147"}]}

    assert found(record) == {("fields[0].value", "phone")}


def test_health_stays_visible_in_a_field_for_something_else():
    assert ("full_name", "health_context") in found({"full_name": "Ana Asthma"})


def test_an_identifier_used_as_a_key_is_found():
    assert found({"members": {"ana@home.example": "3"}}) == {("members.*", "email")}


def test_a_page_address_in_a_record_is_read_like_one():
    record = {"page_url": "https://clinic.example/oncology?email=ana%40home.example"}

    assert found(record) == {("page_url", "health_context"), ("page_url", "email")}


def test_a_cleaned_record_keeps_its_shape():
    record = {"mrn": 12345678, "items": [{"x": "call 503-555-0147"}], "visits": 3}

    cleaned = records.redacted(record, guard.scan_record(record))

    assert cleaned == {"mrn": "[mrn]", "items": [{"x": "call [phone]"}], "visits": 3}


def test_a_cleaned_json_text_is_json_text():
    text = '{"mrn": "12345678"}'

    cleaned = records.redacted(text, guard.scan_record(text))

    assert json.loads(cleaned) == {"mrn": "[mrn]"}


def test_a_record_nested_without_end_is_refused():
    record: dict[str, object] = {}
    record["itself"] = record

    with pytest.raises(ValueError, match="deep"):
        guard.scan_record(record)


def test_a_value_that_is_no_data_is_refused():
    with pytest.raises(TypeError):
        guard.scan_record({"photo": b"bytes"})


@pytest.mark.parametrize(
    ("key", "value", "category"),
    [
        ("age", 93.0, "age90"),
        ("ssn", 521449078.0, "ssn"),
        ("zip", 97701.0, "address"),
        ("dob", "19610312.0", "date"),
    ],
)
def test_a_whole_number_written_as_a_fraction_is_that_number(key, value, category):
    assert found({key: value}) == {(key, category)}


@pytest.mark.parametrize("key", ["meta", "Mark", "Rose", "Grant", "Austin"])
def test_a_key_that_is_also_a_name_or_a_town_is_a_key(key):
    assert found({key: 1, "resourceType": "Patient"}) == set()


def test_the_id_of_a_person_s_resource_is_a_record_number():
    patient = {"resourceType": "Patient", "id": "48213377"}

    assert found(patient) == {("id", "mrn")}
    assert found({"entry": [{"resource": patient}]}) == {("entry[0].resource.id", "mrn")}
    assert [one.category for one in guard.scan(json.dumps(patient), channel="json")] == ["mrn"]
    assert found({"resourceType": "Bundle", "id": "48213377"}) == set()
