"""Sitemaps within the limits of the protocol, however many documents there are, and without holding them all in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from fairwoo import map as mapping
from fairwoo.map import Output, Published
from fairwoo.map.publications import diwoo
from fairwoo.map.sitemap_files import Limits
from fairwoo.model import Finding
from tests.map.chain import NOON, codes, dossier_of, locations, published, times
from tests.map.made import BASE, SETTINGS, a_dossier, a_file


def limited(limits: Limits, *dossiers: Published) -> tuple[dict[str, bytes], list[Finding]]:
    """As `publish`, with smaller limits."""
    with ExitStack() as stack:
        made = list(diwoo._Chain(BASE, stack, limits).publish(iter(dossiers)))
    files = {one.path: one.content for one in made if isinstance(one, Output)}
    return files, [one for one in made if isinstance(one, Finding)]


@given(st.lists(st.integers(1, 6), max_size=8), st.integers(1, 5), st.integers(8_000, 20_000))
def test_limits_hold_and_nothing_is_lost_or_double(counts: list[int], entries: int, size: int) -> None:
    dossiers = [
        published(dossier_of(number, *(a_file(f"nota-{one}", title="x" * 700 * one) for one in range(1, count + 1))))
        for number, count in enumerate(counts)
    ]
    files, findings = limited(Limits(entries, size), *dossiers)
    assert findings == []
    sitemaps = [content for path, content in files.items() if path.startswith("sitemap-")]
    assert all(len(content) <= size for content in sitemaps)
    found = [locations(content) for content in sitemaps]
    assert all(0 < len(addresses) <= entries for addresses in found)
    assert list(chain.from_iterable(found)) == [address for one in dossiers for address in one.changed]
    assert len(files) == (len(sitemaps) + 2 if counts else 0)


def test_a_later_sitemap_is_newer_when_an_earlier_one_may_have_pushed_entries_into_it() -> None:
    later = NOON + timedelta(days=1)
    files, _ = limited(Limits(entries=1), published(dossier_of(1), besluit=later), published(dossier_of(2)))
    assert times(files["sitemapindex-diwoo-infocat014.xml"]) == ["2026-05-05T12:00:00Z"] * 2
    files, _ = limited(Limits(entries=1), published(dossier_of(1)), published(dossier_of(2), besluit=later))
    assert times(files["sitemapindex-diwoo-infocat014.xml"]) == ["2026-05-04T12:00:00Z", "2026-05-05T12:00:00Z"]


def test_what_fits_in_no_sitemap_is_told() -> None:
    files, findings = limited(Limits(size=3_000), published(dossier_of(1, a_file("a"), a_file("b", title="x" * 3_000))))
    assert [len(locations(content)) for path, content in files.items() if path.startswith("sitemap-")] == [1]
    assert codes(findings) == ["diwoo-too-much"]


def test_what_does_not_fit_in_an_index_is_told() -> None:
    files, findings = limited(Limits(entries=1, sitemaps=2), published(dossier_of(1, *(a_file(one) for one in "abcde"))))
    assert len(locations(files["sitemapindex-diwoo-infocat014.xml"])) == 2
    assert codes(findings) == ["diwoo-too-much"]
    assert "3" in findings[0].message.nl


def many(thousands: int, more: int = 0, title: str = "Nota") -> Iterator[Published]:
    """Dossiers of a thousand documents each: one that was described, under other ids; the last with `more` documents."""
    for number in range(thousands + bool(more)):
        count = 1000 if number < thousands else more
        if number in {0, thousands}:
            documents = [a_file(f"d{one}", title=f"{title} {one}", disclosure=None) for one in range(count)]
            described = published(a_dossier(*documents, id="gm0055-duizend-00000"))
        yield renamed(described, f"gm0055-duizend-{number:05}")


def renamed(one: Published, dossier_id: str) -> Published:
    (description,) = one.descriptions
    content = description.content.replace(one.dossier.id, dossier_id)
    return Published(
        one.dossier.model_copy(update={"id": dossier_id}),
        (description.model_copy(update={"content": content}),),
        {address.replace(one.dossier.id, dossier_id): moment for address, moment in one.changed.items()},
    )


def sizes(dossiers: Callable[[], Iterator[Published]]) -> tuple[list[int], list[int]]:
    """Entries and bytes of each sitemap; files are let go as they come."""
    entries, lengths, listed = [], [], 0
    for made in mapping.publish("diwoo", dossiers, SETTINGS):
        assert isinstance(made, Output)
        if made.path.startswith("sitemap-"):
            entries.append(made.content.count(b"<url>"))
            lengths.append(len(made.content))
        elif made.path.startswith("sitemapindex"):
            listed = len(locations(made.content))
    assert listed == len(entries)
    return entries, lengths


def test_50001_documents_give_two_sitemaps_in_one_index() -> None:
    entries, lengths = sizes(lambda: many(50, 1))
    assert sum(entries) == 50_001
    assert len(entries) == 2
    assert max(lengths) <= 52_428_800


def test_60_mb_of_long_metadata_is_split() -> None:
    entries, lengths = sizes(lambda: many(1, title="Zeer lange titel " * 3_600))
    assert sum(entries) == 1000
    assert sum(lengths) > 60_000_000
    assert len(entries) == 2
    assert max(lengths) <= 52_428_800


def test_memory_does_not_grow_with_the_number_of_documents() -> None:
    few, more = peak(3), peak(12)
    assert few < 25_000_000
    assert more < 1.2 * few


def peak(thousands: int) -> int:
    """The most memory in use (bytes) while that many documents go through sitemaps of 2 MB."""
    dossiers = many(thousands)
    tracemalloc.start()
    with ExitStack() as stack:
        total = sum(
            len(made.content)
            for made in diwoo._Chain(BASE, stack, Limits(size=2_000_000)).publish(dossiers)
            if isinstance(made, Output)
        )
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > thousands * 1_500_000
    return found
