"""`make fuzz-leaks`: everybody asks for everything in thousands of worlds, and all of it is drawn.

N says how many worlds, SEED which ones; without it, others each time. A world that leaks is made as small as it can be.
"""

from __future__ import annotations

import os
import secrets
from functools import lru_cache

import pytest
from hypothesis import settings

from documents.drawing.pdf import draw_pdf
from tests.test_worlds import SHRINKING, crawl

MANY = int(os.environ.get("N") or 2000)
SEED = int(os.environ.get("SEED") or secrets.randbelow(10**6))


@pytest.mark.django_db
def test_no_world_leaks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("documents.editions.draw_pdf", lru_cache(maxsize=200)(draw_pdf))
    with capsys.disabled():
        print(f"\n{MANY} worlds of SEED={SEED} …", flush=True)
        crawled = crawl(SEED, settings(SHRINKING, max_examples=MANY), thorough=True, draws=True)
        read = crawled.read
        print(
            f"{read['responses']} responses and {read['files']} files were read. Nobody met what is not theirs."
        )
