"""What is done with a server that is busy, refuses, is late or is not there: without a server, by answers as OpenSearch gives them."""

from __future__ import annotations

import socket

import pytest
from opensearchpy.exceptions import AuthorizationException, ConnectionTimeout, NotFoundError, TransportError
from opensearchpy.exceptions import ConnectionError as Unconnected

from fairwoo import index
from fairwoo.errors import EngineError, UsageError
from fairwoo.index import opensearch_address as addresses
from fairwoo.index import opensearch_bulk, opensearch_server
from fairwoo.index.opensearch_bulk import Page, Target
from fairwoo.index.opensearch_server import Server, ServerError
from fairwoo.settings import IndexSettings

TARGET = Target("woo-pages-write", alias=True)
PAGES = [Page(str(number), "d1", 7, {"id": str(number)}) for number in range(4)]


class Client:
    """Answers each bulk request by the next of its script: the statuses of its items, or an error."""

    def __init__(self, *script):
        self.script = list(script)
        self.sent: list[list[str]] = []
        self.params = []

    def bulk(self, body, params):
        lines = list(body)
        self.sent.append([line["index"]["_id"] for line in lines[::2]])
        self.params.append(params)
        answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return {"errors": True, "items": [{"index": {"status": one, "error": {"type": f"type-{one}"}}} for one in answer]}


@pytest.fixture
def waits(monkeypatch):
    """How long was waited, in seconds, without waiting."""
    found: list[float] = []
    monkeypatch.setattr(opensearch_server.time, "sleep", found.append)
    return found


def send(client):
    opensearch_bulk.send(Server(client, "https://host:9200"), TARGET, PAGES)


class TestBulk:
    def test_pages_that_were_refused_for_being_busy_are_sent_again_and_only_those(self, waits):
        client = Client([201, 429, 200, 503], [429, 201], [201])
        send(client)
        assert client.sent == [["0", "1", "2", "3"], ["1", "3"], ["1"]]
        assert waits == [0.5, 1.0]

    @pytest.mark.parametrize(
        "error",
        [
            TransportError(429, "circuit_breaking_exception"),
            TransportError(503, "x"),
            ConnectionTimeout("TIMEOUT", ""),
            Unconnected("N/A", ""),
        ],
    )
    def test_a_request_without_an_answer_is_sent_again(self, waits, error):
        client = Client(error, [201] * 4)
        send(client)
        assert len(client.sent) == 2

    def test_waiting_doubles_and_has_an_end(self, waits):
        client = Client(*[[429] * 4] * 9)
        with pytest.raises(EngineError, match="te druk"):
            send(client)
        assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30]

    def test_another_refusal_is_an_error_at_once(self, waits):
        with pytest.raises(ServerError, match="weigert een pagina: 400 type-400"):
            send(Client([201, 429, 400, 201]))
        assert not waits

    def test_a_page_of_a_later_version_is_another_command(self, waits):
        with pytest.raises(ServerError, match="Een andere opdracht schrijft"):
            send(Client([409, 201, 201, 201]))

    def test_a_full_disk_is_told(self, waits):
        with pytest.raises(ServerError, match="schijf is vol"):
            send(Client([403, 201, 201, 201]))

    def test_a_request_that_is_too_large_is_halved(self, waits):
        client = Client(TransportError(413, "too large"), [201, 429], [201, 201], [201])
        send(client)
        assert client.sent == [["0", "1", "2", "3"], ["0", "1"], ["2", "3"], ["1"]]

    def test_answers_that_are_missing_are_an_error(self, waits):
        with pytest.raises(ServerError, match="answers are missing"):
            send(Client([201, 201]))

    def test_an_alias_that_is_gone_is_never_made_into_an_index(self, waits):
        client = Client([201] * 4)
        send(client)
        assert client.params[0]["require_alias"] == "true"


