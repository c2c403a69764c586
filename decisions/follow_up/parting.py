"""One verb with two things, each with a time of its own: two tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from decisions.follow_up import words
from decisions.follow_up.findings import Finding, Shape
from decisions.follow_up.kinds import Clause, Kind
from decisions.follow_up.patterns import pattern
from decisions.follow_up.tokens import GAP, Token
from decisions.follow_up.values import Role
from decisions.follow_up.verbs import Form
from decisions.follow_up.view import View


def parted(finding: Finding) -> Iterator[Finding]:
    """ "Sender en status i uge 3 og en rapport i uge 5" is to send a status, and to send a report."""
    place = finding.place
    border = _border(finding.clause.tokens, place) if place is not None and finding.shape in _SHAPES else None
    if place is None or border is None:
        yield finding
        return
    clause, begin = finding.clause, 0 if finding.shape is Shape.DOES else place
    head, rest = clause.tokens[begin : place + 1], clause.tokens[border + 1 :]
    gap = Token(head[-1].end, rest[0].start, GAP)
    second = Clause(clause.kind, clause.link, clause.host, clause, [*head, gap, *rest], clause.frame)
    clause.tokens = clause.tokens[:border]
    yield replace(finding, who=finding.who or tuple(View(clause).subject))
    yield replace(finding, clause=second, place=place - begin)


def each_seen_to(findings: Sequence[Finding], clauses: Sequence[Clause]) -> Iterator[Finding]:
    """ "Sørger for, at barakken er fjernet inden maj, og at grunden er ryddet inden juni" is two tasks."""
    for one in findings:
        said = [
            clause for clause in clauses if clause.kind is Kind.THAT and View(clause).began.host is one.clause
        ]
        dated = [View(clause) for clause in said if View(clause).is_dated]
        if (
            one.shape not in (Shape.DOES, Shape.CHARGE)
            or len(dated) < 2
            or not _SEES_TO.search(View(one.clause).text)
        ):
            yield one
            continue
        for view in dated:
            passive = view.verb is not None and view.verb.form is Form.PASSIVE
            yield Finding(view.clause, Shape.DONE if passive else Shape.READY, 0.8, one.who, view.finite)


_SEES_TO = pattern(r" (?:sørger for|sikrer|står for|står inde for|ansvarlige? for|ansvaret for) ")
_SHAPES = (Shape.DOES, Shape.DONE)


def _border(tokens: list[Token], place: int) -> int | None:
    """The place of an "og" right after one deadline, with a thing and another deadline after it."""
    for number in range(place + 2, len(tokens) - 2):
        if tokens[number].word in ("og", "samt") and _is_due(tokens[number - 1]):
            return number if _is_thing_and_time(tokens[number + 1 :]) else None
    return None


def _is_due(token: Token) -> bool:
    return token.time is not None and token.time.is_deadline and token.time.role is not Role.REPEATED


def _is_thing_and_time(tokens: list[Token]) -> bool:
    due = next((number for number, one in enumerate(tokens) if one.time), 0)
    thing = tokens[:due]
    says = any(_is_noun(one) for one in thing) and not any(one.is_finite for one in thing)
    return says and thing[0].word not in _LEADING_ELSEWHERE and _is_due(tokens[due])


_LEADING_ELSEWHERE = frozenset({"på", "i", "til", "ved", "igen", "hos", "for", "senest", "inden"})


def _is_noun(token: Token) -> bool:
    return bool(token.named) or (
        token.word.isalpha() and token.verb is None and token.word not in words.ADVERBS
    )
