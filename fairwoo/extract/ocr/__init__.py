"""Text from the image of a page: the recognition data, the engine (Tesseract), and the page put straight for it.

`find` gives the engine, `recognise` reads a page with it; `available` and `why_not` tell beforehand, without opening it.
"""

from fairwoo.extract.ocr.engine import Engine, Recognised, available, find, program_path, why_not
from fairwoo.extract.ocr.page import recognise

__all__ = ["Engine", "Recognised", "available", "find", "program_path", "recognise", "why_not"]
