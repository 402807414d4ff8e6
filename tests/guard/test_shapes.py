"""Logs, settings, dumps, cards, markup and tables: what they say of people, and what is nobody's."""

import pytest

from lightyear import guard


def found(text, channel="free_text"):
    hits = [one for one in guard.scan(text, channel=channel) if one.category != guard.HEALTH]
    return {(one.category, text[one.start : one.end]) for one in hits}


YAML = """patient:
  name:
    first: Orla
    last: Devereaux
  insurance:
    member_id: HXQ99120331
    plan: Silver 70
visit:
  date: 2026-02-18
"""
CARD = "BEGIN:VCARD\nFN:Orla Devereaux\nBDAY:19581102\nADR:;;19 Plover Way;Lima;OH;45801;USA\nEND:VCARD"
EVENT = (
    "BEGIN:VEVENT\nUID:77@clinic.example\nDTSTART:20260302T100000Z\nSUMMARY:Visit Orla Devereaux\nEND:VEVENT"
)
CDA = (
    '<patientRole><id root="2.16.840.1.113883.19" extension="88-30127"/><patient><name><given>Orla</given>'
    '<family>Devereaux</family></name><birthTime value="19581102"/></patient></patientRole>'
)
STUDY = "(0010,0010) PN [Devereaux^Orla]\n(0010,0030) DA [19581102]\n(0018,1000) LO [K4-88120]"
INSERT = "INSERT INTO people (id, full_nm, city, zip) VALUES (7, 'Orla Devereaux', 'Lima', '45801')"
PINYIN = '{"xingming":"白玉兰","yibao":"A10293847","jiuzhenkahao":"0092817"}'
WECHAT = "<xml><FromUserName><![CDATA[oABCdefGHIjklMNOpqrSTUvwx123]]></FromUserName></xml>"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('level=info patient_id=PT-882104 provider="Ines Halvorsen" slot=2', ("name", "Ines Halvorsen")),
        ("level=info patient_id=PT-882104 for visit", ("mrn", "PT-882104")),
        ("dob=1984-07-02T00:00 booked=yes", ("date", "1984-07-02")),
        ("reader SerialNumber: 7825-99120", ("device", "7825-99120")),
        ("[crm]\nname = Orla Devereaux\nmrn = 8830127\nstreet = 19 Plover Way", ("address", "19 Plover Way")),
        (YAML, ("name", "Devereaux")),
        (YAML, ("health_plan_id", "HXQ99120331")),
        (YAML, ("date", "2026-02-18")),
        (CARD, ("date", "19581102")),
        (CARD, ("address", "19 Plover Way;Lima;OH;45801;USA")),
        (EVENT, ("date", "20260302")),
        (CDA, ("mrn", "88-30127")),
        (CDA, ("date", "19581102")),
        (CDA, ("name", "Devereaux")),
        (STUDY, ("date", "19581102")),
        (STUDY, ("device", "K4-88120")),
        (INSERT, ("address", "Lima")),
        (INSERT, ("address", "45801")),
        (WECHAT, ("wechat_id", "oABCdefGHIjklMNOpqrSTUvwx123")),
        ("GET /v1/members/HXQ99120331/claims 200", ("health_plan_id", "HXQ99120331")),
        ("POST /in\nwho=x&dob=March+4%2C+1958&ok=1", ("date", "March+4%2C+1958")),
        ("校验失败: 姓名[冉东], 保单[PYIB88120331]", ("health_plan_id", "PYIB88120331")),
        ('row={\\"mrn\\":\\"8830127\\"}', ("mrn", "8830127")),
        ("nm=4f726c6120446576657265617578 ok=1", ("name", "4f726c6120446576657265617578")),
        ("QPD|Q22|7|@PID.5.1^DEVEREAUX~@PID.7^19581102", ("date", "19581102")),
        ("GT1|1||DEVEREAUX^ORLA|||||19581102|F||SELF|521449078", ("ssn", "521449078")),
        ("NK1|1|DEVEREAUX^PIERS|SON|19 PLOVER WAY^^LIMA^OH", ("address", "19 PLOVER WAY^^LIMA^OH")),
        ("STF|1234567893||HALVORSEN^INES|||||||(419)555-0142^FAX", ("fax", "(419)555-0142")),
        ("CLM*PT88301*120***11~", ("mrn", "PT88301")),
    ],
)  # fmt: skip
def test_keys_and_places_say_what_a_value_is(text, marked):
    assert marked in found(text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (PINYIN, ("cn_medical_id", "A10293847")),
        (PINYIN, ("cn_medical_id", "0092817")),
        ('{"identifier":[{"type":{"text":"MR"},"value":"88-30127"}]}', ("mrn", "88-30127")),
        ('{"resourceType":"Encounter","identifier":[{"value":"E8830127"}]}', ("mrn", "E8830127")),
        ('{"booking":{"start_time":"2026-03-02T09:00:00Z"}}', ("date", "2026-03-02")),
        ('{"nm":"4f726c6120446576657265617578"}', ("name", "4f726c6120446576657265617578")),
        ('{"raw":"{\\"mrn\\":\\"8830127\\"}"}', ("mrn", "8830127")),
    ],
)
def test_keys_and_kinds_say_it_in_json(text, marked):
    assert marked in found(text, "json")


