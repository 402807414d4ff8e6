"""Intake: forms and what people send through them."""
