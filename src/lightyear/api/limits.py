"""How often a key may ask: counted in the shared cache, so that it holds over all processes."""

import math
import time

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from lightyear.accounts.models import ApiKey
from lightyear.api.problems import Problem
from lightyear.kit import locks

WINDOW_SECONDS = 60


def count(key: ApiKey) -> None:
    """Count one request; raises a problem 429 with Retry-After past the limit of this minute."""
    # The system's clock and not the product's: the cache forgets by it.
    now = time.time()
    name = f"api:{key.id}:{int(now // WINDOW_SECONDS)}"
    with transaction.atomic():
        # Two requests at the same moment must count as two.
        locks.hold(b"api.limit" + key.id.bytes)
        used = cache.get(name, 0) + 1
        cache.set(name, used, 2 * WINDOW_SECONDS)
    if used > settings.LIGHTYEAR_API_PER_MINUTE:
        left = math.ceil(WINDOW_SECONDS - now % WINDOW_SECONDS)
        raise Problem(429, headers={"Retry-After": str(left)})
