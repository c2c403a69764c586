"""How fast the gate and the API are, beside other ways to do the same: `make bench`. Pytest collects nothing here."""
