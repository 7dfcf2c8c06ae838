"""Plane geometry of a page: matrices, boxes, and shapes made of polygons. PDF user space, points, origin bottom left."""

from __future__ import annotations

from typing import NamedTuple

Point = tuple[float, float]


class Matrix(NamedTuple):
    """`x' = a·x + c·y + e`, `y' = b·x + d·y + f` (ISO 32000-1, 8.3.3)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> Point:
        """The point (x, y) in the outer space."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: Matrix) -> Matrix:
        """This matrix followed by `outer`."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            *outer.apply(self.e, self.f),
        )


class Box(NamedTuple):
    """A rectangle along the axes."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, x: float, y: float) -> bool:
        """Is the point in it?"""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def meets(self, other: Box) -> bool:
        """Do they have a point in common?"""
        return self.left <= other.right and other.left <= self.right and self.bottom <= other.top and other.bottom <= self.top

    def corners(self) -> tuple[Point, ...]:
        """The four corners, in order."""
        return (self.left, self.bottom), (self.right, self.bottom), (self.right, self.top), (self.left, self.top)

    def through(self, matrix: Matrix) -> Box:
        """The box around its image under `matrix`."""
        return box_around([matrix.apply(*corner) for corner in self.corners()])


class Shape(NamedTuple):
    """An area bounded by polygons: all of a path's subpaths. `even_odd` says which rule decides what is inside."""

    polygons: tuple[tuple[Point, ...], ...]
    even_odd: bool = False

    @property
    def area(self) -> float:
        """Of its polygons together, holes taken off if they go round the other way."""
        return abs(sum(_area(polygon) for polygon in self.polygons))

    def as_rectangle(self) -> Box | None:
        """The box that it is, if it is a rectangle along the axes."""
        if (
            len(self.polygons) != 1
            or len(points := self.polygons[0]) not in {4, 5}
            or (len(points) == 5 and points[4] != points[0])
        ):
            return None
        corners = points[:4]
        turned = (*corners[1:], corners[0])
        upright = all(
            x1 == x2 if index % 2 else y1 == y2 for index, ((x1, y1), (x2, y2)) in enumerate(zip(corners, turned, strict=True))
        )
        lying = all(
            y1 == y2 if index % 2 else x1 == x2 for index, ((x1, y1), (x2, y2)) in enumerate(zip(corners, turned, strict=True))
        )
        return box_around(list(corners)) if upright or lying else None

    def holds(self, x: float, y: float) -> bool:
        """Is the point inside? By the number of times the outline goes round it."""
        turns = sum(_turns(polygon, x, y) for polygon in self.polygons)
        return turns % 2 == 1 if self.even_odd else turns != 0


def box_around(points: list[Point]) -> Box:
    """The smallest box with all these points in it (at least one)."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(up), max(across), max(up))


def common(one: Box, other: Box) -> Box:
    """What two boxes have in common; its left is right of its right, or its bottom over its top, if that is nothing."""
    return Box(max(one.left, other.left), max(one.bottom, other.bottom), min(one.right, other.right), min(one.top, other.top))


def around(boxes: list[Box]) -> Box:
    """The smallest box with all these boxes in it (at least one)."""
    return box_around([point for box in boxes for point in ((box.left, box.bottom), (box.right, box.top))])


def rectangle(box: Box) -> Shape:
    """The box as a shape."""
    return Shape((box.corners(),))


def _turns(polygon: tuple[Point, ...], x: float, y: float) -> int:
    turns = 0
    x1, y1 = polygon[-1]
    below = y1 <= y
    for x2, y2 in polygon:
        if below != (y2 <= y):
            left = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1) > 0
            turns += (left and below) - (not left and not below)
            below = not below
        x1, y1 = x2, y2
    return turns


def _area(polygon: tuple[Point, ...]) -> float:
    """By the shoelace formula; below zero for one that goes round clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(polygon, (*polygon[1:], polygon[0]), strict=True)) / 2
