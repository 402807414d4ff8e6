import dataclasses
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lightyear import guard
from lightyear.guard import Basis, Destination, Flow, rulebook
from tests.guard import strategies

STRICTNESS = ("allow", "redact", "block")
ADVERTISING = Destination(kind="advertising")
CRM = Destination(kind="crm", agreement=True)
DIRECT, DEVICE, HEALTH = "ana@home.example", "203.0.113.7", "about asthma"
UNTYPED: Any = "false"
US = ("hipaa", "ftc", "us-wa", "gdpr")


def verdict(text, **how):
    return guard.decide(Flow(text=text, **how)).verdict


def strictness(flow):
    return STRICTNESS.index(guard.decide(flow).verdict)


@pytest.mark.parametrize("profile", strategies.PROFILES)
@pytest.mark.parametrize("text", ["opening hours", "All about asthma"])
def test_what_points_at_nobody_may_go(profile, text):
    assert verdict(text, profiles=(profile,)) == "allow"


@pytest.mark.parametrize("profile", strategies.PROFILES)
def test_an_identifier_without_health_is_redacted_without_an_agreement(profile):
    assert verdict(DIRECT, sender="other", profiles=(profile,)) == "redact"


@pytest.mark.parametrize("profile", strategies.PROFILES)
def test_an_identifier_without_health_may_go_under_an_agreement(profile):
    assert verdict(DIRECT, sender="other", destination=CRM, purpose="support", profiles=(profile,)) == "allow"


@pytest.mark.parametrize("profile", strategies.PROFILES)
@pytest.mark.parametrize("sender", ["provider", "plan"])
def test_an_identifier_from_a_provider_or_plan_counts_as_health(profile, sender):
    assert verdict(DIRECT, sender=sender, profiles=(profile,)) == "block"


@pytest.mark.parametrize("profile", strategies.PROFILES)
@pytest.mark.parametrize("page", ["booking", "portal"])
def test_an_identifier_on_a_guarded_page_counts_as_health(profile, page):
    assert verdict(DIRECT, sender="other", page=page, profiles=(profile,)) == "block"


@pytest.mark.parametrize("profile", strategies.PROFILES)
def test_a_person_and_her_health_are_blocked_without_an_agreement(profile):
    assert verdict(f"{DIRECT} {HEALTH}", sender="other", profiles=(profile,)) == "block"


@pytest.mark.parametrize("profile", strategies.PROFILES)
def test_a_cookie_banner_never_counts(profile):
    assert verdict(f"{DIRECT} {HEALTH}", basis=Basis(consent=True), profiles=(profile,)) == "block"


@pytest.mark.parametrize("profile", US)
def test_a_person_and_her_health_may_go_for_care_under_an_agreement(profile):
    assert (
        verdict(f"{DIRECT} {HEALTH}", purpose="appointment", destination=CRM, profiles=(profile,)) == "allow"
    )


@pytest.mark.parametrize("profile", US)
def test_an_authorization_releases_within_its_scope(profile):
    assert verdict(f"{DIRECT} {HEALTH}", basis=Basis(authorization=True), profiles=(profile,)) == "allow"


@pytest.mark.parametrize(
    ("profile", "expected"),
    [("hipaa", "redact"), ("gdpr", "redact"), ("ftc", "block"), ("us-wa", "block"), ("pipl", "block")],
)
def test_a_device_on_a_public_page_about_health_depends_on_the_profile(profile, expected):
    assert verdict(f"{DEVICE} {HEALTH}", sender="other", profiles=(profile,)) == expected


@pytest.mark.parametrize("profile", strategies.PROFILES)
@pytest.mark.parametrize("page", ["booking", "portal"])
def test_a_device_on_a_guarded_page_is_blocked(profile, page):
    assert verdict(DEVICE, page=page, profiles=(profile,)) == "block"


@pytest.mark.parametrize(
    ("agreement", "separate_consent", "expected"),
    [(True, True, "allow"), (True, False, "block"), (False, True, "block"), (False, False, "block")],
)
def test_pipl_wants_a_processor_and_separate_consent(agreement, separate_consent, expected):
    destination = Destination(kind="crm", agreement=agreement)
    basis = Basis(separate_consent=separate_consent)

    decided = verdict("我有糖尿病，电话13800138000", destination=destination, basis=basis, profiles=("pipl",))

    assert decided == expected


def test_the_strictest_profile_stands():
    assert verdict(f"{DEVICE} {HEALTH}", sender="other", profiles=("hipaa", "us-wa")) == "block"


