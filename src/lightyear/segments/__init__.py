"""The condition language: one way to say which contacts are meant, in SQL, in Python and in words."""
