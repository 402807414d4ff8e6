"""Tasks: what a person should do about a contact, and by when."""
