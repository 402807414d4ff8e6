"""The tamper-evident record of every decision, access and change."""
