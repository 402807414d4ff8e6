import pytest

from lightyear import guard
from lightyear.guard import trackers, types

DIGEST = "a1b2c3d4" * 8
PAGE = "https%3A%2F%2Fclinic.example%2Foncology%3Femail%3Dana%2540home.example"
HITS = [
    (
        f"https://www.facebook.com/tr/?id=123456789012345&ev=PageView&dl={PAGE}&ts=1700000000000"
        f"&fbp=fb.1.1554763741205.1098115397&ud[em]={DIGEST}",
        {("dl", "health_context"), ("dl", "email"), ("fbp", "device"), ("ud[em]", "email_hash")},
    ),
    (
        f"https://region1.google-analytics.com/g/collect?v=2&tid=G-AB12&cid=173456789.1700000000&uid=48213377&dl={PAGE}"
        f"&dt=Diabetes+care&sid=1700000001&em=tv.1~em.{'k' * 43}&_p=1234567890",
        {
            ("cid", "device"),
            ("uid", "account"),
            ("dl", "health_context"),
            ("dl", "email"),
            ("dt", "health_context"),
            ("em", "email_hash"),
        },
    ),
    (
        f"https://googleads.g.doubleclick.net/pagead/viewthroughconversion/1234567890/?random=1700000000000&url={PAGE}"
        "&auid=123456789.1700000000&gclaw=Cj0KCQjwExample123&data=event%3Dpurchase%3Bemail%3Dana%40home.example",
        {
            ("url", "health_context"),
            ("url", "email"),
            ("auid", "device"),
            ("gclaw", "click_id"),
            ("data", "email"),
        },
    ),
    (
        f"https://px.ads.linkedin.com/collect/?v=2&fmt=js&pid=1234567&time=1700000000000&url={PAGE}&li_fat_id=abc-123",
        {("url", "health_context"), ("url", "email"), ("li_fat_id", "click_id")},
    ),
    (
        "https://hm.baidu.com/hm.gif?si=0123456789abcdef0123456789abcdef&rnd=1234567890&lt=1700000000"
        "&u=https%3A%2F%2Fclinic.example%2F%25E7%25B3%2596%25E5%25B0%25BF%25E7%2597%2585&tt=%E7%B3%96%E5%B0%BF%E7%97%85",
        {("u", "health_context"), ("tt", "health_context")},
    ),
    (
        "https://ad.oceanengine.com/track/activate/?callback=EJiw267wvfQCGKf2g74ZIPD89&imei=356938035643809&os=0"
        "&event_type=1&conv_time=1700000000",
        {("callback", "click_id"), ("imei", "device")},
    ),
    ("https://bat.bing.com/action/0?ti=12345678&Ver=2&mid=0f8fad5b&sid=1234567890", set()),
]
BODIES = [
    (
        "https://analytics.tiktok.com/api/v2/pixel",
        f'{{"event": "Lead", "context": {{"user": {{"sha256_email": "{DIGEST}", "external_id": "u-1234"}},'
        ' "ip": "203.0.113.7", "page": {"url": "https://clinic.example/hiv-test"}}}',
        {
            ("body.context.user.sha256_email", "email_hash"),
            ("body.context.user.external_id", "account"),
            ("body.context.ip", "ip"),
            ("body.context.page.url", "health_context"),
        },
    ),
    (
        "https://graph.facebook.com/v20.0/123/events",
        f'{{"data": [{{"event_name": "Lead", "event_time": 1700000000, "user_data": {{"em": ["{DIGEST}"],'
        ' "client_ip_address": "203.0.113.7"}}]}',
        {("body.data[0].user_data.em[0]", "email_hash"), ("body.data[0].user_data.client_ip_address", "ip")},
    ),
    (
        "https://www.google-analytics.com/mp/collect?measurement_id=G-AB12&api_secret=s3cr3t",
        '{"client_id": "173456789.1700000000", "events": [{"name": "page_view"}]}',
        {("body.client_id", "device")},
    ),
    (
        "https://www.facebook.com/tr/",
        f"id=1&ev=Lead&ud[ph]={DIGEST}",
        {("body[ud[ph]]", "phone_hash")},
    ),
]


@pytest.mark.parametrize(("url", "expected"), HITS)
def test_the_parameters_of_a_hit_mean_what_they_mean_to_its_vendor(url, expected):
    found = trackers.scan_hit(url)

    assert {((one.path or "").removeprefix("url[").removesuffix("]"), one.category) for one in found} == {
        (name, category) for name, category in expected
    }
    assert all(0 <= one.start < one.end <= len(url) for one in found)


@pytest.mark.parametrize(("url", "body", "expected"), BODIES)
def test_the_body_of_a_hit_is_read_by_its_fields(url, body, expected):
    assert {(one.path, one.category) for one in trackers.scan_hit(url, body=body)} == expected


def test_headers_give_cookies_and_the_page_away():
    headers = {
        "Cookie": "_fbp=fb.1.1554763741205.1098115397; lang=en; Hm_lvt_0123=1700000000",
        "Referer": "https://clinic.example/hiv-test",
        "User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0",
    }

    found = trackers.scan_hit("https://bat.bing.com/action/0", headers=headers)

    assert {(one.path, one.category) for one in found} == {
        ("headers.Cookie", "device"),
        ("headers.Referer", "health_context"),
    }


def test_an_address_of_nobody_we_know_is_read_by_looks():
    found = trackers.scan_hit("https://collect.example/x?email=ana%40home.example&n=3")

    assert {(one.path, one.category) for one in found} == {("url[email]", "email")}


def test_a_macro_that_nobody_filled_in_is_nothing():
    assert (
        trackers.scan_hit("https://ad.oceanengine.com/track/activate/?imei=__IMEI__&callback=undefined") == []
    )


def test_every_meaning_is_one_that_is_understood():
    known = {"page", "text", "data", "enhanced", "machine", *types.CATEGORIES}

    assert {meaning for one in trackers.trackers() for meaning in one.parameters.values()} <= known


IDENTIFYING = [
    (one, name, meaning)
    for one in trackers.trackers()
    for name, meaning in one.parameters.items()
    if meaning in types.CATEGORIES and not name.endswith("*")
]


@pytest.mark.parametrize(
    ("tracker", "name", "meaning"), IDENTIFYING, ids=[f"{one.name}-{name}" for one, name, _ in IDENTIFYING]
)
def test_every_identifying_parameter_is_seen_wherever_a_hit_s_address_goes(tracker, name, meaning):
    path = tracker.paths[0] if tracker.paths else "/"
    url = f"https://{tracker.hosts[0]}{path}?v=2&{name}=u48213377x"
    record = {"request": {"url": url}}
    at = (len(url) - 10, len(url), meaning)

    assert at in {(one.start, one.end, one.category) for one in guard.scan(url, channel="url")}
    assert at in {(one.start, one.end, one.category) for one in guard.scan_record(record)}
    for carried in ({"text": url, "channel": "url"}, {"record": record}):
        assert guard.decide(guard.Flow(page="booking", **carried)).verdict == "block"


def test_what_redaction_took_out_of_a_hit_is_gone():
    url = "https://www.google-analytics.com/g/collect?v=2&uid=[account]&em=tv.1~em.[email_hash]&dl=%2Fhours"

    assert guard.scan(url, channel="url") == []
