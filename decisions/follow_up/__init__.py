"""Tasks suggested from the text of a decision. Pure Danish text in, suggestions out; a person confirms each.

    suggest(DecisionText(text=…, meeting=date(2015, 9, 17))) -> tuple[Suggestion, ...]

Read in this order: `text` folds and divides into sentences; `times` finds the dates (`days`, `periods`, `reckoning`
over `almanac`); `names` finds who, and `pronouns` whom "hun" stands for; `clauses` divides a sentence; `judging` says
which clauses give a task; `parting` and `merging` say which tasks are two and which are one; `dating` and `phrasing`
give each a deadline and a text; `binding` carries what one sentence says of the next.
"""

from decisions.follow_up.suggesting import suggest
from decisions.follow_up.values import (
    DecisionText,
    Look,
    Responsible,
    Return,
    Section,
    Span,
    Suggestion,
)

__all__ = [
    "DecisionText",
    "Look",
    "Responsible",
    "Return",
    "Section",
    "Span",
    "Suggestion",
    "suggest",
]
