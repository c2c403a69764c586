"""What the check tells. Hidden text is kept out of every `repr`, so that no log gets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """In the order of the list the secretary gets."""

    STOP = "stop"
    CPR = "cpr"
    UNREADABLE = "unreadable"
    WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """Where something was found, in words for the secretary alone.

    `key` is the id of the item or bilag, "" for the document as a whole; `part` is "side 4", "bogmærke" and so on.
    """

    key: str
    label: str = field(repr=False)
    part: str = field(repr=False)


@dataclass(frozen=True)
class Finding:
    """One thing found in one place.

    `what` is the hidden text, shortened; a CPR number is masked. `subject` is for a keyed fingerprint made by the
    caller: the matched text as letters and digits, the ten digits of a CPR number, or the digest of a file that
    cannot be read. `about` is the id of the item whose text it is. `certain` is for CPR: modulus 11 fits. `public`: it
    was found in what is open to all.
    """

    severity: Severity
    what: str = field(repr=False)
    origin: str
    place: Place
    advice: str
    subject: str = field(repr=False)
    about: str = ""
    certain: bool = False
    public: bool = False
