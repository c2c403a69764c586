"""What a file is, by what is in it, and which files can't be taken."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest

from agenda.filetypes.judging import judged, title_of
from agenda.filetypes.refusals import Unacceptable
from tests.tools.bad_files import BAD, GOOD


def refusal(content: bytes, name: str = "notat.pdf", megabytes: int = 100) -> str:
    with pytest.raises(Unacceptable) as refused:
        judged(io.BytesIO(content), len(content), name, megabytes)
    return str(refused.value)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_what_is_in_it(name: str) -> None:
    content, content_type = GOOD[name]
    file = io.BytesIO(content)
    assert judged(file, len(content), "faktura.exe", 100).content_type == content_type
    assert file.tell() == 0


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_taken_is_refused_in_a_sentence(name: str) -> None:
    content, word = BAD[name]
    assert word in refusal(content)


def test_a_file_over_the_limit_is_refused_by_its_size() -> None:
    assert "større end 1 MB" in refusal(b"x" * (1024 * 1024 + 1), megabytes=1)


def test_a_list_of_values_is_told_by_its_name() -> None:
    content = b"Afdeling;Budget\n"
    assert judged(io.BytesIO(content), len(content), "budget.CSV", 1).suffix == "csv"


@pytest.mark.parametrize("end", range(1, 40))
def test_no_half_of_a_file_gives_a_traceback(end: int) -> None:
    """A Word file cut off anywhere is refused or taken, and nothing else."""
    content = GOOD["docx"][0]
    content = content[: len(content) * end // 40]
    with suppress(Unacceptable):
        judged(io.BytesIO(content), len(content), "notat.docx", 100)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Støjmåling_2026.pdf", "Støjmåling 2026"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\bo\\Notat.docx", "Notat"),
        ("Referat 12.3.2026", "Referat 12.3.2026"),
        ("a\u030arsplan.PDF", "årsplan"),
        ("<script>alert(1)</script>.txt", "script>"),
        (".pdf", ".pdf".strip(".")),
        ("A" * 300 + ".pdf", "A" * 150 + "…"),
        (" ".join(["Lokalplan"] * 40) + ".pdf", " ".join(["Lokalplan"] * 15) + "…"),
        ("", ""),
    ],
)
def test_a_file_name_becomes_a_title(name: str, title: str) -> None:
    assert title_of(name) == title
