"""Consent: purposes, the exact wording people agreed to, and what they answered."""
