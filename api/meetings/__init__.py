"""Meetings over REST: read with their document, planned, moved, opened, and their papers sent out."""
