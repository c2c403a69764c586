"""What a service says when it will not do a thing. Every face turns these into its own words and status."""

from __future__ import annotations


class Refused(Exception):
    """The state does not allow it (409). The message is a sentence for the person who asked."""
