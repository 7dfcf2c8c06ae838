"""Boxes of one flat colour.

A page has few flat colours. Each is looked for apart, so that a grey box on a shaded cell, or a black one on a marked line, is seen
for itself: pixels of the colour; what is printed in it filled up; all that is thinner than a box removed; the rest cut into
rectangles where its left or right edge jumps (lines of text, each with its own box, touch each other).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from fairwoo.extract.redactions.found import Found, Pixels, Rules
from fairwoo.extract.redactions.ink import ink_in
from fairwoo.model.extraction import RedactionStyle

_DARK = 80  # of 255: black as scans have it
_COLOURFUL = 60  # of 255: saturation
_BRIGHT = 180  # of 255: marker pens are brighter, bars of ink are not
_FLAT = 14  # of 255: a flat place differs no more than this from its neighbours
_MOST_COLOURS = 12
_LEAST_FLAT = 0.006  # square inch of flat pixels that make a colour worth a search
_THICK = 0.035  # inch: strokes of print are thinner
_REACH_ACROSS, _REACH_DOWN = 1.6, 0.5  # inch: from what is solid in a box to the end of the label on it
_HOLE_HEIGHT, _HOLE_SHARE = 0.4, 0.3  # inch, and share of the filled area: a printed label, no more
_BRIDGED, _LETTER = 0.45, 0.1  # share of a box of one line that has its colour, and width of a letter in inches
_LABELLED = 0.25  # inch: narrower things have no label, but letters have counters
_THINNEST_STEP = 0.06  # inch: lower steps are an uneven edge
_STEPPED = 0.8  # share of the height of a shape: if less is in steps, its edges are slanted or ragged
_SLANT, _STRAIGHT = 0.12, 0.012  # slope and inch: edges of boxes, on skewed scans too
_RIM = 0.06  # inch: the surroundings of a box
_STANDS_OUT = 30  # of 255: a box differs at least this much from its surroundings
_INK = {RedactionStyle.BLACK, RedactionStyle.MARKER}
_CUT = 0.2  # share of the gap that has the colour of the box, where a letter lies across it
_PLAIN = 0.6  # share of the surroundings: paper, or paper and a marked line, not a picture
_COLOUR_FULL, _COLOUR_PURE = 0.93, 0.7  # shares: coloured boxes are drawn by programs, coloured drawings are less exact
_WORD = 0.25  # inch: coloured boxes are no smaller
_WHOLE = 0.8  # share of a shape that must be boxes: grey and coloured panels and drawings have a rectangle here and there
_TALL = 0.5  # inch: coloured boxes that are higher than wide are blocks of lines, and so this large
_HIGHEST_LABEL = 0.17  # inch
_MARKER_FULL, _MARKER_HEIGHT = 0.6, 0.5  # share and inch: a stroke of a felt-tip


class _Colour(NamedTuple):
    blue: int
    green: int
    red: int

    @property
    def style(self) -> RedactionStyle:
        brightest, darkest = max(self), min(self)
        if brightest < _DARK:
            return RedactionStyle.BLACK
        return RedactionStyle.COLOUR if (brightest - darkest) * 255 > _COLOURFUL * brightest else RedactionStyle.GREY


def fills(image: Pixels, dpi: float, rules: Rules) -> Iterator[Found]:
    """The boxes of one flat colour in a BGR image, colour by colour."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    smooth = cv2.blur(image, (3, 3))
    for colour in _flat_colours(smooth, dpi, rules):
        found: list[Found] = []
        for parts in _shapes_of(image, colour, dpi, rules):
            # A panel that a picture cuts into pieces is still a panel: text on one piece tells of all.
            if not any(_is_text_on_colour(grey, box, dpi, rules) for box in parts):
                found += (box for box in parts if _is_plain_around(image, box, dpi))
        yield from _joined(found, grey, dpi)


