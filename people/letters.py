"""A mail as it leaves the house: the same words as plain text and as a simple page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils.translation import get_language


@dataclass(frozen=True)
class Line:
    """One line of a list; `path` is where to read on."""

    text: str
    note: str = ""
    path: str = ""

    @property
    def url(self) -> str:
        return f"{settings.SITE_URL}{self.path}" if self.path else ""


@dataclass(frozen=True)
class Section:
    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Letter:
    subject: str
    paragraphs: Sequence[str]
    sections: Sequence[Section] = ()
    links: Sequence[Line] = ()

    def plain(self) -> str:
        parts = [*self.paragraphs]
        for section in self.sections:
            parts.append("\n".join((section.heading, "-" * len(section.heading))))
            parts += [_plain(line) for line in section.lines]
        parts += [f"{link.text} {link.url}" for link in self.links]
        return "\n\n".join((*parts, settings.MUNICIPALITY))

    def html(self) -> str:
        facts = {"letter": self, "language": get_language(), "municipality": settings.MUNICIPALITY}
        return render_to_string("mail/letter.html", facts)


def _plain(line: Line) -> str:
    return "\n".join(filter(None, (line.text, line.note, line.url)))


def message(
    letter: Letter, to: str, headers: Mapping[str, str], connection: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.plain(),
        to=[to],
        headers={**headers, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    mail.attach_alternative(letter.html(), "text/html")
    return mail
