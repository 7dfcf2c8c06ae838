"""Redacted boxes: found in the drawing of a page or in its pixels, their grounds, and how much of the page they cover."""