def test_the_organization_itself_counts_as_under_agreement():
    assert (
        verdict(f"{DIRECT} {HEALTH}", purpose="appointment", destination=Destination(kind="own")) == "allow"
    )


def test_a_known_patient_gets_no_marketing_on_consent_alone():
    how = {"purpose": "newsletter", "destination": CRM, "basis": Basis(consent=True)}

    assert verdict(DIRECT, subject="contact", **how) == "allow"
    assert verdict(DIRECT, subject="known_patient", **how) == "block"


def test_an_unknown_purpose_is_blocked():
    assert verdict(f"{DIRECT} {HEALTH}", purpose="whatever", destination=CRM) == "block"


def test_silence_denies():
    decision = guard.decide(Flow(text="opening hours", profiles=()))

    assert decision.verdict == "block"
    assert [one.rule for one in decision.considered if one.matched] == ["guard.default"]


@settings(max_examples=50, deadline=None)
@given(flow=strategies.flows())
def test_without_rules_nothing_passes(flow):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rulebook, "rules", lambda: ())

        decision = guard.decide(flow)

    assert decision.verdict == "block"


def test_every_rule_considered_is_listed():
    considered = guard.decide(Flow(text=DIRECT)).considered

    assert {one.matched for one in considered} == {True, False}
    assert all(one.rule and one.cite and one.title for one in considered)


def test_a_redacted_flow_offers_what_may_go_instead():
    decision = guard.decide(Flow(text=f"write to {DIRECT}", sender="other"))

    assert decision.redacted == "write to [email]"


def test_a_redacted_record_stays_a_record():
    decision = guard.decide(Flow(record={"email": DIRECT, "page": "hours"}, sender="other"))

    assert decision.redacted == {"email": "[email]", "page": "hours"}


def test_only_what_is_declared_goes_along():
    record = {"email": DIRECT, "phone": "503-555-0147"}

    decision = guard.decide(Flow(record=record, sender="other", declared=("email",), destination=CRM))

    assert decision.verdict == "redact"
    assert decision.redacted == {"email": DIRECT, "phone": "[phone]"}


def test_what_redaction_cannot_clean_is_blocked():
    decision = guard.decide(Flow(record={DIRECT: "yes"}, sender="other"))

    assert decision.verdict == "block"
    assert decision.considered[-1].rule == "guard.remainder"


def test_a_flow_without_a_payload_is_judged_by_what_it_declares():
    assert verdict(None, declared=("email", "health_context")) == "block"
    assert verdict(None) == "allow"


@pytest.mark.parametrize(
    ("category", "answer"),
    [
        ("email", "ana@home.example"),
        ("name", "Ana Reyes"),
        ("name", "王女士"),
        ("phone", "(503) 555-0147"),
        ("mrn", "5035550147"),
        ("date", "03/12/1961"),
        ("address", "214 Alder Creek Road, Bend, OR 97701"),
    ],
)
def test_an_answer_of_its_declared_category_is_admitted_whole(category, answer):
    assert verdict(answer, direction="in", channel="form", declared=(category,)) == "allow"


@pytest.mark.parametrize(
    ("declared", "answer", "kept"),
    [
        ("name", "I have diabetes", "I have [health]"),
        ("mrn", "521-44-9078", "[ssn]"),
        ("address", "521-44-9078", "[ssn]"),
        ("email", f"{DIRECT}, MRN 48213377", f"{DIRECT}, MRN [mrn]"),
    ],
)
def test_what_a_field_did_not_ask_for_is_taken_out(declared, answer, kept):
    decision = guard.decide(Flow(direction="in", text=answer, channel="form", declared=(declared,)))

    assert decision.verdict == "redact"
    assert decision.redacted == kept


@pytest.mark.parametrize(
    "change",
    [
        {"channel": "telegram"},
        {"page": "moon"},
        {"sender": None},
        {"subject": "alien"},
        {"direction": "sideways"},
        {"purpose": None},
        {"declared": ("colour",)},
        {"declared": "email"},
        {"profiles": ("mars",)},
        {"profiles": None},
        {"text": 42},
        {"record": 42.5j},
        {"record": "not json"},
        {"destination": None},
        {"destination": Destination(kind="moon")},
        {"destination": Destination(agreement=UNTYPED)},
        {"basis": Basis(authorization=UNTYPED)},
    ],
)
def test_a_flow_that_cannot_be_judged_is_blocked(change):
    decision = guard.decide(dataclasses.replace(Flow(text="opening hours"), **change))

    assert decision.verdict == "block"
    assert [one.rule for one in decision.considered] == ["guard.error"]


