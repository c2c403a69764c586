"""What a service says when it will not do a thing. Every face turns these into its own words and status."""

from __future__ import annotations


class Refused(Exception):
    """The state does not allow it (409). The message is a sentence for the person who asked."""


class Gone(Exception):
    """What was here has been withdrawn (410). The message is a sentence for somebody who could have fetched it.

    `page` is the address of the page to go on to, which that somebody may open.
    """

    def __init__(self, sentence: str, *, page: str = "") -> None:
        super().__init__(sentence)
        self.page = page
