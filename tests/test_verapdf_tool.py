"""The judge itself: it must say yes to a good file, no to a bad one, and never stay silent."""

from pathlib import Path

import pytest
from weasyprint import HTML

from tests.tools.verapdf import VeraPdfError, violations, violations_in

PAGE = """<html lang="da"><head><title>Dagsorden</title></head>
<body><h1>Lokalplan 412, Havnefronten</h1>
<p>Forvaltningen indstiller, at planen sendes i høring.</p></body></html>"""


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    path = tmp_path / "tagged.pdf"
    HTML(string=PAGE).write_pdf(path, pdf_variant="pdf/ua-1")
    return path


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.pdf"
    HTML(string=PAGE).write_pdf(path)
    return path


def test_says_yes_and_no_of_each_flavour_in_one_run(tagged: Path, plain: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_text("Kære alle")
    found = violations_in([tagged, plain, letter], ["ua1", "3a"])
    assert {violation.partition(":")[0] for violation in found[tagged]} == {"3a"}
    assert any(
        violation.startswith("ua1: ") and "7.1-11" in violation for violation in found[plain]
    )  # no tree
    assert all("not a PDF" in violation for violation in found[letter])
    assert found[letter]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VeraPdfError):
        violations(tmp_path / "missing.pdf")


def test_an_unknown_flavour_is_an_error(tagged: Path) -> None:
    with pytest.raises(VeraPdfError):
        violations(tagged, ["ua7"])
