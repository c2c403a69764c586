"""What WeasyPrint leaves undone in a tagged PDF, mended before the file is written.

A link says in words where it goes, a heading cell what it heads; the table of contents is tagged as one.
"""

from __future__ import annotations

import re
from typing import Any

import pydyf  # type: ignore[import-untyped]

PUNKT = re.compile(r"punkt-(\d+)")


def mend_tags(pdf: Any) -> None:
    """Mend the objects of a `pydyf.PDF` in place."""
    for thing in [thing for thing in pdf.objects if isinstance(thing, pydyf.Dictionary)]:
        if thing.get("Subtype") == "/Link":
            _describe(thing)
        elif thing.get("S") == "/TH":
            _set_scope(pdf, thing)
        elif thing.get("S") == "/Link":
            _mark_contents(pdf, thing)


def _describe(link: Any) -> None:
    target = link["Contents"].string
    punkt = PUNKT.fullmatch(target) if "Dest" in link else None
    link["Contents"] = pydyf.String(f"Gå til punkt {punkt[1]}" if punkt else f"Åbn {target}")


def _set_scope(pdf: Any, cell: Any) -> None:
    row = _target(pdf, cell["P"])
    part = _target(pdf, row["P"])
    cell["A"]["Scope"] = "/Column" if part["S"] == "/THead" else "/Row"


def _mark_contents(pdf: Any, link: Any) -> None:
    """Inner links stand in the table of contents alone: LBody, LI and L become Reference, TOCI and TOC."""
    annotations = [_target(pdf, kid["Obj"]) for kid in _kids(pdf, link) if kid.get("Type") == "/OBJR"]
    body = _target(pdf, link["P"])
    if body["S"] != "/LBody" or not any("Dest" in annotation for annotation in annotations):
        return
    point = _target(pdf, body["P"])
    contents = _target(pdf, point["P"])
    for thing, tag in ((body, "/Reference"), (point, "/TOCI"), (contents, "/TOC")):
        thing["S"] = tag


def _kids(pdf: Any, element: Any) -> list[Any]:
    return [_target(pdf, kid) for kid in element["K"] if isinstance(kid, bytes)]


def _target(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