CAMPAIGNS = (
    "date,campaign,impressions,clicks,spend\n2026-02-01,Knee,20012,331,410\n2026-02-02,Knee,18002,299,398"
)
CLINIC = '{"@type":"MedicalClinic","name":"Maple Women","telephone":"+1-614-555-0100","openingHours":"Mo-Fr"}'
HOUSE = '{"resourceType":"Organization","name":"Maple","telecom":[{"system":"phone","value":"614-555-0100"}]}'
PUBLIC_EVENT = (
    "BEGIN:VEVENT\nUID:77@clinic.example\nDTSTART:20260302T100000Z\nSUMMARY:Flu shot day\nEND:VEVENT"
)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        (CAMPAIGNS, "csv"),
        ("日期\t渠道\t消耗\t展现\n2026-01-03\t搜索\t2980\t20114", "csv"),
        ("SKU\tProduct\tPrice\tQty\tExp\nA-1\tAna Cream\t12.50\t40\t2026-05-01", "csv"),
        ('{"plan_id":17998203310,"cost":"48.36","show":201177,"click":1842}', "json"),
        (CLINIC, "json"),
        (HOUSE, "json"),
        (f'<script type="application/ld+json">{CLINIC}</script>', "html"),
        ('<link rel="canonical" href="https://maple.example/blog/knee-pain">', "html"),
        ('{"items":[{"name":"Plan Ana"}],"source_url":"https://maple.example/contact"}', "json"),
        ("https://maple.example/?utm_campaign=17998203310&adid=1799820", "url"),
        ("INFO o.s.b.w.Tomcat - started\nINFO c.y.sms.SmsSender - up version=1.0.0.25", "log"),
        ("[INFO] Building gateway [4/11]\nbuilt 12/14 modules\ntagged imaging/worker:2026.02.1", "log"),
        ("GET /static/hero-smile@2x.webp 304", "log"),
        ("remote_addr=unix: port=80\nTZ=America/Boise", "log"),
        (PUBLIC_EVENT, "free_text"),
        ("image: registry.example/booking:2.14.3\nports: 8080", "free_text"),
        ("MFI|PRA^Practitioner Master|UPD\nMSA|AA|7", "log"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_record_of_somebody_stays_clean(text, channel):
    assert found(text, channel) == set()


@pytest.mark.parametrize(
    "text",
    [
        "a=b c=d " * 5000,
        "<a b='c'><d>" * 3000,
        "k: v\n" * 5000,
        "VALUES (" * 5000,
        "(0010," * 5000,
        "k='" * 5000,
    ],
)
def test_long_texts_of_signs_alone_are_read_in_little_time(text):
    assert guard.scan(text) == []


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("BEGIN:VEVENT\nCREATED:MRN 48213377 SSN 521-44-9078\nEND:VEVENT", "ssn"),
        ("BEGIN:VEVENT\nORGANIZER;CN=Ana Reyes:mailto:ana.reyes@mail.example\nEND:VEVENT", "email"),
        ("account_no,mrn,dos,cpt,qty,total\n88213377,48213377,2024-03-12,99213,1,142.00", "mrn"),
        ('{"@type":"Event","attendee":{"name":"Ana Reyes","email":"ana@mail.example"}}', "email"),
        ("Dan Brown wants a refill of insulin for her diabetes.", "name"),
        ("李宁，男，45岁，糖尿病", "name"),
        ("Maria Bridge has asthma", "name"),
    ],
)
def test_what_is_somebody_s_is_found_in_what_looks_like_nobody_s(text, category):
    assert category in {one.category for one in guard.scan(text)}
