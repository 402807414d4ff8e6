"""Who is asking, behind proxies that the installation trusts.

A forwarded address is anybody's claim until a trusted proxy wrote it; so the chain is read from its near
end, and only as far as the proxies in it are trusted. The same holds for the scheme that the visitor used.
"""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]
Address = IPv4Address | IPv6Address

LOOPBACK = {"127.0.0.1", "::1"}
FORWARDED = "HTTP_X_FORWARDED_FOR"
SCHEME = "HTTP_X_FORWARDED_PROTO"
"""Django believes it (SECURE_PROXY_SSL_HEADER), so nobody's may stay but a trusted proxy's."""


class TrustedProxies:
    """Puts the visitor's own address where everything looks for it (REMOTE_ADDR)."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        near = _address(request.META.get("REMOTE_ADDR", ""))
        if near is not None and _is_trusted(near):
            claimed = request.META.pop(FORWARDED, "").split(",")
            request.META["REMOTE_ADDR"] = str(_visitor(near, reversed(claimed)))
        else:
            request.META.pop(SCHEME, None)
        return self.respond(request)


def is_near(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself, not through a proxy that runs on it."""
    return request.META.get("REMOTE_ADDR") in LOOPBACK and FORWARDED not in request.META


def _visitor(near: Address, claimed: Iterable[str]) -> Address:
    visitor = near
    for claim in claimed:
        address = _address(claim.strip())
        if address is None:
            break
        visitor = address
        if not _is_trusted(address):
            break
    return visitor


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.LIGHTYEAR_TRUSTED_PROXIES)


def _address(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
