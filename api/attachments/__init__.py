"""Bilag over REST: read and fetched by those who may, put on and changed by those who write the item."""
