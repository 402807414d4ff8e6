"""The API: programs with a key, behind the same wall, gate and ledger as people."""
