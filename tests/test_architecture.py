"""The house stands as `docs/architecture.md` says: imports run one way, and nothing goes round the gate."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[1]
APPS = ["people", "agenda", "decisions", "documents", "api", "config"]
"""Each may import itself and those before it."""
LAYERS = {
    "people": ["danish", "files", "uploads", "clamd", "refusals", "jobs", "wording", "models", "journal",
               "departments", "access_tokens", "letters", "mailing", "notices", "absences", "passwords", "accounts",
               "forms", "door", "views", "urls"],
    "agenda": ["characters", "filetypes",
               "rights", "prepared", "visibility", "models", "reach", "secretariat", "services", "missing", "forms",
               "listing", "views", "urls"],
    "decisions": ["follow_up", "visibility", "models", "sentences", "services", "overview", "months", "filters",
                  "sheets", "suggesting", "reminding", "templatetags", "calendars", "forms", "views", "urls"],
    "documents": [
        "content", "as_json", "proposal_form", "markup", "models", "drawing", "reading", "amending", "scopes",
        "opening",
        "telling", "fitting", "holding", "incidents", "access", "emergencies", "sending",
        "leak_check", "recorded", "build", "page", "answers", "read_log", "clearance", "printed", "editions",
        "standing", "attending", "revised", "agreeing", "services", "issuing", "jobs", "replacing", "adding",
        "correcting", "new_version", "excerpts", "filing", "withdrawing", "versions", "bilag_list", "templatetags",
        "reissuing", "importing", "sample", "minute_taking", "forms", "revising", "reading_along", "readiness",
        "issue_page", "catalogue", "case_history", "earlier", "editing", "workspace", "proposal_page", "inbox",
        "views", "urls",
    ],
    "api": ["webhooks", "models", "errors", "parsing", "middleware", "authentication", "throttling", "schema", "paging",
            "versions", "door", "answering", "idempotency", "touched", "following", "stamps", "changes", "filters",
            "files", "held", "listing", "resources", "attachments", "items", "decided", "meetings", "follow_up",
            "views", "urls"],
}  # fmt: skip
"""Within an app each may import itself and those before it."""
ASKED_FOR_BY = {
    "build.document": {"documents/read_log.py"},
    "build.whole": {
        "documents/clearance.py",  # what no edition may hold
        "documents/importing.py",
        "documents/management/commands/render_minutes.py",
    },
    "build.to_publish": {"documents/agreeing.py", "documents/services.py"},
    "scopes.of": {
        "documents/read_log.py",
        "documents/editions.py",
        "documents/issuing.py",  # which editions to draw beforehand
        "documents/new_editions.py",  # and whose edition is there
        "documents/late_bilag.py",  # what a bilag may not hold
        "documents/services.py",  # compared with everything, and so
        "documents/excerpts.py",
        "documents/versions.py",  # which edition of each version
        "documents/views/meetings.py",  # is this
    },
}
"""Whatever else wants a reader's document gets it of the read log, or it would be read without a line."""
LOADS_LATE = {"documents/drawing/engine.py"}
"""WeasyPrint needs system libraries; this one file loads it when it is first used and says what is missing."""