class TestErrors:
    def test_a_right_that_is_missing_is_named(self, waits):
        told = {"error": {"reason": "no permissions for [indices:data/write/bulk] and User [name=x]"}}
        server = Server(None, "https://host:9200")
        with pytest.raises(ServerError, match=r"\(indices:data/write/bulk\)") as caught:
            server.ask(lambda: _raise(AuthorizationException(403, "security_exception", told)))
        assert caught.value.status == 403

    def test_what_the_server_quotes_of_a_page_is_not_told(self, waits):
        told = {"error": {"reason": "failed to parse field [day]. Preview of field's value: 'een kade'"}}
        with pytest.raises(ServerError) as caught:
            Server(None, "x").ask(lambda: _raise(TransportError(400, "mapper_parsing_exception", told)))
        assert "kade" not in caught.value.text.nl + caught.value.text.en
        assert "mapper_parsing_exception" in caught.value.text.nl

    def test_the_page_of_a_proxy_is_not_told(self, waits):
        with pytest.raises(ServerError, match=r"\(antwoord 502\)"):
            Server(None, "x").ask(lambda: _raise(TransportError(502, "<html>Bad gateway</html>", None)))

    def test_a_person_waits_briefly(self, waits):
        with pytest.raises(ServerError, match="te druk"):
            Server(None, "x").ask(lambda: _raise(TransportError(429, "busy")))
        assert waits == [0.2, 0.8]

    @pytest.mark.parametrize("error", [NotFoundError(404, "x"), ConnectionTimeout("TIMEOUT", "")])
    def test_no_waiting_where_it_does_not_help(self, waits, error):
        with pytest.raises(ServerError):
            Server(None, "x").ask(lambda: _raise(error))
        assert not waits


def _raise(error):
    raise error


class TestAddress:
    @pytest.mark.parametrize(
        ("address", "found"),
        [
            ("opensearch+https://zoek.example.org/woo", addresses.Address((("zoek.example.org", 9200),), True, "woo")),
            ("opensearch+http://127.0.0.1:9201/a-b.c_1/", addresses.Address((("127.0.0.1", 9201),), False, "a-b.c_1")),
            ("opensearch+https://a:1,b:2,c/woo", addresses.Address((("a", 1), ("b", 2), ("c", 9200)), True, "woo")),
            ("opensearch+https://[::1]:9200/woo", addresses.Address((("::1", 9200),), True, "woo")),
            ("opensearch+https://a/woo?shards=3&replicas=2", addresses.Address((("a", 9200),), True, "woo", 3, 2)),
            ("opensearch+https://a/woo?replicas=0", addresses.Address((("a", 9200),), True, "woo", 1, 0)),
        ],
    )
    def test_what_it_says(self, address, found):
        assert addresses.parse(address) == found

    @pytest.mark.parametrize(
        "address",
        [
            "opensearch+https://host:9200",
            "opensearch+https:///woo",
            "opensearch+ftp://host/woo",
            "opensearch+https://host:99999/woo",
            "opensearch+https://host:x/woo",
            "opensearch+https://a,,b/woo",
            "opensearch+https://host/Woo",
            "opensearch+https://host/woo/pages",
            "opensearch+https://host/_woo",
            "opensearch+https://host/woo*",
            "opensearch+https://host/woo?shards=0",
            "opensearch+https://host/woo?shards=drie",
            "opensearch+https://host/woo?shard=3",
            "opensearch+https://host/woo?replicas=-1",
            "opensearch+https://host/woo#x",
            "opensearch+https://naam:geheim@host/woo",
        ],
    )
    def test_what_is_wrong_is_refused_without_telling_a_password(self, address):
        with pytest.raises(UsageError, match="is niet goed") as caught:
            addresses.parse(address)
        assert "geheim" not in str(caught.value)

    def test_a_password_does_not_go_over_the_network_in_clear(self, tmp_path):
        settings = IndexSettings(address="opensearch+http://zoek.example.org/woo", username="fairwoo", password="x")
        with pytest.raises(UsageError, match="leesbaar over het netwerk"):
            index.open_backend(settings, tmp_path)

    def test_a_server_that_never_answers_ends_in_time(self, tmp_path):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            settings = IndexSettings(address=f"opensearch+http://127.0.0.1:{port}/woo", timeout_seconds=0.2)
            with pytest.raises(EngineError, match="geen antwoord op tijd"):
                index.open_backend(settings, tmp_path)
