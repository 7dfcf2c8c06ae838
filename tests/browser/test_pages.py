"""Every kind of page that the site has: accessible by axe-core, valid by the Nu HTML Checker, and no wider than a small window."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import WITHDRAWN, overflow
from tests.browser.sites import html_routes, walked

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STARTS = (
    "/",
    "/zoeken",
    "/zoeken?q=fietspad",
    "/zoeken?q=fietspad&jaar=2023&orgaan=gm0055",
    "/zoeken?q=zwembda",
    "/zoeken?q=%22niet+te+vinden+woorden%22&jaar=2023",
    "/zoeken?q=%22open&vanaf=2023-02-30&pagina=x",
    "/zoeken?vanaf=2023-01-01&tot=2023-12-31&sorteer=oudste",
    "/zoeken?q=besluit&pagina=2",
    "/attenderen?q=fietspad",
    "/attenderen/gevraagd",
    "/attenderen/bevestigen/geen-bestaande",
    "/attenderen/stoppen/geen-bestaande",
    "/melden?over=/dossier/x",
    "/dienst/gm0055",
    "/gebied/gm0055",
    "/dossier/gm0055-deel-1",
    "/dossier/gm0055-z2023-01377",
    "/dossier/gm0055-z2023-01377/document/documenten-memo-verkenning-trace/pagina/1?q=fietspad&beeld=groot",
    "/begrip/uitzonderingsgrond",
    *(f"/dossier/{one.replace('/', '/document/')}" for one in WITHDRAWN),
    "/bestaat-niet",
    f"/zoeken?q={'te-lang' * 1_500}",
    "/dossier/bestaat-niet",
)
_EACH = 2  # pages of one route
# Patterns that look like pages and are not, or are only asked in another way.
_NO_PAGES = re.compile(
    r"/ark:|/stijl/|/api/v1(?!/changelog)|/suggesties|/licenties|\{form\}|\{file(:path)?\}|/pagina$|sitemap|/\.well-known"
)


@pytest.fixture(scope="module")
def seen(samples):
    return walked(samples, STARTS, _EACH)


def test_every_route_with_pages_was_reached(samples, seen):
    missed = {one for one in html_routes(samples.app) if not _NO_PAGES.search(one)} - {one.route for one in seen}
    assert sorted(missed) == []


def test_every_link_to_a_page_leads_somewhere(seen):
    broken = [
        (one.address, one.status)
        for one in seen
        if one.status >= 400 and "bestaa" not in one.address and one.status not in {410, 414}
    ]
    assert broken == []


def test_what_was_taken_back_is_told_so(samples, seen):
    told = {one.address for one in seen if one.status == 410}
    assert f"{samples.base}/dossier/{WITHDRAWN[0]}" in told


def _kinds(seen):
    """One page of each kind: the last that was reached, which is rarely the barest."""
    return list({(one.route, one.status): one for one in seen}.values())


def _looked_at(page, pages, axe=None):
    """What is wrong with pages: by axe-core if it is given, and by how much they are wider than the window."""
    found = []
    for one in pages:
        page.goto(one.address)
        if (by := overflow(page)) > 0:
            found.append(f"{one.address} is {by} pixels wider than the window")
        if axe is not None:
            page.evaluate(axe)
            told = page.evaluate(
                "async (tags) => (await axe.run({runOnly: tags, resultTypes: ['violations']})).violations", RULES
            )
            found += [f"{one.address} {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in told]
    return "\n".join(found)


@pytest.fixture
def window(samples, watched):
    """Makes a page in a window; that some pages answer with 404 or the like is meant."""
    made = []

    def make(**options):
        made.append(watched(samples, **options))
        return made[-1].context.new_page()

    yield make
    for one in made:
        one.noted[:] = [note for note in one.noted if "responded with a status of 4" not in note]


def test_axe_finds_nothing_in_a_small_window_and_no_page_is_wider(seen, window, axe):
    """320 pixels is what WCAG 1.4.10 asks."""
    page = window(viewport={"width": 320, "height": 600}, reduced_motion="reduce")
    assert _looked_at(page, seen, axe) == ""


def test_axe_finds_nothing_in_a_large_window_and_in_the_dark(seen, window, axe):
    page = window(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    assert _looked_at(page, _kinds(seen), axe) == ""


def test_no_page_is_wider_than_the_window_at_200_percent_and_without_scripts(seen, window):
    """A window of 1280 pixels at 200 % has 640 CSS pixels (WCAG 1.4.4)."""
    page = window(viewport={"width": 640, "height": 400}, device_scale_factor=2, java_script_enabled=False)
    assert _looked_at(page, _kinds(seen)) == ""


def test_no_page_is_wider_than_the_window_with_letters_of_twice_the_size(seen, window):
    page = window(viewport={"width": 640, "height": 800})
    page.add_init_script("addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%' })")
    assert _looked_at(page, _kinds(seen)) == ""


def test_html_is_valid(seen, checker, tmp_path):
    files = {}
    for number, one in enumerate(seen):
        path = tmp_path / f"{number}.html"
        path.write_text(one.html, encoding="utf-8")
        files[path.name] = one.address
    faults = checker([tmp_path / name for name in files])
    assert "\n".join(f"{files[fault.partition(':')[0]]} {fault}" for fault in faults) == ""
