"""Zip files, and the office formats that are zip files: every member is read, within limits, and none unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from agenda.filetypes.archives import MAX_MEMBERS
from documents.leak_check.reading.paragraphs import office_xml
from documents.leak_check.reading.pieces import (
    MEMBER_BYTES,
    Budget,
    Embedded,
    Passage,
    Piece,
    Trouble,
    Unreadable,
    broken,
    locked,
    too_large,
)
from documents.leak_check.reading.sheets import Workbook

_STYLING = re.compile(r"(?:word|xl|ppt)/(?:styles|fontTable|webSettings|tableStyles|theme/theme\d*)\.xml")
_XML = (".xml", ".rels", ".rdf", ".vml")
_MACROS = "vbaProject.bin"


def read_zip(content: bytes, budget: Budget) -> Iterator[Piece]:
    """Yield all that can be read in the members; Unreadable if they are too many, too large or locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _members(archive, budget)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Unreadable(broken()) from error
    except RuntimeError as error:  # zipfile's word for a member with a password
        raise Unreadable(locked()) from error


def _members(archive: zipfile.ZipFile, budget: Budget) -> Iterator[Piece]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in members}
    if len(members) > MAX_MEMBERS:
        raise Unreadable(too_large())
    if archive.comment:
        yield Passage(archive.comment.decode("utf-8", "replace"), _("kommentar til arkivet"))
    if "xl/workbook.xml" in names:
        yield from Workbook(lambda name: _bytes(archive, name, budget), names).pieces()
    office = bool({"[Content_Types].xml", "mimetype", "content.xml"} & names)
    for member in members:
        data = _bytes(archive, member.filename, budget)
        yield from _office(member.filename, data) if office else [Embedded(data, member.filename)]


def _bytes(archive: zipfile.ZipFile, name: str, budget: Budget) -> bytes:
    """Return the member, whatever size it says it has; Unreadable before it has grown too large."""
    with archive.open(name) as member:
        data = member.read(MEMBER_BYTES + 1)
    if len(data) > MEMBER_BYTES:
        raise Unreadable(too_large())
    budget.spend(len(data))
    return data


def _office(name: str, data: bytes) -> Iterator[Piece]:
    """Pictures, fonts and settings belong to the format, so only files put in by somebody must be readable."""
    path = PurePosixPath(name)
    if path.suffix in _XML:
        yield from () if _STYLING.fullmatch(name) else office_xml(name, data)
    elif path.name == _MACROS:
        yield Trouble(_("Filen indeholder makroer, som kontrollen ikke kan læse."))
    elif path.name != "mimetype":
        yield Embedded(data, path.name, kept=path.parent.name == "embeddings")
