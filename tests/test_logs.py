"""A log tells what failed and where, and never a word of what somebody wrote."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DataError, IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django_tasks_db.models import DBTaskResult
from gunicorn.config import Config  # type: ignore[import-untyped]

from agenda.models import AgendaItem, Meeting
from config.gunicorn_log import WordlessLogger
from documents import jobs, services
from documents.content import Kind
from people.logs import WordlessFormatter
from tests.cast import World
from tests.conftest import MARKER

pytestmark = pytest.mark.django_db


def break_a_row(item_id: UUID) -> None:
    """The database refuses a published item without a number, and PostgreSQL quotes the whole row."""
    with transaction.atomic():
        AgendaItem.objects.filter(pk=item_id).update(number=None)


def break_a_constraint(request: HttpRequest, item_id: UUID) -> HttpResponse:
    break_a_row(item_id)
    return HttpResponse()


def break_while_handling(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One failure leads to the next, and both speak of the item."""
    try:
        break_a_row(item_id)
    except IntegrityError as error:
        raise ValidationError(AgendaItem.objects.get(pk=item_id).title) from error
    return HttpResponse()


def break_in_a_group(request: HttpRequest, item_id: UUID) -> HttpResponse:
    title = AgendaItem.objects.get(pk=item_id).title
    raise ExceptionGroup(title, [ValueError(title), KeyError(title)])


urlpatterns = [
    path("constraint/<uuid:item_id>/", break_a_constraint),
    path("chain/<uuid:item_id>/", break_while_handling),
    path("group/<uuid:item_id>/", break_in_a_group),
    path("", include("config.urls")),
]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What our own handlers write."""
    ours = [one for one in logging.getLogger().handlers if isinstance(one.formatter, WordlessFormatter)]
    (handler,) = [one for one in ours if isinstance(one, logging.StreamHandler)]
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before or sys.stderr)


def test_the_row_that_failed_is_in_the_words_of_the_database(world: World) -> None:
    """What the next tests guard against: without it they would prove nothing."""
    with pytest.raises(IntegrityError) as failure:
        break_a_row(world.items["past_closed"].pk)
    assert (MARKER in str(failure.value)) == (connection.vendor == "postgresql")


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("how", "named"),
    [
        ("constraint", "django.db.utils.IntegrityError"),
        ("chain", "django.core.exceptions.ValidationError"),
        ("group", "builtins.KeyError"),
    ],
)
def test_a_request_that_fails_is_logged_without_words(
    world: World, log: io.StringIO, how: str, named: str
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.sofie)
    item = world.items["past_closed"]
    query, cookie = f"?search={MARKER}query", f"{MARKER}cookie"
    client.cookies["filter"] = cookie
    response = client.post(f"/{how}/{item.pk}/{query}", {"title": f"{MARKER}posted"})
    assert response.status_code == 500
    assert f"Internal Server Error: /{how}/{item.pk}/" in log.getvalue()
    assert named in log.getvalue()
    assert "tests/test_logs.py" in log.getvalue()
    assert MARKER not in log.getvalue()


def test_every_handler_there_is_writes_no_words() -> None:
    """Also those that libraries bring; the test runner's own aside."""
    named = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    handlers = {handler for logger in (logging.root, *named) for handler in logger.handlers}
    written = {one for one in handlers if not isinstance(one, logging.NullHandler)}
    product = [one for one in written if not type(one).__module__.startswith("_pytest")]
    assert product
    assert [one for one in product if not isinstance(one.formatter, WordlessFormatter)] == []


@pytest.mark.parametrize(
    "how",
    [
        lambda logger, error: logger.error("Kunne ikke: %s", error),
        lambda logger, error: logger.error("Kunne ikke: %(error)s", {"error": error}),
        lambda logger, error: logger.error(error),
        lambda logger, error: logger.error("Kunne ikke: " + str(error), exc_info=error),
        lambda logger, error: logger.error("GET /søg/?q=%s", error.args[0]),
    ],
)
def test_an_exception_is_named_where_a_line_would_quote_it(log: io.StringIO, how: object) -> None:
    how(logging.getLogger("et.bibliotek"), DataError(f"{MARKER}text"))  # type: ignore[operator]
    assert "ERROR et.bibliotek" in log.getvalue()
    assert MARKER not in log.getvalue()


def test_a_line_whose_arguments_do_not_fit_is_printed_without_them() -> None:
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "Punkt %d mangler", (f"{MARKER}text",), None)
    assert WordlessFormatter().format(record) == "Punkt %d mangler"


def test_the_web_server_logs_in_the_same_way(capfd: pytest.CaptureFixture[str]) -> None:
    logger = WordlessLogger(Config())
    try:
        raise ValueError(f"{MARKER}text")
    except ValueError:
        logger.exception("Error handling request %s %s", "GET", f"/meetings/?q={MARKER}query")
    said = capfd.readouterr().err
    assert "Error handling request GET /meetings/\nbuiltins.ValueError" in said
    assert MARKER not in said


def test_a_log_of_requests_has_no_secret_address(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("gunicorn.error", "gunicorn.access"):
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
    config = Config()
    config.set("accesslog", "-")
    logger = WordlessLogger(config)
    asked = (
        f"GET /calendar/{MARKER}a.ics HTTP/1.1",
        f"GET /calendar%2F{MARKER}b.ics HTTP/1.1",
        f"GET /?q={MARKER}c HTTP/1.1",
    )
    for line in asked:
        logger.access_log.info('"%s" 200 "%s"', line, f"https://chefforum.example/Calendar/{MARKER}d.ics?e=f")
    said = capfd.readouterr().out
    assert '"GET /calendar/… HTTP/1.1" 200 "https://chefforum.example/Calendar/…"' in said
    assert '"GET / HTTP/1.1" 200 ' in said
    assert MARKER not in said


def test_the_web_server_finds_that_logger_by_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--print-config", "config.wsgi"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"^logger_class +\S.*WordlessLogger", done.stdout, re.MULTILINE), done.stderr
    assert re.search(r"^loglevel += error$", done.stdout, re.MULTILINE)


def test_a_command_that_breaks_prints_no_words() -> None:
    code = f"raise ValueError('{MARKER}'.upper())"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "builtins.ValueError" in done.stderr
    assert MARKER.upper() not in done.stderr


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_keeps_no_words(
    world: World, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker stores the traceback of a failed job in the database, and logs it."""

    def breaks(meeting: Meeting, kind: Kind, **by: object) -> None:
        try:
            break_a_row(world.items["past_closed"].pk)
        except IntegrityError as error:
            raise ValueError(world.items["past_closed"].title) from error

    monkeypatch.setattr(services, "publish", breaks)
    jobs.publish.enqueue(world.past.pk, Kind.MINUTES.value, world.cast.sofie.pk)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=1)
    failed = DBTaskResult.objects.get(status="FAILED")
    assert failed.exception_class_path == "people.jobs.JobFailed"
    assert "django.db.utils.IntegrityError" in failed.traceback
    assert "led to\nbuiltins.ValueError" in failed.traceback
    stored = " ".join(str(value) for value in vars(failed).values())
    assert MARKER not in stored + log.getvalue()
