"""Where the words of the text layer of a PDF page stand. Words under a box that is painted over are left out here, before they leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from fairwoo.serve.drawing.kinds import kind_of
from fairwoo.serve.drawing.orders import HYPHEN, Box, Order, PlacedWord

_MOST = 100_000  # characters of a page
_TOUCHES = 0.1  # share of a word's area: lines above and below a redaction overlap it by a hair
_LINE_ENDS = {0x02, 0xFFFE}  # how pdfium writes a hyphen at the end of a line, without the line break


class _Piece(NamedTuple):
    text: str
    box: Box


def words(order: Order) -> tuple[PlacedWord, ...]:
    """The words in the order of the file; none of a file that is no PDF."""
    from fairwoo.extract.pdf.annotations import flattened

    if kind_of(order.path) != "pdf":
        return ()
    import pypdfium2

    boxes = (*order.black, *order.white)
    with pypdfium2.PdfDocument(order.path) as document:
        page = flattened(document, document[order.page - 1], order.page - 1)
        try:
            found = (PlacedWord(tuple(pieces)) for pieces in _words(page))
            return tuple(word for word in found if not any(touches(box, boxes) for _, box in word.pieces))
        finally:
            page.close()


def touches(box: Box, others: Sequence[Box]) -> bool:
    """Whether more than a tenth of a box lies in one of the others."""
    area = box.width * box.height
    return any(_shared(box, other) > _TOUCHES * area for other in others) if area > 0 else True


def _shared(one: Box, other: Box) -> float:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return width * height if width > 0 and height > 0 else 0.0


def _words(page: Any) -> Iterator[list[_Piece]]:
    """The pieces of each word; a piece ends with HYPHEN where the word goes on in the next line."""
    import pypdfium2.raw as pdfium

    from fairwoo.extract.pdf.located import to_view
    from fairwoo.extract.pdf.objects import character_box

    text_page = page.get_textpage()
    code_of, raw = pdfium.FPDFText_GetUnicode, text_page.raw
    gathered = _Gathered(to_view(page))
    for position in range(min(max(0, text_page.count_chars()), _MOST)):
        code = int(code_of(raw, position))
        if code in _LINE_ENDS:
            gathered.end_piece(HYPHEN)
            continue
        letter = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
        if letter and not letter.isspace():
            gathered.take(letter, character_box(text_page, position))
        elif word := gathered.word():
            yield word
    if word := gathered.word():
        yield word


class _Gathered:
    """The letters of a word that is being read, and the pieces before them."""

    def __init__(self, view: Any) -> None:
        self._view = view
        self._pieces: list[_Piece] = []
        self._text = ""
        self._boxes: list[Any] = []

    def take(self, letter: str, box: Any) -> None:
        """A letter, and its box in user space if it has one."""
        self._text += letter
        if box is not None:
            self._boxes.append(box)

    def end_piece(self, mark: str = "") -> None:
        """The line ends, or the word does. What has no place is of no use."""
        from fairwoo.extract.pdf.shapes import around

        if self._text and self._boxes:
            seen = around(self._boxes).through(self._view)
            box = Box(*(round(length, 2) for length in (seen.left, seen.bottom, seen.width, seen.height)))
            self._pieces.append(_Piece(self._text + mark, box))
        self._text, self._boxes = "", []

    def word(self) -> list[_Piece]:
        """The word that ends here; empty between words."""
        self.end_piece()
        word, self._pieces = self._pieces, []
        return word
