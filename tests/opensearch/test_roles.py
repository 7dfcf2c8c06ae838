"""Each role may what its work needs and no more, against the real security plugin, over TLS with a CA of our own."""

from __future__ import annotations

import pytest

from fairwoo import index
from fairwoo.errors import EngineError, UsageError
from fairwoo.index import Request, opensearch_numbered
from fairwoo.index import opensearch_address as addresses
from fairwoo.index.backends import opensearch
from fairwoo.index.plan import Term
from tests.opensearch import pages, secure

pytestmark = [pytest.mark.opensearch, pytest.mark.xdist_group("opensearch")]

DOSSIERS = {"d1": pages.dossier("d1", 3), "d2": pages.dossier("d2", 2)}


@pytest.fixture(scope="module", params=["security", "2.19"])
def secured(request, tmp_path_factory, prepared_node):
    prepared_node(request.param)
    with secure.running(tmp_path_factory.mktemp("secured") / "n1", request.param) as found:
        yield found


@pytest.fixture
def opened(secured, tmp_path):
    """Opens a backend as a user; all are closed afterwards."""
    backends = []

    def _open(user, *, rebuild=False, **changed):
        backend = index.open_backend(secured.settings(user, **changed), tmp_path, rebuild=rebuild)
        backends.append(backend)
        return backend

    yield _open
    for backend in backends:
        backend.close()


@pytest.fixture
def filled(opened):
    """What an admin has built; built anew only after a test that changed it."""
    if (backend := opened("beheerder")).held() == pages.wanted(DOSSIERS, "r1"):
        return backend
    backend = opened("beheerder", rebuild=True)
    for name, entries in DOSSIERS.items():
        backend.replace(name, "r1", entries)
    backend.finish(pages.wanted(DOSSIERS, "r1"), DOSSIERS.__getitem__)
    return backend


@pytest.fixture
def raw(secured):
    """The bare client of a user."""
    clients = []

    def _client(user):
        settings = secured.settings(user)
        clients.append(addresses.connect(settings, addresses.parse(settings.address)))
        return clients[-1]

    yield _client
    for client in clients:
        client.close()


def test_the_reader_searches_counts_and_scans(filled, opened):
    reader = opened("lezer")
    assert reader.find(Term(stream="lem", key="kade"), Request()).total == 5
    assert {entry.id for _, entry in reader.scan(Term(stream="lem", key="kade"), Request())} == {
        one.id for d in DOSSIERS.values() for one in d
    }
    assert reader.held() == pages.wanted(DOSSIERS, "r1")


def test_the_writer_replaces_and_takes_back(filled, opened):
    writer = opened("schrijver")
    writer.replace("d1", "r2", pages.dossier("d1", 1, "brug"))
    writer.delete("d2")
    writer.commit()
    assert writer.held() == {"d1": index.Held("r2", 1)}


def test_the_writer_takes_what_was_withdrawn_off_the_disk(filled, opened, monkeypatch):
    monkeypatch.setattr(opensearch_numbered, "_EXPUNGES", 1)  # whether it succeeds is told in test_withdrawn
    monkeypatch.setattr(opensearch_numbered, "_EXPUNGE_SECONDS", 0)
    assert opened("schrijver").expunge() in (True, False)


def test_the_admin_sees_the_whole_server_and_the_reader_is_told_that_it_does_not(filled, secured):
    assert opensearch.examine(secured.settings("beheerder")) == ()
    told = [one.code for one in opensearch.examine(secured.settings("lezer"))]
    assert told == ["opensearch-not-allowed"]


FORBIDDEN = {
    "index": lambda client: client.index(index="woo-pages", id="1", body={"id": "x"}, params={"routing": "d1"}),
    "bulk": lambda client: _bulk(client, [{"delete": {"_index": "woo-pages", "_id": "1", "routing": "d1"}}]),
    "delete": lambda client: client.delete(index="woo-pages", id="1", params={"routing": "d1"}),
    "delete by query": lambda client: client.delete_by_query(index="woo-pages", body={"query": {"match_all": {}}}),
    "refresh": lambda client: client.indices.refresh(index="woo-pages"),
    "update": lambda client: client.update(index="woo-pages", id="1", body={"doc": {"id": "x"}}, params={"routing": "d1"}),
    "create": lambda client: client.indices.create(index="woo-pages-000099"),
    "drop": lambda client: client.indices.delete(index="woo-pages-000001"),
    "drop all": lambda client: client.indices.delete(index="woo-pages-*"),
    "close": lambda client: client.indices.close(index="woo-pages"),
    "alias": lambda client: client.indices.put_alias(index="woo-pages", name="woo-pages-x"),
    "mapping": lambda client: client.indices.put_mapping(index="woo-pages", body={"properties": {"x": {"type": "keyword"}}}),
    "settings": lambda client: client.indices.put_settings(index="woo-pages", body={"index.refresh_interval": "1s"}),
    "template": lambda client: client.indices.put_index_template(name="woo-pages", body={"index_patterns": ["woo-pages-0*"]}),
    "other index": lambda client: client.search(index="geheim"),
    "write elsewhere": lambda client: client.index(index="geheim", body={"x": 1}),
    "drop elsewhere": lambda client: client.indices.delete(index="geheim"),
    "cluster settings": lambda client: client.cluster.put_settings(body={"persistent": {"action.auto_create_index": "true"}}),
    "users": lambda client: client.transport.perform_request("GET", "/_plugins/_security/api/internalusers"),
    "security index": lambda client: _found(client.search(index=".opendistro_security")),
}
WRITING = {"index", "bulk", "delete", "delete by query", "refresh"}
ADMINISTERING = {"create", "drop", "drop all", "close", "alias", "mapping", "settings", "template", "update"}


