"""The mark of what this room makes."""

from fairwoo.shared import made_by

MADE_BY = made_by("extract", 1)
