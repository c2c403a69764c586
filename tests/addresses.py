"""The addresses of the house, as the URL configuration has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

NO_SUCH: dict[type, object] = {
    int: 10**9,
    UUID: UUID("00000000-0000-4000-8000-000000000000"),
    str: "findes-ikke",
}


def _leaves(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _leaves(pattern.url_patterns)
        else:
            yield pattern


@cache
def parameters() -> dict[str, tuple[str, ...]]:
    """The parameters of every address by its name, in order."""
    leaves = _leaves(get_resolver().url_patterns)
    return {str(one.name or f"unnamed: {one.pattern}"): tuple(one.pattern.regex.groupindex) for one in leaves}


def id_of(name: str, parameter: str) -> str:
    """The id that a parameter stands for: the "pk" of "api-meeting-detail" is a meeting_id."""
    noun = re.match(r"api-([a-z]+)", name)
    return f"{noun.group(1)}_id" if noun and parameter == "pk" else parameter


def asked_for(name: str, thing: Mapping[str, Any]) -> dict[str, Any]:
    """What the address is given when it is asked for the thing; KeyError where the thing has no such id."""
    return {one: thing[id_of(name, one)] for one in parameters()[name]}


def fits(name: str, thing: Mapping[str, Any]) -> bool:
    return all(id_of(name, one) in thing for one in parameters()[name])


def address(name: str, thing: Mapping[str, Any]) -> str:
    return reverse(name, kwargs=asked_for(name, thing))


def asking(name: str, things: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The addresses of all that it can be asked for, each once."""
    given = dict.fromkeys(tuple(asked_for(name, thing).values()) for thing in things if fits(name, thing))
    yield from (reverse(name, kwargs=dict(zip(parameters()[name], ids, strict=True))) for ids in given)


EVER = "modified_since=1970-01-01T00:00:00Z"
QUERIES: dict[str, tuple[str, ...]] = {
    "forum_tasks": ("format=csv", "format=xlsx"),
    "my_tasks": ("format=csv", "format=xlsx"),
    "led_tasks": ("format=csv", "format=xlsx"),
    "api-task-list": ("meeting={meeting_id}", "item={item_id}"),
    "api-item-list": (EVER,),
    "api-meeting-list": (EVER,),
    "api-decision-list": (EVER,),
    "emergency": ("item={item_id}",),
}
"""What an address tells only when its query asks for it."""


def queries(name: str, things: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The address with each of its queries, about each thing that the query can be about."""
    things = list(things)
    for url in asking(name, things) if name in QUERIES else ():
        for query in QUERIES[name]:
            about = [thing for thing in things if "{" in query] or [{}]
            for thing in about:
                if all(one in thing for one in re.findall(r"{(\w+)}", query)):
                    yield f"{url}?{query.format(**thing)}"


def missing(name: str, thing: Mapping[str, Any]) -> Iterator[str]:
    """The address with each of its parameters in turn naming nothing that exists."""
    given = asked_for(name, thing)
    for one, value in given.items():
        yield reverse(name, kwargs=given | {one: NO_SUCH[type(value)]})
