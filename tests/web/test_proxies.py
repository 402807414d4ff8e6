"""Who is asking, behind proxies that are trusted and behind those that are not."""

from ipaddress import ip_network

import pytest
from allauth import app_settings
from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.test import RequestFactory

from lightyear.web import proxies


def seen(settings, *, near, forwarded=None, trusted=()):
    """The address that the rest of the site sees, and whether it is this machine's own."""
    settings.LIGHTYEAR_TRUSTED_PROXIES = [ip_network(network) for network in trusted]
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR=near, **headers)
    proxies.TrustedProxies(lambda request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"], proxies.is_near(request)


@pytest.mark.parametrize(
    ("near", "forwarded", "trusted", "expected"),
    [
        ("127.0.0.1", None, [], ("127.0.0.1", True)),
        ("127.0.0.1", None, ["127.0.0.1/32"], ("127.0.0.1", True)),
        ("127.0.0.1", "203.0.113.9", [], ("127.0.0.1", False)),
        ("127.0.0.1", "203.0.113.9", ["127.0.0.1/32"], ("203.0.113.9", False)),
        ("10.0.0.2", "198.51.100.7, 203.0.113.9", ["10.0.0.0/8"], ("203.0.113.9", False)),
        ("10.0.0.2", "203.0.113.9, 10.0.0.7", ["10.0.0.0/8"], ("203.0.113.9", False)),
        ("10.0.0.2", "203.0.113.9, nonsense", ["10.0.0.0/8"], ("10.0.0.2", False)),
        ("203.0.113.9", "127.0.0.1", ["10.0.0.0/8"], ("203.0.113.9", False)),
        ("::1", "2001:db8::9", ["::1/128"], ("2001:db8::9", False)),
    ],
)
def test_a_forwarded_address_counts_as_far_as_its_proxies_are_trusted(
    settings, near, forwarded, trusted, expected
):
    assert seen(settings, near=near, forwarded=forwarded, trusted=trusted) == expected


@pytest.mark.parametrize(
    ("near", "scheme", "is_secure"),
    [
        ("10.0.0.2", "https", True),
        ("10.0.0.2", "http", False),
        ("10.0.0.2", None, False),
        ("203.0.113.9", "https", False),
        ("127.0.0.1", "https", False),
    ],
)
def test_a_forwarded_scheme_counts_only_from_a_trusted_proxy(client, settings, near, scheme, is_secure):
    settings.LIGHTYEAR_TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    settings.SECURE_HSTS_SECONDS = 31_536_000
    headers = {} if scheme is None else {"HTTP_X_FORWARDED_PROTO": scheme}

    answer = client.get("/no/such/page", REMOTE_ADDR=near, **headers)

    assert answer.wsgi_request.is_secure() == is_secure
    assert answer.get("Strict-Transport-Security") == ("max-age=31536000" if is_secure else None)


def test_the_sign_in_counts_tries_by_the_same_address(settings):
    """A visitor can't choose the address under which her tries are counted."""
    settings.LIGHTYEAR_TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR="8.8.8.8, 203.0.113.9")
    proxies.TrustedProxies(lambda request: HttpResponse())(request)

    assert get_adapter(request).get_client_ip(request) == "203.0.113.9"
    assert app_settings.TRUSTED_PROXY_COUNT == 0
    assert app_settings.TRUSTED_CLIENT_IP_HEADER is None
