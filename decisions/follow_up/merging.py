"""Tasks of one sentence that are one: the work, and what is done with its result."""

from __future__ import annotations

import re
from collections.abc import Sequence

from decisions.follow_up import words
from decisions.follow_up.findings import Shape, Task
from decisions.follow_up.patterns import pattern
from decisions.follow_up.results import is_named_by
from decisions.follow_up.tokens import Token
from decisions.follow_up.values import Role
from decisions.follow_up.view import View

_IT = frozenset({"den", "det", "dem", "disse", "dette", "resultatet", "resultaterne", "svaret", "svarene"})
_RESULT = _IT | {"de", "konklusionerne", "konklusionen", "udfaldet", "arbejdet"}
_DRAFTS = frozenset(
    {"version", "udgave", "udkast", "førsteudkast", "skitse", "versionen", "udgaven", "udkastet"}
)
"""A first form of what the work brings about: "en første version", "et udkast"."""
_REPORTS = pattern(
    r" (?:vende[rs]? tilbage|melde[rs]? tilbage|give[rs]? (?:en )?(?:[^ ]+ )?(?:tilbagemelding|besked|status)|"
    r"(?:orientere|underrette|informere|afrapportere|rapportere|forelægge|fremlægge|præsentere|aflevere|meddele)r?|"
    r"redegøre?r?|"
    r"komme[rs]? (?:tilbage )?med (?:et|en|sit|sine|sin|deres)(?: [^ ]+)? "
    r"[^ ]*(?:bud|forslag|oplæg|anbefaling(?:er)?|udspil|svar)) "
)
"""To tell of a work, or to hand it in, ends it."""
_HANDED_IN = pattern(
    r" (?:forelægge|fremlægge|præsentere|sende|udsende|fremsende|aflevere|drøfte|behandle|offentliggøre|fremvise|"
    r"indsende|oversende|videresende|tilsende|rundsende|afrapportere|rapportere|meddele|indberette|indlevere)[rs]? "
)
_TOLD_BACK = pattern(r" (?:meldes? (?:tilbage|ud)|gives?|formidles?|tilgår|deles? med|lægges? frem) ")
"""Of the result only: "og svaret gives i maj"."""
_COMES_BACK = pattern(r" (?:vende[rs]?|melde[rs]?) (?:[^ ]+ ){0,2}?tilbage ")
_MAKES = frozenset({
    "udarbejde", "gennemføre", "udføre", "foretage", "lave", "forestå", "varetage", "udfærdige", "skrive", "løse",
    "igangsætte", "iværksætte",
})  # fmt: skip
"""To do a work that was decided: "Analysen udarbejdes af HR"."""
_THERE = pattern(r" (?:foreligge[rs]?|klare?t?|færdige?t?|på plads|afsluttet|afsluttede) ")


def merged(tasks: Sequence[Task]) -> list[Task]:
    """ "Udarbejder en plan og forelægger den i maj" is one task, unless each part has a time of its own."""
    found: list[Task] = []
    for task in tasks:
        before = found[-1] if found else None
        if before and says_who(before, task):
            before.who, before.time = task.who, before.time or task.time
        elif before and _is_same(before, task):
            take_in(before, task)
        else:
            found.append(task)
    return found


def take_in(before: Task, task: Task) -> None:
    """Make one task of the two."""
    if task.finding is None or task.finding.shape is not Shape.READY:
        before.text = f"{before.text} og {task.text[:1].lower()}{task.text[1:]}"
    before.end, before.times = max(before.end, task.end), (*before.times, *task.times)
    if task.time and (before.time is None or _first_times(before, task)):
        before.time = task.time
    before.who = before.who or task.who
    before.every_months = before.every_months or task.every_months


def _is_same(before: Task, task: Task) -> bool:
    if before.finding is None or task.finding is None or before.returns or task.returns:
        return False
    if before.time and task.time:
        return _goes_on(before, task) and _first_times(before, task)
    if is_ready_then(before, task) or is_made_by(before, task):
        return True
    if task.finding.shape is Shape.DOES:
        return _tells_of(before, task)
    open_still = before.time is None and (not task.who or task.who == before.who)
    return (open_still or not before.who) and is_of_result(before, task)


def _tells_of(before: Task, task: Task) -> bool:
    """Whether somebody tells of the work before: who does it, or "reglerne gennemgås, og HR vender tilbage"."""
    if _goes_on(before, task):
        return _has_it(task) or _sees_to_it(before, task) or (before.time is None and _reports(before, task))
    comes_back = task.finding is not None and _COMES_BACK.search(View(task.finding.clause).text)
    return bool(comes_back) and not before.who and before.time is None