def _flat_colours(smooth: Pixels, dpi: float, rules: Rules) -> Iterator[_Colour]:
    """The colours of flat places that are not paper, most frequent first."""
    import cv2
    import numpy as np

    differs = cv2.morphologyEx(smooth, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    flat = smooth[(_largest(differs) <= _FLAT) & (cv2.bitwise_not(_largest(cv2.bitwise_not(smooth))) <= rules.paper)]
    blue, green, red = (flat[:, channel].astype(np.int32) >> 3 for channel in range(3))
    every = np.bincount((blue << 10) + (green << 5) + red, minlength=1)
    bins = np.flatnonzero(every)
    counts = every[bins]
    centres = np.stack([bins >> 10, bins >> 5 & 31, bins & 31], axis=1) * 8 + 4
    left = counts.copy()
    for _ in range(_MOST_COLOURS):
        if not left.size or not left.any():
            return
        near = np.abs(centres - centres[left.argmax()]).max(axis=1) <= rules.same
        total = int(left[near].sum())
        if total < _LEAST_FLAT * dpi * dpi:
            left[near] = 0
            continue
        middle = np.average(centres[near], axis=0, weights=np.maximum(left[near], 0))
        left[near] = 0
        yield _Colour(*(round(float(value)) for value in middle))


def _largest(image: Pixels) -> Pixels:
    """The largest of the three channels of each pixel."""
    import cv2

    blue, green, red = cv2.split(image)
    return cv2.max(cv2.max(blue, green), red)


def _shapes_of(image: Pixels, colour: _Colour, dpi: float, rules: Rules) -> Iterator[list[Found]]:
    """The boxes of the colour, those that touch each other together."""
    import cv2
    import numpy as np

    low, high = (tuple(max(0, min(255, part + sign * rules.same)) for part in colour) for sign in (-1, 1))
    mask = cv2.inRange(image, (0, 0, 0) if colour.style is RedactionStyle.BLACK else low, high)
    around, (across, down, wide, tall) = _around_solid(mask, dpi)
    if not wide:
        return
    mask = cv2.bitwise_and(mask, around)[down : down + tall, across : across + wide]
    kernel = np.ones((max(1, round(rules.least_height * dpi)), max(1, round(rules.least_width * dpi))), np.uint8)
    solid = cv2.morphologyEx(_filled(mask, dpi), cv2.MORPH_OPEN, kernel)
    if not cv2.countNonZero(solid):
        return
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    for number in range(1, count):
        x, y, w, h = (int(value) for value in stats[number][:4])
        shape = labels[y : y + h, x : x + w] == number
        parts = [Found(x + left, y + top, wide, tall, colour.style) for left, top, wide, tall in _steps(shape, dpi, rules)]
        parts = parts or _whole(Found(x, y, w, h, colour.style), shape, dpi, rules)
        parts = [box for box in parts if _is_box(box, solid, mask, dpi, rules)]
        if colour.style is RedactionStyle.BLACK or sum(box.area for box in parts) >= _WHOLE * int(stats[number][4]):
            yield [box._replace(x=box.x + across, y=box.y + down) for box in parts]


def _around_solid(mask: Pixels, dpi: float) -> tuple[Pixels, tuple[int, int, int, int]]:
    """What lies in the mask near places thicker than print, and its extent (x, y, width, height): most of a page does not."""
    import cv2
    import numpy as np

    thick = max(3, round(_THICK * dpi))
    solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    reach = np.ones((round(_REACH_DOWN * dpi) | 1, round(_REACH_ACROSS * dpi) | 1), np.uint8)
    around = cv2.dilate(solid, reach) if cv2.countNonZero(solid) else solid
    x, y, width, height = cv2.boundingRect(around)
    return around, (x, y, width, height)


def _whole(box: Found, shape: Pixels, dpi: float, rules: Rules) -> list[Found]:
    """A shape of one line that has no steps: a box whose label touches its edge, or a stroke of a felt-tip."""
    if box.h > _MARKER_HEIGHT * dpi:
        return []
    if shape.mean() >= rules.full:
        return [box]
    is_stroke = box.style is RedactionStyle.BLACK and box.w >= 1.5 * box.h
    return [box._replace(style=RedactionStyle.MARKER)] if is_stroke else []


def _filled(mask: Pixels, dpi: float) -> Pixels:
    """The mask with its small holes filled: letters of a label in a box. A hole as large as a table cell stays."""
    import cv2

    contours, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    filled, low = mask.copy(), _HOLE_HEIGHT * dpi
    for contour, (_, _, _, parent) in zip(contours, tree[0] if tree is not None else (), strict=True):
        outer = contours[parent] if parent >= 0 else contour
        if cv2.boundingRect(outer)[2] < _LABELLED * dpi:
            continue
        if parent < 0:
            _bridge(mask, filled, contour, dpi)
        elif cv2.boundingRect(contour)[3] <= low and cv2.contourArea(contour) <= _HOLE_SHARE * cv2.contourArea(outer):
            cv2.drawContours(filled, [contour], 0, 255, cv2.FILLED)
    return filled


def _bridge(mask: Pixels, filled: Pixels, contour: Pixels, dpi: float) -> None:
    """Fill up letters that touch the edge of a box of one line, so that they are no holes in it."""
    import cv2
    import numpy as np

    x, y, w, h = cv2.boundingRect(contour)
    inside = mask[y : y + h, x : x + w]
    if h <= _HOLE_HEIGHT * dpi and cv2.countNonZero(inside) >= _BRIDGED * w * h:
        closed = cv2.morphologyEx(inside, cv2.MORPH_CLOSE, np.ones((1, max(1, round(_LETTER * dpi))), np.uint8))
        filled[y : y + h, x : x + w] |= closed


def _steps(shape: Pixels, dpi: float, rules: Rules) -> Iterator[tuple[int, int, int, int]]:
    """Cut a shape where its left or right edge jumps: x, y, width and height of each part. A ragged shape has none."""
    import numpy as np

    left = shape.argmax(axis=1).astype(int)
    right = shape.shape[1] - shape[:, ::-1].argmax(axis=1).astype(int)
    most = max(2, round(rules.jump * dpi))
    jumps = np.flatnonzero((np.abs(np.diff(left)) > most) | (np.abs(np.diff(right)) > most)) + 1
    edges = [0, *jumps.tolist(), shape.shape[0]]
    steps = [(top, bottom) for top, bottom in itertools.pairwise(edges) if bottom - top >= _THINNEST_STEP * dpi]
    if sum(bottom - top for top, bottom in steps) < _STEPPED * shape.shape[0]:
        return
    for top, bottom in steps:
        if _is_straight(left[top:bottom], dpi) and _is_straight(right[top:bottom], dpi):
            start, end = int(np.median(left[top:bottom])), int(np.median(right[top:bottom]))
            yield start, top, end - start, bottom - top


def _is_straight(edge: Pixels, dpi: float) -> bool:
    """Is it, row by row, a straight line that is nearly upright (the corners may be round)?"""
    import numpy as np

    rows = np.arange(len(edge))
    middle = slice(len(edge) // 5, len(edge) - len(edge) // 5)
    slope, start = np.polyfit(rows[middle], edge[middle], 1)
    off = np.abs(edge - slope * rows - start)[middle]
    return bool(abs(slope) <= _SLANT and np.mean(off <= max(1.5, _STRAIGHT * dpi)) >= 0.8)


def _is_box(box: Found, solid: Pixels, mask: Pixels, dpi: float, rules: Rules) -> bool:
    """Is it large enough, full enough when its label is filled up (`solid`), and mostly of its colour (`mask`)?"""
    if box.w < rules.least_width * dpi or box.h < rules.least_height * dpi:
        return False
    rows, columns = slice(box.y, box.y + box.h), slice(box.x, box.x + box.w)
    full, pure = float((solid[rows, columns] > 0).mean()), float((mask[rows, columns] > 0).mean())
    if box.style is RedactionStyle.COLOUR:
        return full >= _COLOUR_FULL and pure >= _COLOUR_PURE and box.w >= _WORD * dpi and (box.w >= box.h or box.w >= _TALL * dpi)
    return pure >= (rules.pure_black if box.style is RedactionStyle.BLACK else rules.pure) and full >= (
        _MARKER_FULL if box.style is RedactionStyle.MARKER else rules.full
    )


def _is_text_on_colour(grey: Pixels, box: Found, dpi: float, rules: Rules) -> bool:
    """Is it a shaded cell, a panel or a marked line: a ground for text that is to be read?"""
    ink = ink_in(grey, box, dpi)
    if box.style in _INK:
        return ink.longest > rules.longest_outline_label and ink.lines > 1
    hugs = ink.longest * dpi > 0.7 * box.w and ink.highest * dpi > 0.4 * box.h
    bright = box.style is RedactionStyle.COLOUR and grey[box.y : box.y + box.h, box.x : box.x + box.w].max() > _BRIGHT
    return ink.longest > rules.longest_label or ink.highest > _HIGHEST_LABEL or (hugs and bright)


def _is_plain_around(image: Pixels, box: Found, dpi: float) -> bool:
    """Does the box stand out, left and right, from surroundings that are mostly of one or two colours, as paper is and photos are not?"""
    import numpy as np

    rim = max(3, round(_RIM * dpi))
    top, left, bottom, right = box.y, box.x, box.y + box.h, box.x + box.w
    over, under = image[max(0, top - rim) : max(0, top - 2), left:right], image[bottom + 2 : bottom + rim, left:right]
    sides = [image[top:bottom, max(0, left - rim) : max(0, left - 2)], image[top:bottom, right + 2 : right + rim]]
    around = [part.reshape(-1, 3).astype(np.int16) for part in (*sides, over, under)]
    ring = np.concatenate(around)
    if not len(ring):
        return False
    own = np.median(image[top:bottom, left:right].reshape(-1, 3), axis=0)
    like_own = [np.abs(part - own).max(axis=1) <= _STANDS_OUT for part in around]
    if box.style not in _INK and any(like.size and like.mean() > 0.5 for like in like_own[:2]):
        return False
    others = ring[~np.concatenate(like_own)]
    return _most_common(others, 2) >= _PLAIN * len(others)


def _most_common(pixels: Pixels, colours: int) -> int:
    """How many of the pixels have one of the most common colours."""
    import numpy as np

    total = 0
    for _ in range(colours):
        if len(pixels):
            bins, counts = np.unique((pixels >> 5) @ np.array([64, 8, 1]), return_counts=True)
            middle = np.median(pixels[(pixels >> 5) @ np.array([64, 8, 1]) == bins[counts.argmax()]], axis=0)
            near = np.abs(pixels - middle).max(axis=1) <= _STANDS_OUT
            total += int(near.sum())
            pixels = pixels[~near]
    return total


def _joined(boxes: list[Found], grey: Pixels, dpi: float) -> list[Found]:
    """The boxes, those joined that a letter of a label cuts in two: between boxes that are apart there is paper alone."""
    import numpy as np

    joined: list[Found] = []
    for box in sorted(boxes, key=lambda box: (box.x, box.y)):
        for number, left in enumerate(joined):
            gap = box.x - left.x - left.w
            level = abs(box.y - left.y) <= 2 and abs(box.h - left.h) <= 3
            if level and 0 < gap <= _LETTER * dpi * 1.5:
                between = grey[box.y : box.y + box.h, left.x + left.w : box.x]
                own = grey[box.y : box.y + box.h, box.x : box.x + box.w]
                if (abs(between.astype(int) - int(np.median(own))) <= _STANDS_OUT).mean() >= _CUT:
                    joined[number] = left._replace(w=box.x + box.w - left.x)
                    break
        else:
            joined.append(box)
    return joined
