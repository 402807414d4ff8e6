"""The translation catalog: `update` brings it in line with the code, `check` fails when it isn't.

Every message has a Chinese translation, none is fuzzy, and none equals its English but for names.
"""

import io
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "lightyear"
PO = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
SAME_IN_BOTH = SOURCE / "locale" / "same-in-both.txt"
UNSAID = ('"Project', '"Report', '"POT', '"PO-', '"Last', '"Language-Team', '"Generated')
"""Headers of no use here, of which some would change with every update."""
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def extract_template(
    file: Any, keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[tuple[Any, ...]]:
    """Babel's way into Django's templates: Django turns the tags into Python calls."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    calls = templatize(file.read().decode(), origin=file.name)
    source = "\n".join(line.strip() for line in calls.splitlines())
    yield from extract_python(io.BytesIO(source.encode()), keywords, comment_tags, options)


def extracted() -> Catalog:
    """What the code says today."""
    catalog = Catalog(charset="utf-8")
    methods: list[Any] = [("**.py", "python"), ("**.html", extract_template)]
    found = extract_from_dir(str(SOURCE), methods, keywords=KEYWORDS)
    for file, line, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        catalog.add(message, None, [(f"src/lightyear/{file}", line)], auto_comments=comments, context=context)
    return catalog


def known() -> Catalog:
    if not PO.exists():
        return Catalog(locale="zh_Hans", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def update() -> int:
    catalog = known()
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    PO.parent.mkdir(parents=True, exist_ok=True)
    catalog.header_comment = "# The Chinese words of Lightyear."
    written = io.BytesIO()
    write_po(written, catalog, width=110, ignore_obsolete=True, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    PO.write_text("".join(line for line in lines if not line.startswith(UNSAID)))
    return report(problems(catalog))


def check() -> int:
    translated, today = known(), extracted()
    missing = [
        f"not in the catalog: {message.id!r}"
        for message in today
        if message.id and message.id not in translated
    ]
    unused = [
        f"no longer used: {message.id!r}" for message in translated if message.id and message.id not in today
    ]
    return report(missing + unused + problems(translated))


def problems(catalog: Catalog) -> list[str]:
    same = set(SAME_IN_BOTH.read_text().splitlines()) if SAME_IN_BOTH.exists() else set()
    found = []
    for message in catalog:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if not all(texts):
            found.append(f"not translated: {message.id!r}")
        elif message.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        elif _said_alike(message) - same:
            found.append(f"the same in both languages: {message.id!r}")
    return found


def _said_alike(message: Message) -> set[str]:
    """The English forms of a message that stand unchanged in its Chinese."""
    english, chinese = (
        {str(text) for text in (said if isinstance(said, tuple | list) else [said])}
        for said in (message.id, message.string)
    )
    return english & chinese


def report(lines: list[str]) -> int:
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit({"update": update, "check": check}[sys.argv[1]]())
