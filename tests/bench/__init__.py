"""How fast the gate is, beside guardian's own shortcut: `make bench`. Pytest collects nothing here."""