def _bulk(client, lines):
    """A bulk is answered with 200 and refuses its items."""
    from opensearchpy.exceptions import AuthorizationException

    answer = client.bulk(body=lines)
    if any(next(iter(item.values()))["status"] == 403 for item in answer["items"]):
        raise AuthorizationException(403, "bulk")


def _found(answer):
    """The security index is hidden rather than refused, depending on the version: nothing of it is found."""
    from opensearchpy.exceptions import AuthorizationException

    assert answer["hits"]["total"]["value"] == 0
    raise AuthorizationException(403, "hidden")


@pytest.mark.parametrize(
    ("user", "what"),
    [
        *(("lezer", what) for what in FORBIDDEN),
        *(("schrijver", what) for what in FORBIDDEN if what not in WRITING),
        *(("beheerder", what) for what in FORBIDDEN if what not in WRITING | ADMINISTERING),
    ],
)
def test_what_a_role_may_not(filled, raw, user, what):
    from opensearchpy.exceptions import AuthorizationException

    boss = raw("baas")
    if not boss.indices.exists(index="geheim"):
        boss.indices.create(index="geheim")
    with pytest.raises(AuthorizationException):
        FORBIDDEN[what](raw(user))
    assert boss.count(index="woo-pages", body={"query": {"exists": {"field": "dossier"}}})["count"] == 5


class TestThroughUs:
    def test_a_reader_that_writes_is_told_which_role_to_take(self, filled, opened):
        with pytest.raises(EngineError, match=r"mag dit niet .*docs/opensearch.md"):
            opened("lezer").replace("d1", "r2", DOSSIERS["d1"])

    def test_a_writer_cannot_rebuild_and_the_index_in_use_stays(self, filled, opened):
        with pytest.raises(EngineError, match="mag dit niet"):
            opened("schrijver", rebuild=True)
        assert opened("lezer").held() == pages.wanted(DOSSIERS, "r1")

    def test_a_writer_cannot_make_the_first_index(self, raw, opened):
        raw("baas").indices.delete(index="woo-pages-0*")
        writer = opened("schrijver")
        with pytest.raises(EngineError, match="mag dit niet"):
            writer.replace("d1", "r1", DOSSIERS["d1"])
        assert opened("lezer").held() == {}


class TestLoggingIn:
    def test_a_wrong_password(self, opened):
        with pytest.raises(EngineError, match="kent deze naam met dit wachtwoord niet"):
            opened("lezer", password="fout")

    def test_nobody(self, opened):
        with pytest.raises(EngineError, match="kent deze naam"):
            opened(None)

    def test_the_certificate_of_a_ca_that_is_not_named(self, opened, secured):
        for ca in (None, str(secured.other_ca)):
            with pytest.raises(EngineError, match=r"certificaat .* is niet te vertrouwen"):
                opened("lezer", ca_certs=ca)

    def test_a_server_name_that_is_not_in_the_certificate(self, opened, secured):
        address = secured.settings(None).address.replace("localhost", "127.0.0.1")
        with pytest.raises(EngineError, match="certificaat"):
            opened("lezer", address=address)

    def test_ca_certs_that_cannot_be_read(self, opened, tmp_path):
        with pytest.raises(UsageError, match="PEM"):
            opened("lezer", ca_certs=str(tmp_path / "weg.pem"))

    def test_a_server_without_tls_is_not_taken_for_one(self, opened, secured):
        with pytest.raises(EngineError):
            opened("lezer", address=secured.settings(None).address.replace("https", "http"))


def test_the_node_has_the_version_that_is_claimed(secured, raw, request):
    flavour = request.node.callspec.params["secured"]
    assert raw("baas").info()["version"]["number"] == {"security": "3.4.0", "2.19": "2.19.4"}[flavour]
