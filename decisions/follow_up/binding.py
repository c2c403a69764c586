"""What a sentence says of the task in the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from decisions.follow_up import words
from decisions.follow_up.findings import Shape, Task
from decisions.follow_up.merging import is_made_by, is_of_result, says_who, speaks_of_thing, take_in
from decisions.follow_up.patterns import NUMBER, number_of, pattern
from decisions.follow_up.reading import Labels, Read
from decisions.follow_up.values import Role, Time


@dataclass(slots=True)
class Placed:
    """A task and where its sentence begins in the folded text."""

    task: Task
    offset: int
    who_offset: int
    time_offset: int

    def label(self, labels: Labels, offset: int) -> None:
        """Take what a sentence that says no more than who and when says."""
        if labels.who and not self.task.who:
            self.task.who, self.who_offset = list(labels.who), offset
        if labels.time:
            self.due(labels.time, offset)

    def due(self, time: Time, offset: int) -> None:
        """Take a deadline that another sentence says; its own stands."""
        if time.is_deadline and self.task.time is None:
            self.task.time, self.time_offset = time, offset

    def take_in(self, later: Placed) -> None:
        """Make one task of the two; it reaches over both sentences."""
        timed, named = self.task.time, self.task.who
        later.task.end += later.offset - self.offset
        take_in(self.task, later.task)
        if self.task.time is not timed:
            self.time_offset = later.offset
        if not named and later.task.who:
            self.task.who, self.who_offset = later.task.who, later.offset


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and its tasks; `is_next` where the one right before it gave the earlier task.

    `run` are the tasks of the sentences right before it, and `just` those of the last of them.
    """

    text: str
    offset: int
    read: Read
    tasks: list[Placed]
    is_item: bool
    is_next: bool
    run: Sequence[Placed] = ()
    just: Sequence[Placed] = ()

    @property
    def due(self) -> Time | None:
        """The first deadline that it names."""
        return next((one for one in self.read.times if one.is_deadline), None)


def bound(earlier: Placed, said: Said) -> list[Placed]:
    """Return the tasks that are left when the earlier one has taken what is said of it."""
    if _due_together(said.run, said):
        return said.tasks[1:]
    if not said.tasks:
        for one in said.just or [earlier]:
            one.label(said.read.labels, said.offset)
            _only_when(one, said)
        return []
    first, task = said.tasks[0], earlier.task
    if said.is_next and (_only_who(earlier, first) or _is_same(earlier, first, said)):
        return said.tasks[1:]
    of_it = (
        said.is_next and not _THEN.match(said.text) and not first.task.who and is_of_result(task, first.task)
    )
    if task.time is None and first.task.time and (of_it or _speaks_of(said.text, earlier)):
        task.time, earlier.time_offset = first.task.time, first.time_offset
    return said.tasks


def _due_together(run: Sequence[Placed], said: Said) -> bool:
    """ "Begge dele afleveres senest den 1. maj" is said of the two tasks before it, "det hele" of all in a row.

    Those that have a day of their own keep it; where all have, it is a task of its own.
    """
    found, time = _TOGETHER.search(said.text), said.due
    if not found or time is None or not said.is_next:
        return False
    count = 2 if found["both"] else number_of(found["number"]) if found["number"] else len(run)
    waiting = [one for one in run[-count:] if one.task.time is None] if count <= len(run) else []
    for one in waiting:
        one.due(time, said.offset)
    return bool(waiting)


_PARTS = (
    r"(?:dele|ting|opgaver(?:ne)?|punkter(?:ne)?|bidrag(?:ene)?|leverancer(?:ne)?|"
    r"\w*(?:notat|oplæg|forslag|udkast|plan|oversigt|analyse|redegørelse|undersøgelse|status)\w*)"
)
_BY_THEN = (
    r"(?:(?:af|ind|frem|ud|til)?(?:leveres?|sendes|sendt|meldes|lægges)|forelægges|præsenteres|behandles|drøftes|"
    r"afsluttes|gennemføres|løses|udføres|afrapporteres|sker?|foreligger?|"
    r"(?:er|være|ligger?) (?:klar|færdig|afslutte|løst|gennemført|på plads|udført|sendt|(?:af)?leveret)\w*)"
)
_TOGETHER = pattern(
    rf"^(?:(?P<both>begge(?: {_PARTS})?)|(?:alle|de) (?P<number>{NUMBER}) {_PARTS}|(?:alle|samtlige) {_PARTS}|"
    rf"alt(?: sammen| dette)?|det hele|opgaverne|bidragene) (?:(?:skal|vil|bedes) (?:[^ .]+ )?)?{_BY_THEN}(?!\w)"
)


