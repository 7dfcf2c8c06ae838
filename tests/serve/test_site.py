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
    for address in (f"/zoeken?q={'a' * 9_000}", f"/{'a' * 9_000}", f"/dossier/{'a' * 9_000}/document/x"):
        answer = visit.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (414, "text/html; charset=utf-8")
        assert "<h1>Dit adres is te lang</h1>" in answer.text
        assert 'href="/zoeken"' in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "a" * 100 not in answer.text
    assert visit.head(f"/{'a' * 9_000}").status_code == 414
