"""Contacts: people who got in touch, with a sealed profile each."""
