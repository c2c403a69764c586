"""What stands under INDSTILLING: who recommends, and the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agenda.characters import plain_line
from documents.markup.lines import RecommendedPoint, proposal, recommended_point


@dataclass
class Recommended:
    """`leftovers` is text that is no point."""

    proposer: str = ""
    points: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)


def read_recommendations(lines: Sequence[str]) -> Recommended:
    """Read the stripped lines of one section. Points are as printed, without their numbers."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    return reader.result()


class _Reader:
    """Takes line after line. `current` is the paragraph that the next line goes on with; None after a blank."""

    def __init__(self) -> None:
        self.proposer: str | None = None
        self.has_intro = False  # the first point is what followed "indstiller, at …"
        self.last = RecommendedPoint("", 0, "")
        self.points: list[list[str]] = []
        self.leftovers: list[list[str]] = []
        self.current: list[str] | None = None

    def take(self, line: str) -> None:
        if not line:
            self.current = None
            return
        text = line.removeprefix("\\")
        point = recommended_point(line)
        if point and self._is_new(point):
            self._take_point(point)
        elif not self._take_proposal(text):
            self._take_text(text, point)

    def result(self) -> Recommended:
        points = [plain_line(" ".join(point)) for point in self.points]
        leftovers = [plain_line(" ".join(paragraph)) for paragraph in self.leftovers]
        if self.has_intro and len(points) > 1 and points[0][-1] not in ".!?":
            leftovers.insert(0, points.pop(0))
        return Recommended(plain_line(self.proposer or ""), list(filter(None, points)), leftovers)

    def _is_new(self, point: RecommendedPoint) -> bool:
        """In the middle of a paragraph a number out of turn, or an "at" in a numbered list, is running text."""
        if not self.points or self.last.kind == "":
            return True
        if point.kind == "bullet":
            return self.last.kind == "bullet"
        if self.current is None:
            return True
        if point.kind == "number":
            return point.number == self.last.number + 1
        return point.kind == self.last.kind

    def _take_point(self, point: RecommendedPoint) -> None:
        self.last = point
        self.current = [point.text]
        self.points.append(self.current)

    def _take_proposal(self, line: str) -> bool:
        found = proposal(line)
        if not found or self.proposer is not None or self.points:
            return False
        self.proposer = found.proposer
        if found.to:
            self.leftovers.append([found.to])
        self.current = None
        if found.rest.rstrip(" ,;:").lower() not in ("", "at"):
            self.has_intro = True
            self._take_point(RecommendedPoint("at", 0, found.rest))
        return True

    def _take_text(self, line: str, point: RecommendedPoint | None) -> None:
        """A bullet below a numbered point belongs to it, and so does the next line of a paragraph."""
        if point and point.kind == "bullet":
            self.current = self.points[-1]
        if self.current is None:
            self.current = []
            self.leftovers.append(self.current)
        self.current.append(line)
