"""The string that every virus scanner knows, so that one can see that files are looked at. It harms nothing."""

from __future__ import annotations

from agenda.filetypes.refusals import Unacceptable, virus

# In pieces, or a scanner would take this module away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


class TestString:
    """Looks for the string in a stream that comes a piece at a time."""

    __test__ = False  # no test of pytest's

    def __init__(self) -> None:
        self._end = b""

    def see(self, piece: bytes) -> None:
        """Unacceptable if the string ends in this piece."""
        if EICAR in self._end + piece:
            raise Unacceptable(virus())
        self._end = (self._end + piece)[-len(EICAR) :]
