"""Messages: templates, the outbox, and everything a message is made of."""
