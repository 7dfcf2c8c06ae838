"""Text goes over the line compressed, and nothing else does."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from fairwoo.serve.compressing import Compressing

PAGE = "<p>zwembad aan de Molenweg</p>" * 100


@pytest.fixture(scope="module")
def client():
    answers = {
        "pagina": lambda: Response(PAGE, media_type="text/html", headers={"etag": '"a"'}),
        "klein": lambda: Response("zwembad", media_type="text/html"),
        "geheim": lambda: Response(PAGE, media_type="text/html", headers={"cache-control": "no-store"}),
        "bestand": lambda: Response(PAGE, media_type="application/pdf"),
        "deel": lambda: Response(PAGE, 206, media_type="text/plain"),
        "stroom": lambda: StreamingResponse((PAGE for _ in range(50)), media_type="application/ld+json"),
        "over": lambda: Response(status_code=304, headers={"content-type": "text/html", "etag": '"a"'}),
    }
    routes = [Route(f"/{name}", lambda _, make=make: make()) for name, make in answers.items()]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Compressing)]))


def _raw(client, path, accepts="gzip"):
    with client.stream("GET", path, headers={"accept-encoding": accepts}) as answer:
        return answer.headers, b"".join(answer.iter_raw())


def test_a_page_is_smaller_and_the_same(client):
    headers, body = _raw(client, "/pagina")
    assert gzip.decompress(body).decode() == PAGE
    assert len(body) < len(PAGE) / 4
    assert (headers["content-encoding"], headers["vary"], headers["etag"]) == ("gzip", "Accept-Encoding", 'W/"a"')
    assert headers["content-length"] == str(len(body))


def test_what_comes_in_pieces_is_compressed_piece_by_piece(client):
    headers, body = _raw(client, "/stroom")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body).decode() == PAGE * 50


@pytest.mark.parametrize("accepts", ["", "br", "gzip;q=0", "identity"])
def test_who_does_not_take_it_gets_it_plain(client, accepts):
    headers, body = _raw(client, "/pagina", accepts)
    assert body.decode() == PAGE
    assert "content-encoding" not in headers
    assert (headers["vary"], headers["etag"]) == ("Accept-Encoding", '"a"')  # a cache between must know that there are two


@pytest.mark.parametrize("path", ["/klein", "/geheim", "/bestand", "/deel", "/over"])
def test_the_rest_is_left_alone(client, path):
    headers, _ = _raw(client, path)
    assert "content-encoding" not in headers


def test_who_has_the_answer_is_told_as_well_that_there_are_two_of_it(client):
    headers, _ = _raw(client, "/over")
    assert headers["vary"] == "Accept-Encoding"
