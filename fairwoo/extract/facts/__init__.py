"""The shelf of fact finders: each file looks for one thing in a dossier and says where it found it.

A file has `PROPERTIES`, `NEEDS` and `find(case) -> Finds`, see `fairwoo.extract.case.FactFinder`.
"""
