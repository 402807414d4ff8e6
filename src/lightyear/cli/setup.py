"""Starting Django for the commands that need the database; the others stay without it."""

import os

import django as framework


def django() -> None:
    """Load the settings and the models. Safe to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lightyear.server.settings")
    framework.setup()
