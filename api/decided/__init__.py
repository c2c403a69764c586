"""Decisions over REST: read by those who may, and written down by those who take the minutes."""
