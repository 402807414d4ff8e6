"""The frame in which a letter is shown: its own styles, no script, no form, nothing from elsewhere."""

CSP = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "form-action": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
}