@pytest.mark.parametrize("nothing", [None, {}, "text", 3])
def test_what_is_no_flow_is_blocked(nothing):
    assert guard.decide(nothing).verdict == "block"


def test_a_flow_is_read_from_plain_data():
    flow = Flow.of({"text": "x", "declared": ["email"], "destination": {"kind": "crm", "agreement": True}})

    assert flow == Flow(text="x", declared=("email",), destination=CRM)


def test_an_unknown_field_of_a_flow_is_refused():
    with pytest.raises(ValueError, match="colour"):
        Flow.of({"colour": "red"})


@settings(max_examples=150, deadline=None)
@given(flow=strategies.flows(), addition=st.sampled_from(strategies.ADDITIONS))
def test_adding_a_finding_never_loosens_a_verdict(flow, addition):
    richer = dataclasses.replace(flow, text=f"{flow.text} ; {addition}")

    assert strictness(richer) >= strictness(flow)


@settings(max_examples=150, deadline=None)
@given(flow=strategies.flows(direction="out"))
def test_removing_an_agreement_never_loosens_a_verdict(flow):
    assume(flow.destination.kind != "own")
    bare = dataclasses.replace(flow, destination=dataclasses.replace(flow.destination, agreement=False))
    agreed = dataclasses.replace(flow, destination=dataclasses.replace(flow.destination, agreement=True))

    assert strictness(bare) >= strictness(agreed)


@settings(max_examples=150, deadline=None)
@given(flow=strategies.flows(), other=st.sampled_from(strategies.PROFILES))
def test_turning_on_a_profile_never_loosens_a_verdict(flow, other):
    more = dataclasses.replace(flow, profiles=(*flow.profiles, other))

    assert strictness(more) >= strictness(flow)


@settings(max_examples=150, deadline=None)
@given(flow=strategies.flows())
def test_what_a_redaction_offers_would_itself_be_allowed(flow):
    decision = guard.decide(flow)
    assume(decision.verdict == "redact")

    again = guard.decide(dataclasses.replace(flow, text=decision.redacted))

    assert again.verdict == "allow"


@settings(max_examples=150, deadline=None)
@given(flow=strategies.flows())
def test_what_is_allowed_matched_a_rule_that_allows(flow):
    decision = guard.decide(flow)
    assume(decision.verdict == "allow")

    matched = {one.verdict for one in decision.considered if one.matched}

    assert matched == {"allow"}


@pytest.mark.parametrize(
    "carried",
    [
        {"text": f"{DIRECT}, treated for heroin use"},
        {"text": f"{DIRECT}, ICD-10: F11.20"},
        {"text": f"{DIRECT} 酒精依赖"},
        {"record": {"email": DIRECT, "diagnosis": "opioid use disorder"}},
        {"record": {"email": DIRECT, "diagnosis": "F11.20"}},
        {"record": {"email": DIRECT, "condition": "methadone"}},
        {"record": {"email": DIRECT, "opioid_use": "yes"}},
        {"record": {"email": DIRECT, "诊断": "酒精依赖"}},
        {"text": f'{{"email": "{DIRECT}", "diagnosis": "alcohol dependence syndrome"}}', "channel": "json"},
        {"text": f"email,diagnosis\n{DIRECT},opioid use disorder\n", "channel": "csv"},
        {"text": f"https://clinic.example/book?email={DIRECT}&condition=methadone", "channel": "url"},
    ],
)
def test_substance_use_needs_its_own_consent_however_it_is_told(carried):
    decision = guard.decide(Flow(**carried, purpose="treatment", destination=CRM))

    assert decision.verdict == "block"
    assert ("hipaa.substance-use", True) in {(one.rule, one.matched) for one in decision.considered}


@pytest.mark.parametrize(
    ("kind", "residency", "expected"),
    [
        ("model", None, "block"),
        ("other", None, "block"),
        ("model", "us", "block"),
        ("model", "CN", "allow"),
        ("model", "中国", "allow"),
        ("crm", None, "allow"),
    ],
)
def test_a_model_that_does_not_say_where_it_runs_runs_abroad(kind, residency, expected):
    destination = Destination(kind=kind, agreement=True, residency=residency)

    assert verdict(DIRECT, sender="other", destination=destination, profiles=("pipl",)) == expected
