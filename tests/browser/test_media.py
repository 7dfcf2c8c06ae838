"""Pages otherwise than on a wide screen: on paper, in colours that a visitor chose, and with tables that are wider than the window."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import overflow

PAGE = "/dossier/gm0055-z2023-01377/document/documenten-memo-verkenning-trace/pagina/1"


@pytest.mark.parametrize(
    ("address", "shown", "gone"),
    [
        ("/zoeken?q=fietspad", ["mark", ".fw-printed"], [".fw-filters", ".fw-order", ".fw-forms"]),
        ("/dossier/gm0055-z2023-01377", [".fw-documents", ".fw-cite"], [".fw-downloads", ".fw-crumbs", ".fw-report"]),
        (f"{PAGE}?q=fietspad", [".fw-leaf img", ".fw-places rect", "mark", ".fw-printed"], [".fw-turning", ".fw-crumbs"]),
        ("/ranglijst", [".fw-ranking"], [".fw-head-search"]),
    ],
)
def test_on_paper_is_what_one_reads_and_nothing_of_a_table_is_cut_off(samples, watched, address, shown, gone):
    page = watched(samples, viewport={"width": 680, "height": 1000}).open(address)  # A4 with margins of 15 mm
    assert [one for one in gone if page.locator(one).count() == 0] == []
    page.emulate_media(media="print")
    for one in shown:
        expect(page.locator(one).first).to_be_visible()
    for one in [*gone, ".fw-nav", ".fw-foot nav", ".fw-keys", "main form", "main button"]:
        assert not any(found.is_visible() for found in page.locator(one).all()), one
    assert overflow(page) <= 0
    assert page.evaluate("[...document.querySelectorAll('main table')].filter((one) => one.scrollWidth > innerWidth).length") == 0
    printed = page.locator(".fw-printed")
    assert (
        printed.count() == 0
        or printed.inner_text() == f"{samples.base}{address.partition('?')[0] if '/pagina/' in address else address}"
    )


def test_the_image_of_a_page_and_its_title_fit_on_one_sheet(samples, watched):
    page = watched(samples, viewport={"width": 680, "height": 1000}).open(f"{PAGE}?q=fietspad")
    page.get_by_role("img").evaluate("async (one) => { await one.decode() }")
    page.emulate_media(media="print")
    leaf, image = page.locator(".fw-leaf").bounding_box(), page.locator(".fw-leaf img").bounding_box()
    assert leaf["y"] + leaf["height"] <= 267 / 25.4 * 96  # what A4 has between its margins, in CSS pixels
    assert abs(image["width"] / image["height"] - 210 / 297) < 0.01
    assert abs(leaf["width"] - image["width"]) <= 3  # so that the marks lie where they should


def test_marks_and_focus_are_seen_in_colours_of_the_visitors_own(samples, watched):
    window = watched(samples, viewport={"width": 1280, "height": 720}, forced_colors="active", reduced_motion="reduce")
    page = window.open("/zoeken?q=fietspad")
    colours = "(one) => { const look = getComputedStyle(one); return [look.backgroundColor, look.color] }"
    mark, around = page.locator("mark").first.evaluate(colours), page.locator("main p").first.evaluate(colours)
    assert mark != around
    current, other = (
        page.locator(f".fw-nav a{one}").first.evaluate("(one) => getComputedStyle(one).borderBottomColor")
        for one in ("[aria-current]", ":not([aria-current])")
    )
    assert current != other
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    ring = page.evaluate(
        "() => { const look = getComputedStyle(document.activeElement); return [look.outlineStyle, look.outlineWidth] }"
    )
    assert ring == ["solid", "3px"]
    rectangle = window.open(f"{PAGE}?q=fietspad").locator(".fw-places rect").first
    look = rectangle.evaluate(
        "(one) => { const look = getComputedStyle(one); return [look.stroke, look.strokeWidth, look.fill] }"
    )
    assert look[0] != "none"
    assert look[1:] == ["2px", "none"]  # a line around the word, and the word as it was


def test_what_goes_on_beside_the_window_says_so_and_can_be_reached_with_keys(samples, watched):
    page = watched(samples, viewport={"width": 320, "height": 640}).open("/dossier/gm0055-z2023-01377")
    table = page.get_by_role("region", name="9 documenten")
    assert table.evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert table.evaluate("(one) => getComputedStyle(one).backgroundAttachment") == "local, local, scroll, scroll"
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(one) => one.scrollLeft > 0", arg=table.element_handle())
