"""One at a time, across every process and machine that shares the database."""

import hashlib

from django.db import connection


def hold(name: bytes) -> None:
    """Wait until nobody else holds this name, and hold it until the open transaction ends."""
    number = int.from_bytes(hashlib.sha256(name).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
