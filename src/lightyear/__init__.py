"""Lightyear: a growth platform for healthcare in which no data moves without a recorded decision."""

__version__ = "0.1.0"
