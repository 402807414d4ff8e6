"""Who is asking, behind proxies that are trusted and behind those that are not."""

from ipaddress import ip_network

import pytest
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
