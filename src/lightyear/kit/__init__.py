"""Small tools without domain or models: clock, identifiers, processes."""
