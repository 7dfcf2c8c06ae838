"""Pages otherwise than on a wide screen: on paper, in colours that a visitor chose, and with tables that are wider than the window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from fairwoo.serve import application
from fairwoo.store import Workspace
from tests.browser.conftest import overflow
from tests.browser.sites import Served
from tests.serve import loopback
from tests.serve.conftest import loaded, now

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


def _brightness(colour: str) -> float:
    """The relative luminance of a colour as browsers tell it (WCAG 2.2, 1.4.3)."""
    parts = [int(one) / 255 for one in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_brightness(one), _brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
SCHEMES = [{"color_scheme": scheme, "forced_colors": forced} for scheme in ("light", "dark") for forced in ("none", "active")]


@pytest.fixture(scope="module")
def themed(samples, tmp_path_factory):
    """The samples with the theme that the handbook gives as an example, set as it says."""
    handbook = (Path(__file__).parent.parent.parent / "docs" / "handleiding" / "beheer.md").read_text(encoding="utf-8")
    (own,) = re.findall(r"^```css\n(.*?)^```", handbook, re.MULTILINE | re.DOTALL)
    path = tmp_path_factory.mktemp("huisstijl") / "huisstijl.css"
    path.write_text(own, encoding="utf-8")
    named = re.findall(r'theme_class = "([^"]+)"', handbook)[0]
    assert f".{named} {{" in own
    given = loaded(samples.workspace)
    serve = given.serve.model_copy(update={"theme_css": path, "theme_class": named})
    workspace = Workspace.open(samples.workspace)
    app = application(workspace, given.model_copy(update={"serve": serve}), now)
    opened, base = loopback.listening()
    with loopback.served(app, opened):
        yield Served(base, app, samples.workspace)
    app.state.site.close()
    workspace.close()


@pytest.mark.parametrize("which", ["samples", "themed"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_hit_on_the_image_can_be_read_and_seen_whatever_colours_the_site_has(request, watched, which, scheme):
    """The paper of an image is white in all of them."""
    page = watched(request.getfixturevalue(which), **scheme).open(f"{PAGE}?q=fietspad")
    rectangle = page.locator(".fw-places rect").first
    fill, edge = rectangle.evaluate("(one) => { const look = getComputedStyle(one); return [look.fill, look.stroke] }")
    assert fill == "none" or _contrast(BLACK, fill) >= 7
    assert _contrast(edge, WHITE) >= 3
    assert (fill == "none") == (scheme["forced_colors"] == "active")


def test_what_a_theme_does_to_colours_blackens_no_hit(samples, watched):
    page = watched(samples).open(f"{PAGE}?q=fietspad")
    page.evaluate("document.documentElement.className = 'gemeente-theme'")  # nothing of ours is left
    assert page.locator(".fw-places rect").first.evaluate("(one) => getComputedStyle(one).fill") == "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_of_the_handbook_keeps_what_it_does_not_name_and_can_be_read(themed, watched, axe, scheme):
    window = watched(themed, viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    for address in ("/", "/zoeken?q=fietspad", "/dossier/gm0055-z2023-01377", f"{PAGE}?q=fietspad"):
        page = window.open(address)
        look = "(one) => { const look = getComputedStyle(one); return [look.backgroundColor, look.color, look.fontFamily] }"
        head, ink, font = page.locator(".fw-head").evaluate(look)
        assert (head, ink) == ("rgb(122, 0, 25)", WHITE)
        assert "system-ui" in font
        button = page.locator("main button, .fw-head button").first.evaluate(look)
        assert button[0] in {"rgb(122, 0, 25)", WHITE}
        page.evaluate(axe)
        told = page.evaluate("async () => (await axe.run({runOnly: ['color-contrast']})).violations")
        assert [(address, one["nodes"][0]["html"][:200]) for one in told] == []


def test_a_theme_has_a_dark_view_if_it_asks_for_one(themed, watched):
    page = watched(themed, color_scheme="dark").open("/privacy")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == WHITE
    page.evaluate("document.documentElement.classList.add('fairwoo-dark')")
    assert _brightness(page.evaluate(paper)) < 0.02


def test_a_large_page_is_read_in_a_window_of_320_pixels_without_scripts(samples, watched):
    page = watched(samples, viewport={"width": 320, "height": 640}, java_script_enabled=False).open(f"{PAGE}?q=fietspad")
    page.get_by_role("link", name="Vergroot de afbeelding").click()
    image = page.get_by_role("img", name="Afbeelding van pagina 1")
    expect(image).to_be_in_viewport()
    room, shown = page.get_by_role("region", name="Vergrote afbeelding").bounding_box(), image.bounding_box()
    assert shown["width"] / (210 / 25.4) == pytest.approx(144, rel=0.01)  # CSS pixels an inch: 10 points are 20 of them
    assert room["width"] <= 320
    assert overflow(page) <= 0
    mark = page.locator(".fw-places rect").first.bounding_box()
    assert shown["x"] <= mark["x"] <= mark["x"] + mark["width"] <= shown["x"] + shown["width"]
    page.get_by_role("link", name="Maak de afbeelding kleiner").click()
    expect(page.get_by_role("region", name="Vergrote afbeelding")).to_have_count(0)


def test_a_large_page_can_be_moved_with_keys_and_is_printed_whole(samples, watched):
    page = watched(samples, viewport={"width": 640, "height": 640}).open(f"{PAGE}?beeld=groot")
    region = page.get_by_role("region", name="Vergrote afbeelding")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(one) => one.scrollLeft > 0", arg=region.element_handle())
    page.emulate_media(media="print")
    room, image = region.bounding_box(), page.get_by_role("img", name="Afbeelding van pagina 1").bounding_box()
    assert image["width"] <= room["width"]
    assert image["height"] <= room["height"]


def test_what_goes_on_beside_the_window_says_so_and_can_be_reached_with_keys(samples, watched):
    page = watched(samples, viewport={"width": 320, "height": 640}).open("/dossier/gm0055-z2023-01377")
    table = page.get_by_role("region", name="9 documenten")
    assert table.evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert table.evaluate("(one) => getComputedStyle(one).backgroundAttachment") == "local, local, scroll, scroll"
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(one) => one.scrollLeft > 0", arg=table.element_handle())