def is_ready_then(before: Task, task: Task) -> bool:
    """ "Planen udarbejdes af HR og skal være færdig i maj"."""
    if before.finding is None or task.finding is None or task.finding.shape is not Shape.READY:
        return False
    clause = task.finding.clause
    return clause.sharing is before.finding.clause and View(clause).begins_with_verb


def is_made_by(before: Task, task: Task) -> bool:
    """ "Det besluttedes at lave en analyse. Analysen udarbejdes af HR": who has what was decided for nobody."""
    if before.who or not task.who or before.finding is None or task.finding is None:
        return False
    view = View(task.finding.clause)
    makes = view.verb is not None and view.verb.infinitive in _MAKES and task.finding.shape is Shape.DONE
    nouns = [one.word for one in view.tokens[: view.finite or 0] if not one.time and one.word.isalpha()]
    return makes and len(nouns) < 3 and any(_is_result(one, before) for one in nouns[-1:])


def _goes_on(before: Task, task: Task) -> bool:
    """Whether the same one does both."""
    if before.finding is None or task.finding is None:
        return False
    if task.finding.clause.sharing is before.finding.clause or _is_by_same(before, task):
        return True
    return before.finding.clause in (
        View(task.finding.clause).began,
        task.finding.clause.host,
    ) and task.finding.who in ((), before.finding.who)


def _is_by_same(before: Task, task: Task) -> bool:
    """ "Sofie taler med lederne, og hun vender tilbage": said in two clauses, but of one."""
    first, second = ([one.name for one in who] for who in (before.who, task.who))
    return bool(second) and first == second


def _first_times(before: Task, task: Task) -> bool:
    """ "Følger op hvert halve år og melder tilbage, første gang i april"."""
    times = (before.time, task.time)
    return [one.role for one in times if one] == [Role.REPEATED, Role.FIRST]


def _has_it(task: Task) -> bool:
    """Whether it is done to what the work before brings about."""
    if task.finding is None:
        return False
    after = task.finding.clause.tokens[(task.finding.place or 0) + 1 :][:3]
    return any(one.word in _IT for one in after)


_SEES_TO_IT = pattern(
    r"^(?:sørge for|sikre|påse|se til|få|få sikret)(?: [\w-]+){0,2}?,? at (?:[\w-]+ )?"
    r"(?:(?P<it>den|det|de|dem|disse|dette)|"
    r"(?P<noun>\w+(?:en|et|ne))) "
)


def _sees_to_it(before: Task, task: Task) -> bool:
    """ "Laver en vejledning og sørger for, at den er udsendt inden november"."""
    found = _SEES_TO_IT.search(f"{task.text} ")
    return found is not None and (found["it"] is not None or is_named_by(found["noun"], before.text))


def _reports(before: Task, task: Task) -> bool:
    """Whether it tells of the work before, or hands it in: "undersøger sagen og vender tilbage i maj"."""
    if task.finding is None or before.finding is None:
        return False
    view = View(task.finding.clause)
    return bool(_REPORTS.search(view.text)) or _names_result(before, view)


def _names_result(before: Task, view: View) -> bool:
    return bool(_HANDED_IN.search(view.text)) and any(_is_result(one.word, before) for one in view.tokens)


def is_of_result(before: Task, task: Task) -> bool:
    """ "… og resultatet præsenteres i maj", "… og den skal ligge klar i maj"."""
    if task.finding is None or task.finding.shape not in (Shape.DONE, Shape.READY):
        return False
    view = View(task.finding.clause)
    if view.clause.leads_on:
        return False
    place = view.finite or 0
    nouns = [one for one in view.tokens[:place] if _is_word(one)]
    near = [one.word for one in (*nouns[-1:], *view.tokens[place + 1 : place + 2])]
    if _HANDED_IN.search(view.text) or task.finding.shape is Shape.READY or _THERE.search(view.text):
        return any(_is_result(word, before) for word in near) or _names_new_form(before, view, place)
    return _TOLD_BACK.search(view.text) is not None and any(word in _RESULT for word in near)


def _is_word(token: Token) -> bool:
    return token.time is None and token.word.isalpha() and token.word not in _HEREOF


