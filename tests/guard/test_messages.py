"""Messages and records by their shape, whichever channel brings them."""

import pytest

from lightyear import guard


def found(text, channel="free_text"):
    return {(one.category, text[one.start : one.end]) for one in guard.scan(text, channel=channel)}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("PV1|1|I|WARD^7|||||||||||||||||\rSCH||77120||||||||^^^202403121030|", ("date", "20240312")),
        ("ORC|NW|88120||||||||||^Okafor^Emeka^^^^MD", ("name", "Okafor^Emeka")),
        ("OBX|2|NM|AGE^Age||94|a", ("age90", "94")),
        (f"IN1|1|PPO|ACME{'|' * 30}XJH884201947", ("health_plan_id", "XJH884201947")),
        ("PID|1||BL081273^^^HIS^PI||欧阳^明||19610412", ("cn_medical_id", "BL081273")),
        ("PID|1||H204417||REYES^ANA||19610412||||||||||||***-**-9078", ("ssn", "***-**-9078")),
        ("NM1*IL*1*REYES*ANA*M***MI*XJH884201947~", ("health_plan_id", "XJH884201947")),
        ("NM1*IL*1*REYES*ANA*M***MI*XJH884201947~", ("name", "REYES*ANA*M")),
        ("NM1*82*1*OKAFOR*TOM****XX*1234567893~", ("license", "1234567893")),
        ("NM1*IL*1*REYES*ANA~N3*214 ALDER CREEK RD~N4*BEND*OR*97701~", ("address", "97701")),
        ("NM1*IL*1*REYES*ANA~DMG*D8*19610412*F~", ("date", "19610412")),
        ("DTP*472*RD8*20240312-20240314~", ("date", "20240312-20240314")),
        ("NM1*IL*1*REYES*ANA~PER*IP**HP*5035550147*FX*5035550199~", ("fax", "5035550199")),
        ("REF*SY*521449078~", ("ssn", "521449078")),
        ("CLM*AC884021*120.5***11~", ("account", "AC884021")),
        ('{"mem_nbr": "XJH884201", "visits": 2}', ("health_plan_id", "XJH884201")),
        ("pt_nm,mem_nbr,copay\nREYES ANA,XJH884201,20", ("health_plan_id", "XJH884201")),
        ("patient|mrn|fx_no\nReyes, Ana|H204417|503-555-0199 attn Gil", ("fax", "503-555-0199")),
    ],
)
def test_a_place_in_a_message_or_record_says_what_a_value_is(text, marked):
    assert marked in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "MSH|^~\\&|LAB|CLINIC|||20240312102233||ORU^R01",
        "EVN|A08|20240312102233",
        "NM1*85*2*BEND CLINIC~N3*9 MAIN ST~N4*BEND*OR*97701~PER*IC**TE*5035550100~",
        "REF*D9*17312345600006351~",
        "SCH||77120|||||ROUTINE^Routine|20|min",
        "size,colour,price\nlarge,green,20",
        "one*two*three ~ four",
    ],
)
def test_the_frame_of_a_message_is_nobody_s(text):
    assert {one for one in found(text) if one[0] in ("date", "phone", "name", "mrn", "account")} == set()


def test_a_header_and_what_reaches_over_cells_are_no_names():
    text = "Pt Name,Ht,Wt,DOB,Pharm\nAna Reyes,62,140,03/12/1961,none"

    assert found(text, "csv") == {("name", "Ana Reyes"), ("date", "03/12/1961")}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("https://fhir.example/Patient?identifier=http://clinic.example/mrn|4821-3377", ("mrn", "4821-3377")),
        ("https://npilookup.example/view?number=1234567893", ("license", "1234567893")),
        ("https://forms.example/r?entry.55=5035550147", ("phone", "5035550147")),
        ("https://care.example/doctors/ana-reyes-md", ("url", "https://care.example/doctors/ana-reyes-md")),
        (
            "https://go.example/?to=https%3A%2F%2Fwww.tiktok.com%2F%40nurse.ana",
            ("url", "https%3A%2F%2Fwww.tiktok.com%2F%40nurse.ana"),
        ),
        ("https://care.example/quote?fn=Ana&ln=Reyes", ("name", "Reyes")),
    ],
)
def test_addresses_tell_of_people_by_form(text, marked):
    assert marked in found(text, "url")


@pytest.mark.parametrize(
    "text",
    [
        "https://care.example/doctors/cardiology",
        "https://care.example/doctors/find-a-doctor",
        "https://forms.example/r?entry.55=5035",
        "https://shop.example/view?number=1234567893",
        "https://drupal.example.org/node/3",
    ],
)
def test_addresses_of_services_tell_of_nobody(text):
    assert {one for one in found(text, "url") if one[0] != "health_context"} == set()
