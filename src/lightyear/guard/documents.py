"""Documents that hold more than text: HTML, mail files, HTTP archives, JSON text, each with its places."""

from lightyear.guard import archives, jsontext, mails, markup, records
from lightyear.guard.types import Finding

scan_html = markup.scan_markup
redact_html = markup.redact_markup
clean_html = markup.clean_markup
scan_mail = mails.scan_mail
clean_mail = mails.clean_mail
scan_har = archives.scan_har
clean_har = archives.clean_har


def scan_json(text: str) -> list[Finding]:
    """Scan JSON text as `scan_record` does, but with offsets in the text itself. Raises ValueError."""
    found = []
    for leaf in records.leaves(jsontext.read(text)):
        if isinstance(leaf.value, jsontext.Spot):
            for one in records.scan_leaf(leaf):
                place = jsontext.place(text, leaf.value, one.start, one.end)
                found.append(Finding(*place, one.category, one.score, one.detector, one.path))
    return found