_SO = r"(?:det|dette|arbejdet|opgaven|opfølgningen|første gang)"
_ONLY_WHEN = pattern(
    rf"^(?:{_SO} (?:sker|gøres|løses|udføres|gennemføres|afsluttes|bliver|"
    r"(?:gør|når|klarer|ordner) (?:de|han|hun|vi|man)|"
    r"(?:skal|vil) (?:ske|gøres|løses|være (?:gjort|sket|løst)))"
    r"|(?:\w*fristen|\w*frist|deadline)(?: for (?P<of>[^.,]+?))?(?: er|:)|"
    r"(?P<deed>\w+)frist(?:en)? (?:hos|ved|til|i) [^.,¤]+? er) "
)


def _only_when(earlier: Placed, said: Said) -> None:
    """ "Det skal ske senest den 1. maj"; "Første gang i april"."""
    time, task = said.due, earlier.task
    if time is None or not said.is_next:
        return
    first = time.role is Role.FIRST and task.time is not None and task.time.role is Role.REPEATED
    found = _ONLY_WHEN.search(said.text)
    of_task = found and _is_of_task(found["of"], task) and _is_deed_of(found["deed"], task)
    if first or (task.time is None and of_task):
        task.time, earlier.time_offset = time, said.offset


def _is_of_task(of: str | None, task: Task) -> bool:
    """ "Fristen for planen er den 1. maj" is the plan's; "svarfristen for borgerne" is not."""
    made, stems = (
        task.text.lower(),
        (re.sub(r"(?:erne|en|et|e)$", "", one) for one in (of or "").lower().split()),
    )
    return of is None or any(one in _ITSELF or (len(one) > 3 and one in made) for one in stems)


def _is_deed_of(deed: str | None, task: Task) -> bool:
    """ "Ansøgningsfristen hos fonden" is that of who is to "søge" or "ansøge"."""
    stem = re.sub(r"(?:ning|ing|else)?s?$", "", (deed or "").lower())
    short = re.sub(r"^(?:an|til|ind|af|be)", "", stem)
    said = pattern(rf"(?<!\w){re.escape(short)}|{re.escape(stem)}")
    return deed is None or (len(short) > 2 and said.search(task.text) is not None)


_ITSELF = frozenset({"dette", "det", "opgav", "arbejd", "levering", "aflevering"})


def _only_who(earlier: Placed, later: Placed) -> bool:
    """ "HR er ansvarlig for dette", "indberetningen foretages af HR": who has the task before."""
    if not says_who(earlier.task, later.task):
        return False
    earlier.task.who, earlier.who_offset = later.task.who, later.offset
    if later.task.time and earlier.task.time is None:
        earlier.task.time, earlier.time_offset = later.task.time, later.time_offset
    return True


def _is_same(earlier: Placed, later: Placed, said: Said) -> bool:
    """ "HR laver et årshjul. Det skal være klart i maj"; "Chefforum ønsker et overblik. HR laver overblikket".

    Items of a list are one each.
    """
    before, task = earlier.task, later.task
    if said.is_item or before.returns or task.returns or (before.time and task.time):
        return False
    ready = task.finding is not None and task.finding.shape is Shape.READY and is_of_result(before, task)
    when = bool(said.due) and not task.who and _ONLY_WHEN.search(said.text) is not None
    made = bool(task.who) and not before.who and _is_of_thing(before, task)
    if ready or made or when:
        earlier.take_in(later)
    return ready or made or when


def _is_of_thing(before: Task, task: Task) -> bool:
    """Whether what somebody makes or hands in is what was asked for or decided before."""
    return speaks_of_thing(before, task) or is_made_by(before, task) or is_of_result(before, task)


_THEN = pattern(r"(?:herefter|derefter|efterfølgende|dernæst|når|senere)(?!\w)")
"""What comes after the work is no day for it."""
_POINTS_BACK = pattern(
    r"^(?:(?:dette|denne|disse|det|den) (?P<noun>\w+)|(?P<definite>\w{4,}(?:en|et|ne)))\b[^.]*?\b"
    r"(?:forelægges|behandles|drøftes|fremlægges|præsenteres|sendes|udsendes|genoptages|tages|sættes|afleveres|skal)\b"
)


def _speaks_of(text: str, earlier: Placed) -> bool:
    """Whether a sentence begins with what the task before it brings about."""
    found = _POINTS_BACK.search(text)
    if not found:
        return False
    noun = (found["noun"] or found["definite"]).lower()
    stem = noun if found["noun"] else noun[:-2]
    return words.is_deliverable(noun) and len(stem) > 2 and stem in earlier.task.text.lower()
