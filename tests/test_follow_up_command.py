"""`manage.py suggest_follow_ups`, run as a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings


def run(*lines: str | bytes) -> tuple[list[dict[str, Any]], subprocess.CompletedProcess[bytes]]:
    done = subprocess.run(
        [sys.executable, "manage.py", "suggest_follow_ups"],
        input=b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines),
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        check=False,
    )
    return [json.loads(line) for line in done.stdout.decode().splitlines()], done


def line(text: str, **more: object) -> str:
    return json.dumps({"meeting_date": "2015-09-17", "text": text} | more)


def test_a_line_in_is_a_line_out() -> None:
    answers, done = run(
        line("Økonomi & Stab følger op på planerne inden udgangen af november."),
        line("Chefforum tog orienteringen til efterretning."),
        line("Chefforum får et oplæg.", proposer="Kommunaldirektøren", id=7, title=None),
        line("Punktet tages op igen på næste møde.", calendar=["2015-10-01", "2015-10-22"]),
        line("Derfor afholder HR en workshop den 4. november.", section="background"),
        line("Børn, Unge & Familier svarer i uge 43.", departments=["Børn, Unge & Familier"]),
    )
    assert done.returncode == 0
    assert answers[0] == {
        "suggestions": [
            {
                "task": "Følge op på planerne",
                "responsible": ["Økonomi & Stab"],
                "deadline": "2015-11-30",
                "deadline_from": None,
                "rule": "end-of-month",
                "confidence": 0.9,
            }
        ]
    }
    assert answers[1] == answers[4] == {"suggestions": []}
    assert answers[2]["suggestions"][0]["responsible"] == ["Kommunaldirektøren"]
    assert answers[3]["suggestions"][0]["deadline"] == "2015-10-01"
    (week,) = answers[5]["suggestions"]
    assert (week["responsible"], week["deadline_from"], week["deadline"]) == (
        ["Børn, Unge & Familier"],
        "2015-10-19",
        "2015-10-23",
    )


def test_a_bad_line_is_answered_with_a_sentence_and_stops_no_other() -> None:
    bad = (
        "{",
        b'{"text": "\xff"}',
        "[1]",
        "[" * 50_000,
        json.dumps({"text": "HR følger op."}),
        line("HR følger op.", meeting_date="17/9 2015"),
        line("HR følger op.", meeting_date="9999-12-31"),
        line("HR følger op.", calendar=["2015-13-01"]),
        line("HR følger op.", departments="HR"),
        line("HR følger op.", section="evt"),
        json.dumps({"meeting_date": "2015-09-17", "text": 7}),
    )
    answers, done = run(*bad, "", line("HR følger op \ud800 på sagen."))
    assert done.returncode == 1
    assert all(list(one) == ["error"] for one in answers[:-1])
    assert len(answers) == len(bad) + 1
    assert "meeting_date" in answers[4]["error"]
    assert answers[5]["error"].startswith("Linje 6: »meeting_date«: »17/9 2015« er ikke en dato.")
    assert answers[-1]["suggestions"][0]["responsible"] == ["HR"]
    assert f"{len(bad)} linjer kunne ikke læses" in done.stderr.decode()
