"""What holds for every answer of the site, whatever page it is."""

from __future__ import annotations


def test_an_address_that_is_not_there_is_a_page_of_its_own_and_runs_nothing(visit):
    answer = visit.get("/bestaat/niet")
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in answer.headers


def test_an_address_with_a_slash_behind_it_is_another_address(visit):
    assert visit.get("/zoeken/").status_code == 404


def test_an_address_that_is_far_too_long_is_refused(visit):
    assert visit.get("/zoeken?q=" + "a" * 9_000).status_code == 414
