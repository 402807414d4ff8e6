"""Finds identifiers and health context, and decides whether data may flow: a pure library."""

from lightyear.guard import rulebook as _rulebook
from lightyear.guard.check_copy import check_copy, suggestion
from lightyear.guard.decide import decide
from lightyear.guard.pseudonyms import pseudonymize
from lightyear.guard.records import scan_record
from lightyear.guard.redact import redact
from lightyear.guard.scan import has_health_context, scan, scan_many
from lightyear.guard.trackers import scan_hit
from lightyear.guard.types import CATEGORIES, HEALTH, Basis, CopyFinding, Decision, Destination, Finding, Flow

RULEBOOK_VERSION = _rulebook.version()

__all__ = [
    "CATEGORIES",
    "HEALTH",
    "RULEBOOK_VERSION",
    "Basis",
    "CopyFinding",
    "Decision",
    "Destination",
    "Finding",
    "Flow",
    "check_copy",
    "decide",
    "has_health_context",
    "pseudonymize",
    "redact",
    "scan",
    "scan_hit",
    "scan_many",
    "scan_record",
    "suggestion",
]
