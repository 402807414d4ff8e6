"""What a page carries for programs: scripts, structured data, data: addresses."""

import html
from collections.abc import Iterator

from lightyear.guard import jsonscan, jsontext, published, types
from lightyear.guard.detectors import encoded
from lightyear.guard.scan import scan
from lightyear.guard.tags import Text
from lightyear.guard.types import Finding

_JSON = ("application/ld+json", "application/json", "text/json", "importmap")
_ORGANIZATIONS = published.ORGANIZATIONS | {"physician"}
_CONTACTS = ("phone", "fax", "email", "address", "url", "name")
ANYWHERE = ("email", "ssn", "cn_id", "click_id", "email_hash", "phone_hash")
"""What is an identifier in a program's text too; names and numbers there are mostly the program's own."""


def in_script(text: str, part: Text) -> Iterator[Finding]:
    """Find what a script or style holds: in JSON by its keys, in programs what is an identifier anywhere."""
    inside = text[part.start : part.end]
    if part.note in _JSON:
        try:
            yield from _moved_json(inside, part.start)
        except ValueError:
            yield from moved(scan(inside, channel="json"), part.start, "script")
        return
    yield from moved(only(ANYWHERE, scan(inside)), part.start, part.kind)


def only(categories: tuple[str, ...], found: list[Finding]) -> list[Finding]:
    """Give the findings of these categories."""
    return [one for one in found if one.category in categories]


def in_address(raw: str) -> list[Finding]:
    """Find what a data: address (RFC 2397) holds: in text everything, else what is an identifier anywhere."""
    head, _, body = raw[5:].partition(",")
    kind = html.unescape(head).strip().lower()
    start = len(raw) - len(body)
    is_text = kind.startswith(("text/", "application/json", ";")) or not kind
    if kind.endswith(";base64"):
        plain = encoded.plain_of(body.strip()) if is_text else None
        inside = {one.category: one for one in scan(plain)} if plain else {}
        return [Finding(start, len(raw), *rest(one)) for one in inside.values()]
    found = only(types.CATEGORIES if is_text else ANYWHERE, scan(body, channel="url"))
    return list(moved(found, start, ""))


def _moved_json(inside: str, start: int) -> Iterator[Finding]:
    tree = jsontext.read(inside)
    own = _owned_paths(tree, "")
    for one in jsonscan.placed(inside, tree, start):
        path = one.path or ""
        if one.category not in _CONTACTS or path.rpartition(".")[0] not in own:
            yield Finding(one.start, one.end, *rest(one), f"script.{path}")


def _owned_paths(value: object, path: str, *, is_own: bool = False) -> set[str]:
    """Give the paths of objects that describe an organization: its contact data identifies nobody."""
    owned: set[str] = set()
    if isinstance(value, jsontext.Pairs):
        kind = value.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        is_own = any(str(one).lower() in _ORGANIZATIONS for one in kinds) if kind else is_own
        if is_own:
            owned.add(path)
        for key, item in value.items():
            owned |= _owned_paths(item, f"{path}.{key}" if path else str(key), is_own=is_own)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            owned |= _owned_paths(item, f"{path}[{at}]", is_own=is_own)
    return owned


def moved(found: list[Finding], by: int, path: str) -> Iterator[Finding]:
    """Give findings in a part of a text as findings in the text."""
    for one in found:
        yield Finding(one.start + by, one.end + by, *rest(one), path)


def rest(one: Finding) -> tuple[str, float, str]:
    """Give what of a finding is no place."""
    return one.category, one.score, one.detector
