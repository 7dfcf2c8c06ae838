"""Plans and requests as query objects of tantivy. Its query parser is never used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fairwoo.index.fields import day_number, long_form
from fairwoo.index.plan import TIE, Best, Every, Filter, Flat, Groups, Near, Plan, Term, Way
from fairwoo.index.plan import Sequence as Row
from fairwoo.index.values import Request

_LAST_DAY = 99_999_999


class Compiler:
    """Makes queries for one schema. Documents of the index that are pages have `page` in the field `sort`."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema

    def search(self, plan: Plan, request: Request) -> Any:
        """The query of a plan, and what the request narrows it to."""
        must = [self.way(plan), *(self.only(name, values) for name, values in request.chosen().items())]
        if request.dated_from or request.dated_to:
            low, high = day_number(request.dated_from) or 1, day_number(request.dated_to) or _LAST_DAY
            must.append(self._worthless(_tantivy().Query.range_query(self._schema, "day", self._integer(), low, high)))
        return self.every(must)

    def way(self, way: Way) -> Any:
        """A plan, or part of one."""
        query = _tantivy().Query
        match way:
            case Term():
                return self._weighed(self.term(way.stream, way.key), way.weight)
            case Row(stream="lem"):
                return self._weighed(self.term("cp", long_form(way.keys)), way.weight)
            case Row():
                return self._weighed(query.phrase_query(self._schema, way.stream, list(way.keys)), way.weight)
            case Near():
                near = query.fuzzy_term_query(self._schema, way.stream, way.key, distance=way.distance)
                return query.const_score_query(near, way.weight)
            case Best():
                return self._weighed(query.disjunction_max_query([self.way(one) for one in way.ways], TIE), way.weight)
            case Every():
                return self._weighed(self.every([self.way(one) for one in way.parts]), way.weight)
            case Filter():
                return self.only(way.field, way.values)
            case Flat():
                return query.const_score_query(self.way(way.way), way.weight)
            case Groups():
                return self._groups(way)

    def term(self, field: str, value: Any) -> Any:
        """All documents with a value in a field."""
        return _tantivy().Query.term_query(self._schema, field, value)

    def pages(self) -> Any:
        """All pages, each worth nothing."""
        return self._worthless(self.term("sort", "page"))

    def every(self, parts: Iterable[Any]) -> Any:
        """All of these."""
        occur = _tantivy().Occur
        return _tantivy().Query.boolean_query([(occur.Must, part) for part in parts])

    def _groups(self, groups: Groups) -> Any:
        occur, boolean = _tantivy().Occur, _tantivy().Query.boolean_query
        must = [self.way(one) for one in groups.must]
        should = [self.way(one) for one in groups.should]
        bonus = [self.way(one) for one in groups.bonus]
        if should and groups.least:
            must.append(boolean([(occur.Should, one) for one in should], minimum_number_should_match=groups.least))
        else:
            bonus += should
        clauses = [(occur.Must, one) for one in must or [self.pages()]]
        clauses += [(occur.Should, one) for one in bonus]
        return boolean(clauses + [(occur.MustNot, self.way(one)) for one in groups.never])

    def only(self, field: str, values: Iterable[str]) -> Any:
        """All documents with one of the values in a field, each worth nothing."""
        occur = _tantivy().Occur
        return self._worthless(_tantivy().Query.boolean_query([(occur.Should, self.term(field, value)) for value in values]))

    @staticmethod
    def _worthless(query: Any) -> Any:
        return _tantivy().Query.const_score_query(query, 0.0)

    @staticmethod
    def _weighed(query: Any, weight: float) -> Any:
        return query if weight == 1 else _tantivy().Query.boost_query(query, weight)

    @staticmethod
    def _integer() -> Any:
        return _tantivy().FieldType.Integer


def _tantivy() -> Any:
    import tantivy

    return tantivy