_HEREOF = frozenset({"heraf", "herfra", "deraf", "herom", "herpå", "hertil", "derfor", "herefter", "så"})


def _names_new_form(before: Task, view: View, place: int) -> bool:
    """ "Et første udkast fremlægges", "den reviderede plan sendes": what the work makes, by another name."""
    said = [one.word for one in view.tokens[:place] if one.word.isalpha()] or [
        one.word for one in view.tokens[place + 1 : place + 4]
    ]
    pairs = zip(said[:3], [*said[1:], ""], strict=False)
    if any(word in _DRAFTS and following not in _OF_OTHERS for word, following in pairs):
        return True
    definite = len(said) in (2, 3) and said[0] in _DEFINITE
    return definite and len(said[-1]) > 3 and said[-1] in before.text.lower()


_OF_OTHERS = frozenset({"til", "af", "for", "over", "om"})
_DEFINITE = frozenset({"den", "det", "de", "denne", "dette", "disse"})


def speaks_of_thing(before: Task, task: Task) -> bool:
    """ "… ønsker et overblik. Overblikket udarbejdes af HR": what was asked for, and who makes it."""
    if (
        before.finding is None
        or task.finding is None
        or before.finding.shape not in (Shape.THING, Shape.GIVEN)
    ):
        return False
    said = [one.word for one in task.finding.clause.tokens if words.is_deliverable(one.word)]
    asked = before.text.lower().split()
    return any(word in asked or _is_result(word, before) for word in said)


def _is_result(word: str, before: Task) -> bool:
    """Whether it stands for what the work brings about: "den", "resultatet", "planen", "gennemgangen"."""
    if word in _RESULT:
        return True
    stem = re.sub(r"(?:elsen|ingen|erne|ene|en|et)$", "", word)
    if stem == word or len(stem) < 4:
        return False
    made, stem = before.text.lower(), words.single(stem)
    return stem in made or (words.is_deliverable(word) and stem[:6] in made)


_CHARGE_OF = pattern(
    r" (?:tovholdere?|ansvarlige?|ansvaret|bolden|teten|opgaven|står|stå|tage sig|tager sig) (?:for |på |af |herfor )?"
    r"(?:(?P<it>dette|det|arbejdet|opgaven|opgaverne|processen|indsatsen|projektet|[.,;¤]|$)|"
    r"(?:denne |dette |den )?(?P<noun>\w+))"
)
_DONE_BY = pattern(
    r"^ (?:(?P<it>det|dette|hvilket|arbejdet|opgaven)|(?P<noun>\w+)) "
    r"(?:foretages|varetages|forestås|udføres|løses|iværksættes|effektueres|gennemføres) "
)
_SEES_TO = pattern(
    r" (?:foranlediger|varetager|forestår|står for|sørger for|tager sig af|løser|udfører|foretager|iværksætter|"
    r"gennemfører) (?:(?P<it>det(?: fornødne| nødvendige)?|dette|opgaven|arbejdet)|(?P<noun>\w+(?:en|et))) "
    r"(?:[.,;¤]|$|snarest|hurtigst|straks)"
)


def says_who(before: Task, task: Task) -> bool:
    """ "HR er ansvarlig for dette", "indberetningen foretages af HR": only who has the task before, and when."""
    if before.who or not task.who or before.finding is None or task.finding is None or task.returns:
        return False
    text = View(task.finding.clause).text
    if is_done_so(task):
        return True
    forms = (_CHARGE_OF,) if task.finding.shape is Shape.CHARGE else (_DONE_BY, _SEES_TO)
    found = next((match for form in forms if (match := form.search(text))), None)
    return found is not None and (found["it"] is not None or is_named_by(found["noun"], before.text))


def is_done_so(task: Task) -> bool:
    """ "Det gør HR": only who does what was said before."""
    return task.finding is not None and _DOES_SO.search(View(task.finding.clause).text) is not None


def is_empty(task: Task) -> bool:
    """Whether it says who does what was said before, and nothing was."""
    return is_done_so(task) and _NOTHING.fullmatch(task.text) is not None


_NOTHING = pattern(r"(?:gøre|stå for|ordne|klare|tage sig af|sørge for|løse|varetage)(?: det)?")
_DOES_SO = pattern(
    r"^ (?:det|dette|(?:den|denne) (?:opgave|del)|opgaven|arbejdet) "
    r"(?:gør|klarer|ordner|løser|varetager|forestår|udfører|står|påtager|tager|sørger) (?!ikke )"
)
