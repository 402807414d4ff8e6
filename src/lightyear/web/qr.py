"""QR codes as inline SVG: one path, no style, so that the content security policy has nothing to allow."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

QUIET_ZONE = 4
"""Modules of white around the code (ISO/IEC 18004 section 9.1)."""


def svg(text: str) -> SafeString:
    """The code of a text, black on white in either theme."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{column} {line}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, is_dark in enumerate(row)
        if is_dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}" '
        'shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"></rect>'
        '<path d="{path}" fill="#000"></path></svg>',
        size=len(rows),
        label=_("QR code for the authenticator app"),
        path=path,
    )
