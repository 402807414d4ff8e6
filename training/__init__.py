"""Training text of our own for the tagger of names and places, and what makes weights of it."""
