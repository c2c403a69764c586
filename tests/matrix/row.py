"""What a row of the matrix says, and the groups of people that rows speak of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.cast import World

Group: TypeAlias = tuple[str, ...]
Answers: TypeAlias = Mapping[Group, int]
Data: TypeAlias = Mapping[str, Any] | Callable[[World], Mapping[str, Any]]

UNSAFE = ("post", "put", "patch", "delete")
METHODS = ("get", *UNSAFE, "options")

EVERYBODY: Group = ("everybody",)
NOBODY: Group = ("nobody",)

# The forum of the matrix is internal: employees as such open nothing.
EDITORS: Group = ("sofie", "karen")
MEMBERS: Group = (*EDITORS, "carl", "mette")
ADMINS: Group = ("ida",)
KEEPERS: Group = (*EDITORS, *ADMINS)
OPENS_PAST: Group = (*MEMBERS, "per", "gitte", "tove")
OPENS_SESSION: Group = MEMBERS
OPENS_PLANNED: Group = (*MEMBERS, "frida", "rikke")
READS_PAST_OPEN: Group = (*MEMBERS, "per")
READS_PAST_CLOSED: Group = (*MEMBERS, "per", "tove")
READS_ALL_OF_PAST: Group = (*EDITORS, "carl", "per")
HAVE_TASK: Group = (*EDITORS, "frida", "line")
MANAGE_TASK: Group = (*EDITORS, "line")
SEES_FORUM: Group = (*MEMBERS, "per", "gitte", "tove", "frida", "rikke", "niels")
READ_OPEN_TASK: Group = (*READS_PAST_OPEN, "frida", "line")
READ_CLOSED_TASK: Group = (*READS_PAST_CLOSED, "frida", "line")
READS_DRAFT: Group = (*EDITORS, "frida", "rikke")
WRITES_DRAFT: Group = (*EDITORS, "frida")
CHAIR: Group = ("karen",)
READS_ALONG: Group = (*EDITORS, "rikke")
AUTHOR: Group = ("frida",)
HEAD: Group = ("line",)
READS_PROPOSAL: Group = (*EDITORS, *AUTHOR, *HEAD)


@dataclass(frozen=True)
class Row:
    """The answers to one address about one thing; a method that is None is 405 for everybody."""

    name: str
    which: str = ""
    get: Answers | None = None
    post: Answers | None = None
    put: Answers | None = None
    patch: Answers | None = None
    delete: Answers | None = None
    options: Answers | None = None
    data: Data = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)

    def says(self, method: str) -> Answers | None:
        """What is said of the method; HEAD answers as GET does."""
        said: Answers | None = getattr(self, "get" if method == "head" else method)
        return said

    def answer(self, method: str, name: str) -> int:
        """The status that the person of this name is to be answered."""
        said = self.says(method)
        if said is None:
            return 200 if method == "options" and self.name.startswith("api-") else 405
        return next((status for group, status in said.items() if name in group or group == EVERYBODY), 404)


ALWAYS_302: Answers = {EVERYBODY: 302}
NEVER: Answers = {(): 200}
ELSE_400: Answers = {NOBODY: 404, EVERYBODY: 400}
"""What a body names that the caller may not see is an error at its field, and the same as what there is not."""
SIGNED_IN_200: Answers = {NOBODY: 404, EVERYBODY: 200}
