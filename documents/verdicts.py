"""What the check said of one version as one scope may read it. Until something changes it is not asked again.

`about` is the id of a bilag, or "" for the drawn edition with all its bilag.
"""

from __future__ import annotations

from documents.models import IssuedDocument, Verdict
from documents.scopes import Scope


def passed(snapshot: IssuedDocument, scope: Scope, basis: str, about: str = "") -> bool | None:
    """Return what was said when all that the check depends on was as now; None if nothing was."""
    found = Verdict.objects.filter(snapshot=snapshot, scope=scope.digest, about=about, basis=basis)
    return found.values_list("passed", flat=True).first()


def remember(snapshot: IssuedDocument, scope: Scope, basis: str, about: str = "", *, passed: bool) -> None:
    """Keep what was said. Take the basis before the check, so that an answer given meanwhile counts as a change."""
    Verdict.objects.update_or_create(
        snapshot=snapshot, scope=scope.digest, about=about, defaults={"basis": basis, "passed": passed}
    )