def modules(*apps: str) -> Iterator[tuple[str, ast.Module]]:
    for app in apps:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def at_runtime(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only the type checker reads."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from at_runtime(node)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in at_runtime(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_run_one_way() -> None:
    upward = [
        f"{name} imports {module}"
        for name, tree in modules(*APPS)
        for module in imported(tree)
        if module.split(".")[0] in APPS and APPS.index(module.split(".")[0]) > APPS.index(name.split("/")[0])
    ]
    assert upward == []


@pytest.mark.parametrize("app", LAYERS)
def test_layers_of_an_app_run_one_way(app: str) -> None:
    order = LAYERS[app]
    upward = []
    for name, tree in modules(app):
        here = name.split("/")[1].removesuffix(".py")
        for module in imported(tree):
            parts = module.split(".")
            known = parts[0] == app and len(parts) > 1 and here in order and parts[1] in order
            if known and order.index(parts[1]) > order.index(here):
                upward.append(f"{name} imports {module}")
    assert upward == []


def test_no_import_inside_a_function() -> None:
    inner = [
        f"{name}:{node.lineno}"
        for name, tree in modules(*APPS)
        if name not in LOADS_LATE
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inner == []


def test_the_pure_parts_know_no_database() -> None:
    pure = [
        *(
            "documents/content.py",
            "documents/as_json.py",
            "documents/drawing/",
            "documents/reading/",
            "documents/markup/",
        ),
        *("documents/leak_check/", "documents/amending.py", "agenda/richtext.py", "agenda/filetypes/"),
        *("agenda/differences.py", "agenda/recommending.py", "agenda/visitors.py", "agenda/case_numbers.py"),
        *("agenda/deadlines.py", "agenda/series.py", "agenda/wordlists.py", "documents/proposal_form.py"),
    ]
    reaching = [
        f"{name} imports {module}"
        for name, tree in modules("agenda", "documents")
        if any(name.startswith(one) for one in pure)
        for module in imported(tree)
        if module.startswith(("django.db", "people.models", "agenda.models", "decisions", "documents.models"))
    ]
    assert reaching == []


def test_what_reads_a_decisions_text_knows_danish_and_nothing_else() -> None:
    reaching = [
        f"{name} imports {module}"
        for name, tree in modules("decisions")
        for module in imported(tree)
        if name.startswith("decisions/follow_up/")
        and module.split(".")[0] in ("django", *APPS)
        and not module.startswith(("decisions.follow_up", "people.danish"))
    ]
    assert reaching == []


GOES_ROUND = {"documents/forms/emergency.py"}
"""An administrator names an item that no gate lets them see; breaking the glass is written down."""


def test_faces_reach_the_database_through_the_gate() -> None:
    """A view or serializer that asks `.objects.all()` or `.objects.filter()` of guarded models goes round it."""
    guarded = "Meeting|AgendaItem|Attachment|Decision"
    allowed = r"visible_to|listed_for|edited_by|written_by|none"
    faces = [
        name
        for name, _tree in modules(*APPS)
        if {Path(name).stem, Path(name).parent.name} & {"views", "forms", "serializers", "listing", "page"}
        and name not in GOES_ROUND
    ]
    faces += [path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*.html")]
    around = [
        f"{name}: {found.group()}"
        for name in faces
        for found in re.finditer(
            rf"\b({guarded})\.objects\.(?!({allowed})\b)\w+|objects\.all",
            (ROOT / name).read_text(encoding="utf-8"),
        )
    ]
    assert around == []


def test_a_meeting_is_read_through_the_read_log_or_an_edition() -> None:
    asking: dict[str, set[str]] = {one: set() for one in ASKED_FOR_BY}
    for name, tree in modules("documents", "api"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in asking:
                asking[ast.unparse(node.func)].add(name)
    assert asking == ASKED_FOR_BY


def test_nobody_hides_whom_they_ask() -> None:
    """The functions that give away a whole meeting are called by their module's name, so that they can be found."""
    hidden = {f"documents.{one}" for one in ASKED_FOR_BY}
    taken = [
        f"{name} takes {one}" for name, tree in modules(*APPS) for one in imported(tree) if one in hidden
    ]
    assert taken == []


def test_nothing_is_called_tasks_and_nothing_listens_to_signals() -> None:
    names = [name for name, _tree in modules(*APPS) if Path(name).stem in ("tasks", "signals")]
    listening = [
        name
        for name, tree in modules(*APPS)
        if any(one.startswith("django.db.models.signals") for one in imported(tree))
    ]
    assert names + listening == []


def test_a_job_is_made_in_one_place_for_a_failure_is_stored_with_its_words() -> None:
    making = [
        name
        for name, tree in modules(*APPS)
        if any(one.startswith("django_tasks") for one in imported(tree)) and name != "people/jobs.py"
    ]
    assert making == []


def test_nobody_asks_for_superusers() -> None:
    asking = [
        name
        for name, tree in modules("agenda", "decisions", "documents", "api")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("is_superuser", "is_staff", "has_perm")
    ]
    assert asking == []


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_modules_stay_under_four_hundred_lines() -> None:
    long = [
        name
        for name, _tree in modules(*APPS)
        if len((ROOT / name).read_text(encoding="utf-8").splitlines()) > 400
    ]
    assert long == []
