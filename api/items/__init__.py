"""Items over REST: read as far as the caller may, and written by those who put the agenda together."""
