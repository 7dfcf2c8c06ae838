"""fairwoo: ingest → extract → map → check → index → score for Woo dossiers. See docs/design.md for the rooms."""
