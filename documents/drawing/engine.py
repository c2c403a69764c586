"""WeasyPrint, loaded once, with our fonts and nothing else to read.

The only module that imports inside a function: WeasyPrint looks for system libraries when it is imported,
and a machine without them shall get a sentence where a PDF is wanted, not a traceback at start.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders

FONTS = Path(settings.BASE_DIR) / "node_modules" / "@fontsource" / "source-sans-3" / "files"
FAMILY = "Source Sans 3"
# Each alphabet is a set of files, which take time to unpack: only those are loaded that the text has letters of.
LATIN = "latin"
OTHER_ALPHABETS = {
    "latin-ext": re.compile("[\u0100-\u02ff\u1e00-\u1eff]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    "cyrillic": re.compile("[\u0400-\u045f]"),
}
FACES = ((400, "normal"), (400, "italic"), (600, "normal"), (600, "italic"))

NO_LIBRARIES = (
    "PDF kan ikke tegnes, fordi systembiblioteker mangler: kør »make demo«, eller som root "
    "»apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0«."
)
NO_FONTS = (
    "PDF kan ikke tegnes, fordi skrifttypen Source Sans 3 mangler i node_modules: "
    "kør »make demo« eller »npm ci«."
)


class EngineMissing(Exception):
    """PDF cannot be drawn on this machine; the text is a Danish sentence that says what to install."""


def write_pdf(html: str, stylesheets: Sequence[str], finish: Callable[[Any], None]) -> bytes:
    """Return a PDF/UA-1 file of `html`, styled by static files; EngineMissing if the machine lacks a part.

    `finish(pdf)` may mend the PDF's objects before they are written. Nothing in `html` can make the engine
    read a file or an address. A character that no font has is drawn as a stand-in: PDF/UA forbids boxes.
    """
    pdf, unknown = _write(html, stylesheets, finish)
    if unknown:
        pdf, _ = _write(html.translate({ord(char): _stand_in(char) for char in unknown}), stylesheets, finish)
    return pdf


def _write(html: str, stylesheets: Sequence[str], finish: Callable[[Any], None]) -> tuple[bytes, set[str]]:
    """Return the file and the characters that no font had."""
    unknown: set[str] = set()

    def finisher(document: Any, pdf: Any) -> None:
        unknown.update(chr(code) for font in document.fonts.values() for code in font.missing)
        finish(pdf)

    weasyprint = _weasyprint()
    fetcher = _fetcher(weasyprint)
    fonts = weasyprint.text.fonts.FontConfiguration()
    texts = [_font_faces(_alphabets(html)), *map(_stylesheet, stylesheets)]
    styles = [weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher) for text in texts]
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    pdf: bytes = document.write_pdf(
        stylesheets=styles, font_config=fonts, finisher=finisher, pdf_variant="pdf/ua-1", pdf_identifier=True
    )
    return pdf, unknown


def _stand_in(char: str) -> str:
    """Control signs vanish, and the private signs that Word uses for bullets become one."""
    kind = unicodedata.category(char)
    return {"Co": "•", "Zl": " ", "Zp": " "}.get(kind, "" if kind.startswith("C") else "\ufffd")


@cache
def _weasyprint() -> ModuleType:
    if not all(path.is_file() for path in _font_files().values()):
        raise EngineMissing(NO_FONTS)
    # On a missing library WeasyPrint prints advice of its own before it raises.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            weasyprint = import_module("weasyprint")
            import_module("weasyprint.text.fonts")
        except OSError as error:
            raise EngineMissing(NO_LIBRARIES) from error
    _silence("weasyprint", "fontTools", "pydyf")
    return weasyprint


def _silence(*names: str) -> None:
    """Their messages quote titles and addresses of what is drawn, closed items too: they reach no log."""
    for name in names:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)


def _fetcher(weasyprint: ModuleType) -> Any:
    """Return a fetcher that knows our font files by name and refuses everything else."""
    files = _font_files()

    class OwnFontsOnly(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in files:
                raise PermissionError("refused")
            return weasyprint.urls.URLFetcherResponse(url, _unpacked(files[url]))

    return OwnFontsOnly()


@cache
def _unpacked(font: Path) -> bytes:
    """The font as it is on paper; to unpack four of them takes WeasyPrint as long as to draw a short document."""
    unpacked = io.BytesIO()
    import_module("fontTools.ttLib.woff2").decompress(io.BytesIO(font.read_bytes()), unpacked)
    return unpacked.getvalue()


def _font_files() -> dict[str, Path]:
    names = [_font_name(alphabet, *face) for alphabet in (LATIN, *OTHER_ALPHABETS) for face in FACES]
    return {f"font:{name}": FONTS / f"{name}.woff2" for name in names}


def _alphabets(text: str) -> list[str]:
    return [LATIN, *(name for name, letters in OTHER_ALPHABETS.items() if letters.search(text))]


def _font_name(alphabet: str, weight: int, style: str) -> str:
    return f"source-sans-3-{alphabet}-{weight}-{style}"


def _font_faces(alphabets: Sequence[str]) -> str:
    """Return the @font-face rules and the family list that every stylesheet builds on."""
    rules = [
        f'@font-face {{ font-family: "{FAMILY} {alphabet}"; font-weight: {weight}; font-style: {style};'
        f' src: url("font:{_font_name(alphabet, weight, style)}") }}'
        for alphabet in alphabets
        for weight, style in FACES
    ]
    families = ", ".join([f'"{FAMILY} {alphabet}"' for alphabet in alphabets] + ["sans-serif"])
    return "\n".join(rules + [f"{place} {{ font-family: {families} }}" for place in ("html", "@page")])


def _stylesheet(name: str) -> str:
    path = finders.find(f"documents/paper/{name}")
    if not isinstance(path, str):
        raise FileNotFoundError(f"static/documents/paper/{name}")
    return Path(path).read_text(encoding="utf-8")
