"""Small questions to the XML of a Word document."""

from __future__ import annotations

from typing import Any, TypeAlias

Element: TypeAlias = Any
"""What lxml gives; python-docx adds no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OFF = {"0", "false", "none", "off"}


def value(element: Element, path: str) -> str:
    """Return what the element at a path of names ("rPr/rStyle") is set to; "" if there is none."""
    found = find(element, path)
    return "" if found is None else found.get(f"{W}val", "") or ""


def find(element: Element, path: str) -> Element:
    return element.find("/".join(f"{W}{name}" for name in path.split("/")))


def is_on(element: Element) -> bool:
    """Whether a switch like w:b is there and not turned off."""
    return element is not None and element.get(f"{W}val", "1") not in _OFF


def name_of(element: Element) -> str:
    """Return the name of an element of Word's own; "" for all others."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(W) if tag.startswith(W) else ""


def closest(element: Element, name: str) -> Element:
    """Return the nearest element of that name around this one."""
    parent = element.getparent()
    while parent is not None and name_of(parent) != name:
        parent = parent.getparent()
    return parent


def is_empty_control(control: Element) -> bool:
    """Whether a content control still shows its placeholder."""
    return find(control, "sdtPr/showingPlcHdr") is not None
