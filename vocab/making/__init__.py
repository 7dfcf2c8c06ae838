"""Making the copies of official lists: reading what was published, joining it, writing it, saying what changed.

Belongs to `make.py`; nothing here is used by fairwoo itself.
"""
