"""A visitor finds a page and takes the dossier home: by mouse or keys, with and without scripts, on small and large screens."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import overflow
from tests.serve.conftest import NAAN

HANDBOOK = Path(__file__).parent.parent.parent / "docs" / "handleiding" / "beeld"
SIZES = [(320, 640), (768, 1024), (1280, 800)]
_LARGEST = 100_000  # bytes of a picture in the handbook
_LONGEST = 150  # times Tab


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_from_a_search_to_the_page_and_the_whole_dossier(samples, watched, width, height, scripts):
    window = watched(samples, viewport={"width": width, "height": height}, java_script_enabled=scripts)
    page = window.open("/")
    main = page.get_by_role("main")
    main.get_by_label("Waar zoekt u naar?").fill("fietspad")
    main.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("fietspad")
    before = _number(page)
    assert overflow(page) <= 0

    page.get_by_role("checkbox", name=re.compile(r"^2021 \(")).check()
    page.get_by_role("button", name="Filters toepassen").click()
    expect(page).to_have_url(f"{samples.base}/zoeken?q=fietspad&jaar=2021")  # without the fields that were left empty
    expect(page.get_by_role("link", name=re.compile("Haal dit filter weg"))).to_have_count(1)
    assert 0 < _number(page) < before

    page.get_by_role("link", name=re.compile("Verkenning tracé fietspad, pagina 1")).click()
    image = page.get_by_role("img", name=re.compile("Afbeelding van pagina 1"))
    expect(image).to_be_visible()
    image.evaluate("async (one) => { await one.decode() }")
    marks = page.locator("svg.fw-places rect")
    assert marks.count() >= 1
    for mark in marks.all():  # each lies on the image, and is as small as a word
        inner, outer = mark.bounding_box(), image.bounding_box()
        assert outer["x"] <= inner["x"] <= inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        assert outer["y"] <= inner["y"] <= inner["y"] + inner["height"] <= outer["y"] + outer["height"]
        assert 0 < inner["width"] < outer["width"] / 2
    assert set(main.locator("mark").all_inner_texts()) == {"fietspad"}
    assert overflow(page) <= 0

    page.get_by_role("link", name="Woo-besluit aanleg fietspad Molenweg").first.click()
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("ZIP")).click()
    with zipfile.ZipFile(io.BytesIO(Path(started.value.path()).read_bytes())) as bundle:
        assert bundle.testzip() is None
        assert any(name.endswith(".pdf") for name in bundle.namelist())


def _number(page) -> int:
    """How many hits a page with results says there are."""
    found = re.match(r"([\d.]+) treffers? in ", page.locator("#resultaten").inner_text())
    assert found is not None
    return int(found[1].replace(".", ""))


def _focused(page):
    """What has the focus: its name for people, whether that shows, and whether something lies over it."""
    return page.evaluate(
        """() => {
            const one = document.activeElement;
            if (!one || one === document.body) return null;
            const look = getComputedStyle(one), box = one.getBoundingClientRect();
            const [x, y] = [box.x + Math.min(box.width, innerWidth - box.x) / 2, box.y + Math.min(box.height, 40) / 2];
            const top = document.elementFromPoint(x, y);
            const all = [...document.querySelectorAll("*")];
            return {
                name: (one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent || one.name || "").trim(),
                tag: one.localName, href: one.getAttribute("href"), at: all.indexOf(one),
                ring: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
                inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
                free: !top || one.contains(top) || top.contains(one),
            };
        }"""
    )


def _tab_to(page, matches):
    """Press Tab until something has the focus that `matches` accepts."""
    for _ in range(_LONGEST):
        page.keyboard.press("Tab")
        found = _focused(page)
        if found and matches(found):
            return found
    raise AssertionError("it cannot be reached with Tab")


@pytest.mark.parametrize("address", ["/", "/zoeken?q=fietspad", "/dossier/gm0055-z2023-01377", "/ranglijst"])
def test_the_focus_is_seen_everywhere_and_goes_in_the_order_of_the_page(samples, watched, address):
    page = watched(samples, viewport={"width": 1280, "height": 720}, reduced_motion="reduce").open(address)
    steps = []
    for _ in range(_LONGEST):
        page.keyboard.press("Tab")
        found = _focused(page)
        if found is None:
            break
        steps.append(found)
    assert len(steps) > 10
    assert steps[0]["name"] == "Naar de inhoud"
    assert [one for one in steps if not (one["ring"] and one["inside"] and one["free"])] == []
    places = [one["at"] for one in steps]
    assert places == sorted(places)


def test_the_skip_link_goes_past_the_head(samples, watched):
    page = watched(samples, viewport={"width": 1280, "height": 720}, reduced_motion="reduce").open("/ranglijst")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_keyboard_alone_does_it_all(samples, watched):
    page = watched(samples, viewport={"width": 1280, "height": 720}, reduced_motion="reduce").open("/")
    _tab_to(page, lambda one: one["tag"] == "input")
    page.keyboard.type("fietspad")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken?*")
    _tab_to(page, lambda one: one["name"].startswith("2021 ("))
    page.keyboard.press("Space")
    _tab_to(page, lambda one: one["name"] == "Filters toepassen")
    page.keyboard.press("Enter")
    page.wait_for_url("**jaar=2021**")
    _tab_to(page, lambda one: "pagina 1" in one["name"] and "/pagina/1" in (one["href"] or ""))
    page.keyboard.press("Enter")
    page.wait_for_url("**/pagina/1?**")
    _tab_to(page, lambda one: one["name"].startswith("Woo-besluit aanleg fietspad"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossier/gm0055-z2023-01377")
    _tab_to(page, lambda one: (one["href"] or "").endswith(".zip"))
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert zipfile.is_zipfile(started.value.path())


def test_keys_go_through_results_and_pages_until_they_are_switched_off(samples, watched):
    window = watched(samples, viewport={"width": 1280, "height": 720})
    page = window.open("/zoeken?q=besluit")
    page.keyboard.press("j")
    first = _focused(page)
    assert "/dossier/" in first["href"]
    page.keyboard.press("j")
    assert _focused(page)["at"] > first["at"]
    page.keyboard.press("k")
    assert _focused(page)["at"] == first["at"]
    page.keyboard.press("/")
    assert _focused(page)["tag"] == "input"
    page.keyboard.type("jk/")  # in a field keys are letters
    expect(page.locator("#zoekvraag")).to_have_value("jk/")

    switch = page.get_by_role("button", name="Sneltoetsen")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    again = window.open("/zoeken?q=besluit")  # it is remembered
    expect(again.get_by_role("button", name="Sneltoetsen")).to_have_attribute("aria-pressed", "false")
    again.keyboard.press("j")
    assert _focused(again) is None


def _suggested(page, field):
    return page.locator(field).evaluate("(one) => [...one.list.options].map((option) => option.value)")


@pytest.mark.parametrize(("address", "field"), [("/", "#zoekvraag"), ("/zoeken", "#zoekvraag"), ("/ranglijst", "#kopvraag")])
def test_words_titles_and_bodies_are_suggested_while_one_types(samples, watched, address, field):
    page = watched(samples).open(address)
    first = _suggested(page, field)
    for typed, wanted in (
        ("fietspa", {"fietspad", "Woo-besluit aanleg fietspad Molenweg"}),
        ("boarn", {"gemeente Boarnsterhim"}),
    ):
        with page.expect_response(f"**/suggesties?q={typed}") as told:
            page.locator(field).press_sequentially(typed)
        page.wait_for_function(
            "([field, one]) => document.querySelector(field).list.options[0]?.value === one", arg=[field, told.value.json()[1][0]]
        )
        assert set(_suggested(page, field)) == set(told.value.json()[1]) >= wanted
        page.locator(field).fill("")
        assert _suggested(page, field) == first


def test_suggestions_are_asked_for_when_typing_pauses_and_only_the_last_counts(samples, watched):
    page = watched(samples).open("/zoeken")
    asked = []
    held = []

    def answer(route):
        asked.append(route.request.url.partition("?")[2])
        held.append(route) if len(asked) == 1 else route.continue_()

    page.route("**/suggesties?*", answer)
    field = page.locator("#zoekvraag")
    field.press_sequentially("f", delay=0)
    page.wait_for_timeout(400)
    assert asked == []  # one letter says too little
    field.press_sequentially("iets", delay=0)
    page.wait_for_function("() => document.querySelector('#zoekvraag').value === 'fiets'")
    page.wait_for_timeout(400)
    assert asked == ["q=fiets"]  # not one for every letter
    with page.expect_response("**/suggesties?q=fietspa"):
        field.press_sequentially("pa", delay=0)
    page.wait_for_function("() => document.querySelector('#zoekvraag').list.options[0]?.value === 'fietspad'")
    held[0].fulfill(json=["fiets", ["te laat"]])  # the answer to the question before
    page.wait_for_timeout(200)
    assert "te laat" not in _suggested(page, "#zoekvraag")
    field.fill("fietspad")  # as a browser does when one is taken from the list
    page.wait_for_timeout(400)
    assert asked == ["q=fiets", "q=fietspa"]


def test_a_suggestion_is_taken_with_the_keys_of_the_browser(samples, watched):
    page = watched(samples).open("/zoeken")
    field = page.locator("#zoekvraag")
    assert field.evaluate("(one) => one.list !== null && one.getAttribute('role') === null")  # the browser says what it is
    with page.expect_response("**/suggesties?q=fietspa"):
        field.press_sequentially("fietspa")
    expect(page.get_by_role("combobox", name="Waar zoekt u naar?")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{samples.base}/zoeken?q=fietspa")


def test_without_scripts_the_field_is_only_a_field(samples, watched):
    page = watched(samples, java_script_enabled=False).open("/ranglijst")
    expect(page.locator("#kopvraag")).not_to_have_attribute("list", re.compile(""))
    page.locator("#kopvraag").fill("fietspad")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{samples.base}/zoeken?q=fietspad")


def test_a_lasting_address_is_copied(samples, watched):
    window = watched(samples, viewport={"width": 1280, "height": 720}, permissions=["clipboard-read", "clipboard-write"])
    page = window.open("/dossier/gm0055-z2023-01377")
    page.get_by_role("button", name="Kopieer").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{samples.base}/ark:/{NAAN}/")
    page.goto(copied)
    expect(page).to_have_url(f"{samples.base}/dossier/gm0055-z2023-01377")


PICTURES = {
    "zoeken": ("/zoeken?q=fietspad", (1280, 800)),
    "pagina": ("/dossier/gm0055-z2023-01377/document/documenten-memo-verkenning-trace/pagina/1?q=fietspad", (1280, 800)),
    "dossier": ("/dossier/gm0055-z2023-01377", (1280, 800)),
    "mobiel": ("/zoeken?q=fietspad&jaar=2023", (360, 720)),
    "ranglijst": ("/ranglijst", (1280, 800)),
    "status": ("/status", (1280, 800)),
}


@pytest.mark.skipif(
    not os.environ.get("FAIRWOO_PICTURES"), reason="makes the pictures of docs/handleiding; set FAIRWOO_PICTURES=1"
)
@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_of_the_handbook(samples, watched, name):
    address, (width, height) = PICTURES[name]
    page = watched(samples, viewport={"width": width, "height": height}).open(address)
    page.wait_for_load_state("networkidle")
    HANDBOOK.mkdir(exist_ok=True)
    target = HANDBOOK / f"{name}.webp"
    _webp(page.screenshot(), target)
    assert target.stat().st_size <= _LARGEST


def _webp(png: bytes, target: Path) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(target, "WEBP", quality=70, method=6)
