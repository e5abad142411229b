"""Where something stands on a page: boxes in fractions of the page, and evidence that names file and page."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_serializer, model_validator

from models.record import Record

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]


class Box(Record):
    """An upright rectangle in fractions (0..1) of a page, the origin at the top left.

    In a record the page is the one the reviewer sees in the ORIGINAL file (after EXIF orientation, before any deskew
    or dewarp). It is written to JSON as ``[left, top, right, bottom]`` with five decimals.
    """

    left: Fraction
    top: Fraction
    right: Fraction
    bottom: Fraction

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: object) -> object:
        if isinstance(value, list | tuple) and len(value) == 4:
            return dict(zip(("left", "top", "right", "bottom"), value, strict=True))
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.left > self.right or self.top > self.bottom:
            raise ValueError("a box needs left <= right and top <= bottom")
        return self

    @model_serializer
    def _to_list(self) -> list[float]:
        return [round(edge, 5) for edge in (self.left, self.top, self.right, self.bottom)]

    @classmethod
    def clipped(cls, left: float, top: float, right: float, bottom: float) -> Box:
        """The box of the given edges in either order, cut off at the edges of the page."""
        x0, x1 = sorted((min(max(left, 0.0), 1.0), min(max(right, 0.0), 1.0)))
        y0, y1 = sorted((min(max(top, 0.0), 1.0), min(max(bottom, 0.0), 1.0)))
        return cls(left=x0, top=y0, right=x1, bottom=y1)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlap(self, other: Box) -> float:
        """The area the two have in common, in fractions of the page's area."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def iou(self, other: Box) -> float:
        """Intersection over union, 0..1; 0 where both are empty."""
        common = self.overlap(other)
        union = self.area + other.area - common
        return common / union if union > 0 else 0.0

    def covers(self, other: Box) -> float:
        """Which share of the other box lies inside this one, 0..1."""
        return self.overlap(other) / other.area if other.area > 0 else 0.0

    def turned(self, rotation: int) -> Box:
        """The same box in fractions of the page turned clockwise by ``rotation`` degrees, a multiple of 90."""
        match rotation % 360:
            case 90:
                return Box.clipped(1 - self.bottom, self.left, 1 - self.top, self.right)
            case 180:
                return Box.clipped(1 - self.right, 1 - self.bottom, 1 - self.left, 1 - self.top)
            case 270:
                return Box.clipped(self.top, 1 - self.right, self.bottom, 1 - self.left)
            case _:
                return self

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            left=min(self.left, other.left),
            top=min(self.top, other.top),
            right=max(self.right, other.right),
            bottom=max(self.bottom, other.bottom),
        )


class Evidence(Record):
    """Where on the uploaded papers a statement can be seen."""

    source: str
    """SHA-256 of the file, hexadecimal."""
    page: int
    """Counts from 0 within the file."""
    box: Box
