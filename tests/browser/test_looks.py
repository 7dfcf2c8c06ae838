"""The stylesheet and the frame around pages, without a browser: small, kept for ever, free of others' values, and open to a theme."""

from __future__ import annotations

import contextlib
import gzip
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from docs import vendor_css
from fairwoo.errors import UsageError
from fairwoo.serve import application
from fairwoo.settings import ServeSettings, Settings
from fairwoo.store import Workspace
from tests.serve.conftest import now

SERVE = Path(vendor_css.STATIC).parent
_MOST = 20_000  # bytes of the stylesheet, compressed


@pytest.fixture
def visit(tmp_path):
    """Makes a client of an empty site with these settings."""
    with contextlib.ExitStack() as opened:

        def make(**serve):
            workspace = Workspace.open(tmp_path / "werkmap", create=True)
            opened.callback(workspace.close)
            app = application(workspace, Settings(workspace=tmp_path / "werkmap", serve=ServeSettings(**serve)), now)
            opened.callback(app.state.site.close)
            return TestClient(app)

        yield make


def _sheets(html: str) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)


def test_the_stylesheet_is_small_and_kept_for_ever(visit):
    client = visit()
    (address,) = _sheets(client.get("/privacy").text)
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert len(gzip.compress(answer.content)) <= _MOST
    old = client.get("/stijl/00000000000000000000.css")  # of a page that a browser kept from before
    assert (old.content, old.headers["cache-control"]) == (answer.content, "no-cache")
    assert client.get("/stijl/x.php").status_code == 404


def test_it_asks_for_nothing_from_elsewhere(visit):
    client = visit()
    html = client.get("/privacy").text
    css = client.get(_sheets(html)[0]).text
    assert re.findall(r"@import|url\(|https?://", css) == []
    assert re.findall(r"<script(?! src=)|<style|\sstyle=|\son\w+=", html) == []


def test_a_theme_of_the_body_comes_last_and_brings_its_class(visit, tmp_path):
    own = tmp_path / "huisstijl.css"
    own.write_text(".gemeente-theme { --fw-head: #660000; }", encoding="utf-8")
    assert '<html lang="nl" class="fairwoo-theme fairwoo-dark">' in visit().get("/privacy").text
    client = visit(theme_css=own, theme_class="gemeente-theme")
    html = client.get("/privacy").text
    ours, theirs = _sheets(html)
    assert client.get(theirs).text == own.read_text(encoding="utf-8")
    assert (
        '<html lang="nl" class="fairwoo-theme gemeente-theme">' in html
    )  # beside ours, not instead of it; without our dark view
    assert "@layer" in client.get(ours).text  # so that whatever the theme says goes before it


def test_a_theme_that_is_not_there_is_said_at_once(visit, tmp_path):
    with pytest.raises(UsageError, match=r"weg\.css"):
        visit(theme_css=tmp_path / "weg.css")


def test_who_made_what_we_took_over_is_told(visit):
    told = visit().get("/licenties").text
    assert f"{vendor_css.PACKAGE} {vendor_css.VERSION}" in told
    assert "EUPL-1.2" in told
    assert "Gemeente Utrecht" in told


def test_every_component_that_templates_name_has_its_rules():
    named = {
        one for path in (SERVE / "templates").glob("*.html") for one in re.findall(r"utrecht-[\w-]+", path.read_text("utf-8"))
    }
    assert named - {"utrecht-html"} <= vendor_css.CLASSES
    styled = (SERVE / "static" / "nlds.css").read_text("utf-8")
    assert [one for one in sorted(named) if f".{one}" not in styled] == []


def test_colours_are_named_once_in_the_theme():
    for path in (SERVE / "static" / "parts").glob("*.css"):
        found = re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", path.read_text("utf-8"))
        assert found == [], path.name


def test_only_what_is_used_is_taken_over():
    sheet = vendor_css.stylesheet(
        {
            "html.css": "@charset 'UTF-8';\n.utrecht-html p, .utrecht-html video { color: red; margin: 0 }\n"
            "@media print { .utrecht-html p { color: black } .utrecht-html video { color: blue } }\n"
            ".utrecht-html input[type=search i], .utrecht-html input[type=week i], .utrecht-html input[autocomplete~=bday i] { x: y }",
            "index.css": ".utrecht-button { a: b }\n.utrecht-calendar { c: d }\n.utrecht-button.utrecht-calendar { e: f }",
        }
    )
    assert sheet.partition("*/\n")[2] == (
        ".utrecht-html p {\n  color: red;\n  margin: 0;\n}\n"
        "@media print {\n.utrecht-html p {\n  color: black;\n}\n}\n"
        ".utrecht-html input[type=search i] {\n  x: y;\n}\n"
        ".utrecht-button {\n  a: b;\n}\n"
    )
