"""The marks of what this room makes: readings and settled dossiers."""

from fairwoo.shared import made_by

MADE_BY = made_by("extract", 8)
SETTLED_BY = made_by("settle", 5)
