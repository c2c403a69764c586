"""A list of tasks as a file that Excel opens: CSV and XLSX, with the same columns as the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from decisions.models import FollowUpTask
from decisions.overview import reads_item, sharing

Cell: TypeAlias = str | int | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 500
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def head() -> list[str]:
    return [
        _("Opgave"), _("Status"), _("Frist"), _("Over fristen"), _("Person"), _("Afdeling"), _("Forum"),
        _("Møde"), _("Punkt"), _("Titel"), _("Sagsnr."), _("Oprettet"), _("Udført"),
        _("Medansvarlige"), _("Venter på svar"),
    ]  # fmt: skip


def row(task: FollowUpTask) -> list[Cell]:
    """One line. Of an item that the reader may not read all cells are empty."""
    item = task.item if reads_item(task) else None
    meeting = item.meeting if item else None
    return [
        task.text,
        task.get_status_display(),
        task.deadline,
        _("ja") if getattr(task, "late", False) else "",
        str(task.person or ""),
        str(task.department or ""),
        item.forum.name if item else "",
        meeting.date if meeting else None,
        item.number if item else None,
        item.title if item else "",
        item.case.number if item and item.case else "",
        timezone.localdate(task.created_at),
        timezone.localdate(task.done_at) if task.done_at else None,
        "; ".join(map(str, sharing(task))),  # the names of departments have commas
        _waits(task),
    ]


def _waits(task: FollowUpTask) -> str:
    """What its owner has asked for, and nobody has answered yet."""
    asked = {_("Givet tilbage"): task.is_handed_back, _("Ny frist ønsket"): getattr(task, "wished", False)}
    return ", ".join(words for words, applies in asked.items() if applies)


def harmless(cell: Cell) -> str:
    """Return a cell as text that no spreadsheet takes for a formula."""
    text = cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def as_csv(tasks: QuerySet[FollowUpTask]) -> HttpResponseBase:
    """Semicolons and a byte order mark, as a Danish Excel expects; written while it is sent."""
    response = StreamingHttpResponse(_lines(tasks), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="opfoelgning.csv"'
    return response


def _lines(tasks: QuerySet[FollowUpTask]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    yield "\ufeff"
    writer.writerow(head())
    for task in tasks.iterator(chunk_size=CHUNK):
        writer.writerow(map(harmless, row(task)))
        if line.tell() > 2**16:
            yield _taken(line)
    yield _taken(line)


def _taken(line: io.StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def as_xlsx(tasks: QuerySet[FollowUpTask]) -> HttpResponseBase:
    """A workbook with real dates, its head kept in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Opgaver"))
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].width = 60
    sheet.append([_bold(sheet, word) for word in head()])
    for task in tasks.iterator(chunk_size=CHUNK):
        sheet.append([_text(sheet, cell) if isinstance(cell, str) else cell for cell in row(task)])
    file = io.BytesIO()
    book.save(file)
    return HttpResponse(
        file.getvalue(),
        content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="opfoelgning.xlsx"'},
    )


def _bold(sheet: object, word: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=word)
    cell.font = Font(bold=True)
    return cell


def _text(sheet: object, words: str) -> WriteOnlyCell:
    """A cell of text, whatever it begins with; openpyxl would take "=…" for a formula."""
    cell = WriteOnlyCell(sheet, value=words)
    cell.data_type = "s"
    return cell


FORMATS: Mapping[str, Callable[[QuerySet[FollowUpTask]], HttpResponseBase]] = {"csv": as_csv, "xlsx": as_xlsx}
