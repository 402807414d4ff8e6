"""How settings are read from the environment; what is wrong is said at once and clearly."""

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import conninfo

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}
ADDRESS = "address"
USUAL_ADDRESS = "http://localhost:8000"


def flag(name: str) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0.")
    return value in TRUE


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks, separated by commas."""
    given = [part.strip() for part in os.environ.get(name, "").split(",")]
    try:
        return [ip_network(part) for part in given if part]
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be addresses such as 10.0.0.2 or 10.0.0.0/8.") from None


def secret_key(home: Path) -> str:
    """From the environment, else the installation's key file, else one that lives as long as the process."""
    if from_environment := os.environ.get("LIGHTYEAR_SECRET_KEY"):
        return from_environment
    try:
        return (home / "keys" / "secret.key").read_text().strip()
    except OSError:
        return secrets.token_urlsafe(48)


def ensure_secret_key(home: Path) -> None:
    """Create the key file (0600) that signs sessions of a new installation."""
    path = home / "keys" / "secret.key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")


def address(home: Path) -> str:
    """LIGHTYEAR_URL, else the address that a running `lightyear up` noted in its home, else its usual one."""
    if from_environment := os.environ.get("LIGHTYEAR_URL"):
        return from_environment.rstrip("/")
    try:
        return (home / ADDRESS).read_text().strip() or USUAL_ADDRESS
    except (OSError, ValueError):
        return USUAL_ADDRESS


@contextlib.contextmanager
def noted_address(home: Path) -> Iterator[None]:
    """Note LIGHTYEAR_URL in the home for as long as it is served."""
    (home / ADDRESS).write_text(os.environ["LIGHTYEAR_URL"] + "\n")
    try:
        yield
    finally:
        (home / ADDRESS).unlink(missing_ok=True)


def hosts(url: str) -> list[str]:
    """The host names that are answered: the public address, and loopback."""
    host = urlsplit(url).hostname
    if not host:
        raise ImproperlyConfigured("LIGHTYEAR_URL must be an address such as https://go.example.org.")
    return sorted({host, "localhost", "127.0.0.1", "[::1]"})


def database_url(home: Path) -> str:
    """DATABASE_URL, else the address that a running `lightyear up` noted in its home, else empty."""
    if from_environment := os.environ.get("DATABASE_URL"):
        return from_environment
    try:
        noted = json.loads((home / "postgres.lock").read_text())
    except (OSError, ValueError):
        return ""
    return str(noted.get("url") or "")


def database(url: str) -> dict[str, Any]:
    """Django's database settings from a PostgreSQL URL; the pool lends a connection per request."""
    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise ImproperlyConfigured("DATABASE_URL isn't a PostgreSQL address.") from None
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "lightyear"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "ATOMIC_REQUESTS": True,
        "OPTIONS": {**parts},
    }
    if os.environ.get("LIGHTYEAR_POOL_SIZE", "8") != "0":
        settings["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": int(os.environ.get("LIGHTYEAR_POOL_SIZE", "8")),
            "timeout": 15,
        }
    return settings


def frontend_packages(modules: Path) -> list[tuple[str, Path]]:
    """The npm packages that pages load, each under its own prefix."""
    packages = {
        "vendor/altcha": modules / "altcha" / "dist" / "external",
        "vendor/altcha-workers": modules / "altcha" / "dist" / "workers",
    }
    return [(prefix, path) for prefix, path in packages.items() if path.is_dir()]
