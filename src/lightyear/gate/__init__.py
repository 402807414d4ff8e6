"""The gate: no payload moves in or out without a recorded decision."""
