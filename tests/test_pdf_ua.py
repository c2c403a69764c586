"""Every kind of paper is PDF/UA-1, and veraPDF says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from documents.content import Bilag, ItemSection, Kind
from documents.drawing.pdf import Layout
from tests import documents
from tests.papers import drawn
from tests.tools.verapdf import violations_in

ODD_TEXT = """<h4>Først en lille rubrik</h4>
<p>Et <a href="https://www.example.org/en/lang/adresse"><strong>link</strong> med fed skrift, som er langt nok til at
løbe over flere linjer, fordi der står så meget i det, at linjen ikke kan rumme det hele på en gang</a> og et
<a href="mailto:sekretariat@fjordby.example">til</a>.</p>
<ul>løst<li><p>a</p><ol><li>b<ul><li>c</li></ul></li></ol></li><ul><li>d</li></ul></ul>
<blockquote>Løst citat<p>og et afsnit</p><ul><li>med en liste</li></ul></blockquote>
<table><tr><td rowspan="3">a</td><td colspan="2">b</td></tr><tr><td>c</td></tr><tr><th scope="row">d</th></tr></table>
<table><caption>Oversigt</caption><thead><tr><th>Nr.</th><th></th></tr></thead><tr><td><ul><li>x</li></ul></td></tr>
</table><table><tr><td>ydre<table><tr><td>indre</td></tr></table></td></tr></table>
<p>Łódź → \u4e2d \uf0b7 \U0001f600</p>"""

ROWS = "".join(
    f"<tr><th>{row}</th><td rowspan='1'>Ændringsforslag</td>{'<td>1</td>' * 10}</tr>" for row in range(60)
)
ODD = documents.minutes(
    ItemSection(1, "Skæve tekster", background=ODD_TEXT, decision=ODD_TEXT, recommendations=("at < & >",)),
    ItemSection(2, "Stor tabel", background=f"<table>{ROWS}</table>", bilag=(Bilag("x" * 120),)),
)

DOCUMENTS = {
    "full": (documents.FULL, False),
    "public": (documents.PUBLIC, False),
    "stubs": (documents.minutes(documents.STUB, replace(documents.STUB, number=4, withdrawn=True)), False),
    "agenda": (documents.AGENDA, False),
    "planned": (documents.PLANNED, False),
    "recorded": (replace(documents.RECORDED, version=2, changes="Punkt 2 er rettet."), False),
    "excerpt": (replace(documents.minutes(documents.RECORDED.entries[1]), kind=Kind.EXCERPT), False),
    "draft": (documents.FULL, True),
    "odd": (ODD, False),
    "empty": (documents.minutes(), False),
}


if (sample := documents.sample()) is not None:
    DOCUMENTS["sample"] = (sample, False)


def test_every_paper_is_pdf_ua(tmp_path: Path) -> None:
    for name, (document, draft) in DOCUMENTS.items():
        for layout in Layout:
            (tmp_path / f"{name}-{layout}.pdf").write_bytes(drawn(document, layout, draft=draft))
    papers = sorted(tmp_path.iterdir())
    assert len(papers) == 2 * len(DOCUMENTS)
    found = {pdf.name: broken for pdf, broken in violations_in(papers).items() if broken}
    assert found == {}
