"""The addresses in a letter: whoever serves one, and every log on the way, learns that it was opened."""

import html
import re
from urllib.parse import urlsplit

from lightyear.messaging.rendering import Rendered

ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^\s\"'<>()]+", re.IGNORECASE)


def of(rendered: Rendered) -> list[str]:
    """Every web address of a letter once: links, images, backgrounds, and what is written out."""
    texts = (rendered.subject, html.unescape(rendered.html), rendered.text)
    return list(dict.fromkeys(address for text in texts for address in ADDRESS.findall(text)))


def host(address: str) -> str:
    """Who serves an address: what of it may be shown."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
