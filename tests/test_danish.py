from __future__ import annotations

from datetime import date, time

import pytest

from people.danish import listed, long_date, sort_key, when


def test_names_sort_as_danish_does() -> None:
    names = ["Ågård", "Aabenraa", "Østergård", "Ærø", "Zimmer", "Adam", "Özdemir", "Myhre"]
    expected = ["Adam", "Myhre", "Zimmer", "Ærø", "Østergård", "Özdemir", "Aabenraa", "Ågård"]
    assert sorted(names, key=sort_key) == expected


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Zimmer", "Ærø"), ("Ærø", "Østergård"), ("Østergård", "Ågård"), ("Østergård", "Aabenraa"),
        ("Adam", "Bent"), ("Émile", "Erik"), ("Muller", "Myhre"), ("Özdemir", "Øzz"), ("bent", "Carl"),
    ],
)  # fmt: skip
def test_the_danish_alphabet(earlier: str, later: str) -> None:
    assert sort_key(earlier) < sort_key(later)


def test_decomposed_letters_sort_as_composed_ones() -> None:
    assert sort_key("A\u030ase")[0] == sort_key("Åse")[0]


def test_dates_are_written_as_danes_write_them() -> None:
    assert long_date(date(2015, 9, 3)) == "3. september 2015"
    assert when(date(2015, 9, 17), time(8, 30)) == "torsdag d. 17. september 2015 kl. 08:30"
    assert when(date(2015, 9, 17), None) == "torsdag d. 17. september 2015"


@pytest.mark.parametrize(
    ("names", "text"),
    [(["Bo"], "Bo"), (["Bo", "Carl"], "Bo og Carl"), (["Bo", "Carl", "Mette"], "Bo, Carl og Mette")],
)
def test_names_in_a_row(names: list[str], text: str) -> None:
    assert listed(names) == text
