"""The served schema is what is answered: whatever is asked, as whoever, no answer is outside it and none is a 5xx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from people import access_tokens
from people.models import User
from tests.addresses import id_of
from tests.cast import Cast, World
from tests.matrix.things import things

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def operations() -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", get_wsgi_application())
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


def ids_of(known: list[dict[str, Any]], path: str) -> list[str]:
    """The ids of the world that the path can be asked for."""
    name = id_of(f"api-{path.split('/')[3].removesuffix('s')}-detail", "pk")
    return sorted({str(thing[name]) for thing in known if name in thing})


def key_of(person: object) -> dict[str, str]:
    if not isinstance(person, User):
        return {}
    _token, key = access_tokens.issue(person, "skema", scope="write", expires_at=None)
    return {"Authorization": f"Bearer {key}"}


def explore(world: World, names: list[str], examples: int) -> None:
    known = list(things(world).values())
    keys = {name: key_of(one) for name, one in world.cast.everybody().items() if name in names}
    for operation in operations():
        ask_of(operation, ids_of(known, operation.path), keys, examples)


def ask_of(operation: Any, ids: list[str], keys: dict[str, dict[str, str]], examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), name=st.sampled_from(sorted(keys)), data=st.data())
    def ask(case: Any, name: str, data: st.DataObject) -> None:
        if ids and case.path_parameters:
            case.path_parameters = {"id": data.draw(st.sampled_from(ids))}
        point = transaction.savepoint()
        case.call_and_validate(checks=CHECKS, headers=keys[name])
        transaction.savepoint_rollback(point)

    ask()


def test_a_few_of_all_questions(internal: World) -> None:
    explore(internal, sorted(internal.cast.everybody()), 3)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*(one.name for one in fields(Cast)), "nobody"])
def test_many_of_all_questions_of_everybody(internal: World, name: str) -> None:
    explore(internal, [name], 40)
