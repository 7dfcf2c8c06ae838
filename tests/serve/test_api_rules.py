"""The API by the rules for it: Spectral with the official ruleset, schemathesis over every operation, and every rule of the list.

Rules: NLGov REST API Design Rules 2.2.0 (2.1 is part of it), in ../shared/standards/api-design-rules.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fairwoo.serve import application
from fairwoo.store import Workspace
from tests.serve import loopback, spectral
from tests.serve.conftest import loaded, now

RULES = "api-design-rules"


@pytest.fixture(scope="module")
def api(live):
    """The API over the sample dossiers, without a limit."""
    workspace = Workspace.open(live.workspace)
    settings = loaded(live.workspace)
    serving = settings.serve.model_copy(update={"requests_per_minute": 10**9})
    app = application(workspace, settings.model_copy(update={"serve": serving}), now)
    with TestClient(app, base_url=live.base, follow_redirects=False) as client:
        yield client
    app.state.site.close()
    workspace.close()


@pytest.fixture(scope="module")
def document(api):
    return api.get("/api/v1/openapi.json").json()


@pytest.fixture(scope="module")
def ids(api):
    """A dossier, and a document of it that can be read."""
    for one in api.get("/api/v1/documenten?aantal=100").json()["documenten"]:
        if one["aantalPaginas"]:
            return one["dossier"], one["naam"]
    raise AssertionError("no document can be read")


# --- Spectral


def _linted(tmp_path, document, standards):
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    try:
        return spectral.lint(path, standards / RULES / "adr-linter-spectral-ruleset.json")
    except spectral.SpectralError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"{error}; run tests/serve/spectral.py prepare")


def _at_https(live, tmp_path):
    """The document of a site as it is published: on https. It names no dossier, so any workspace will do."""
    workspace = Workspace.open(live.workspace)
    settings = loaded(live.workspace)
    mapping = settings.map.model_copy(update={"base_url": "https://woo.voorbeeld.nl"})
    app = application(workspace, settings.model_copy(update={"map": mapping}), now)
    with TestClient(app, base_url="https://woo.voorbeeld.nl") as client:
        found = client.get("/api/v1/openapi.json").json()
    app.state.site.close()
    workspace.close()
    return found


def test_the_official_ruleset_finds_no_error_and_no_warning(live, tmp_path, standards):
    assert _linted(tmp_path, _at_https(live, tmp_path), standards) == []


def test_the_ruleset_sees_what_is_wrong(live, tmp_path, standards):
    broken = _at_https(live, tmp_path)
    del broken["info"]["contact"]
    broken["paths"]["/dossiers"]["get"]["responses"].pop("400")
    found = {one["code"] for one in _linted(tmp_path, broken, standards)}
    assert {"info-contact", "nlgov:problem-invalid-input"} <= found


# --- schemathesis


@pytest.fixture(scope="module")
def served(live):
    """The address of the API without a limit, over a real connection."""
    workspace = Workspace.open(live.workspace)
    settings = loaded(live.workspace)
    serving = settings.serve.model_copy(update={"requests_per_minute": 10**9})
    app = application(workspace, settings.model_copy(update={"serve": serving}), now)
    opened, base = loopback.listening()
    with loopback.served(app, opened):
        yield f"{base}/api/v1"
    app.state.site.close()
    workspace.close()


@pytest.mark.slow
def test_schemathesis_finds_nothing(served, tmp_path):
    config = tmp_path / "schemathesis.toml"
    config.write_text(
        '[checks.negative_data_rejection]\nexpected-statuses = ["400", "404", "405", "406", "414"]\n'
    )  # 414 refuses too
    program = Path(sys.executable).with_name("schemathesis")
    bounded = ["--max-examples", "15", "--seed", "1", "--generation-deterministic", "--no-color"]
    done = subprocess.run(
        [program, "--config-file", config, "run", f"{served}/openapi.json", "--url", served, *bounded],
        env={**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(Path(__file__).parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5_000:] + done.stderr[-1_000:]
    assert re.search(r"Tested: +14\b", done.stdout), done.stdout[-2_000:]


# --- every rule of the list


def _paths(document):
    return [path for path in document["paths"] if path != "/openapi.json"]


def no_trailing_slash(api, document, ids):
    assert not any(path.endswith("/") for path in document["paths"])
    for path in _filled(document, ids):
        answer = api.get(f"/api/v1{path}/")
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"


def path_segments_kebab_case(api, document, ids):
    for path in _paths(document):
        assert re.fullmatch(r"(/([a-z0-9]+(-[a-z0-9]+)*|\{[a-z]+\}))*(/_[a-z]+)?", path), path
    for one in api.get("/api/v1/dossiers?aantal=100").json()["dossiers"]:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one["id"])


def query_keys_camel_case(api, document, ids):
    names = {
        one["name"] for path in document["paths"].values() for one in path["get"].get("parameters", ()) if one["in"] == "query"
    }
    assert {"zonderDatum", "orgaan", "cursor"} <= names
    assert all(re.fullmatch(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*", name) for name in names)


def date_time_format(api, document, ids):
    properties = [
        (name, one) for schema in document["components"]["schemas"].values() for name, one in schema.get("properties", {}).items()
    ]
    days = [one for name, one in properties if name == "datum" or name.endswith("datum")]
    assert len(days) >= 6
    assert all((one["type"], one["format"]) == ("string", "date") for one in days)
    moments = [one for name, one in properties if name == "tijdstip"]
    assert moments
    assert all((one["type"], one["format"]) == ("string", "date-time") for one in moments)
    for value in ("2024-02-31", "1706745600", "2024-1-1", "01-02-2024", "2024-02-01T00:00:00Z"):
        assert api.get("/api/v1/dossiers", params={"vanaf": value}).status_code == 400, value


def date_time_timezone(api, document, ids):
    for one in api.get("/api/v1/wijzigingen").json()["wijzigingen"]:
        assert one["tijdstip"].endswith("Z")
        assert datetime.fromisoformat(one["tijdstip"]).tzinfo == UTC


def date_omit_time(api, document, ids):
    one = api.get("/api/v1/dossiers/ws0151-dijkversterking-ijsselkade").json()
    assert one["besluitdatum"] == "2022-07-12"


def http_methods(api, document, ids):
    assert all(set(path) == {"get"} for path in document["paths"].values())
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = api.request(method, "/api/v1/dossiers")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.json()["code"] == "methode-niet-toegestaan"


def http_safety(api, document, ids):
    before = api.get("/api/v1/wijzigingen").content
    for path in _filled(document, ids):
        for method in ("GET", "HEAD", "OPTIONS"):
            assert api.request(method, f"/api/v1{path}").status_code in {200, 204}, path
    assert api.get("/api/v1/wijzigingen").content == before


def stateless(api, document, ids):
    for path in _filled(document, ids):
        assert "set-cookie" not in api.get(f"/api/v1{path}").headers


def nested_child(api, document, ids):
    assert "/dossiers/{id}/documenten/{naam}/paginas/{nummer}" in document["paths"]


def problem_details(api, document, ids):
    wrong = (
        "/dossiers/bestaat-niet",
        "/bestaat-niet",
        "/dossiers?x=1",
        f"/dossiers?{'x' * 7_000}",
        f"/dossiers?{'x' * 20_000}",
        "/dossiers/a/b",
    )
    for path in wrong:
        answer = api.get(f"/api/v1{path}")
        told = answer.json()
        assert answer.headers["content-type"] == "application/problem+json", path
        assert told["status"] == answer.status_code >= 400
        assert told["title"]
        assert told["detail"]
    assert api.get("/api/v1/dossiers", headers={"accept": "text/html"}).json()["status"] == 406
    for path in document["paths"].values():
        for status, response in path["get"]["responses"].items():
            if status >= "400":
                named = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
                assert set(named["content"]) == {"application/problem+json"}


def invalid_input(api, document, ids):
    for path in _filled(document, ids):
        assert api.get(f"/api/v1{path}?bestaatNiet=1").status_code == 400, path
    for path in document["paths"].values():
        assert "400" in path["get"]["responses"]
        assert "422" not in path["get"]["responses"]


def all_errors(api, document, ids):
    answer = api.get("/api/v1/_zoek?aantal=0&jaar=2020&jaar=x&vanaf=morgen&zonderDatum=ja&hoi=1")
    told = {(one["location"]["name"], one["location"].get("index")) for one in answer.json()["errors"]}
    assert told == {("aantal", None), ("jaar", 1), ("vanaf", None), ("zonderDatum", None), ("hoi", None)}
    assert all(one["in"] == "query" and one["code"] and one["detail"] for one in answer.json()["errors"])


def doc_openapi(api, document, ids):
    assert document["openapi"].startswith("3.1")


def doc_openapi_contact(api, document, ids):
    assert document["info"]["contact"]["email"] == "woo@voorbeeld.nl"
    assert {"name", "url"} < set(document["info"]["contact"])


def publish_openapi(api, document, ids):
    answer = api.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
    assert answer.headers["content-type"] == "application/json"


def uri_version(api, document, ids):
    assert all(re.search(r"/v1$", one["url"]) for one in document["servers"])


def changelog(api, document, ids):
    answer = api.get("/api/v1/changelog")
    assert answer.status_code == 200
    assert document["info"]["version"] in answer.text


def semver(api, document, ids):
    assert re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", document["info"]["version"])


def version_header(api, document, ids):
    version = document["info"]["version"]
    asked = [*_filled(document, ids), "", "/openapi.json", "/changelog", "/bestaat-niet", "/dossiers?x=1", "/dossiers/", "/a%0Ab"]
    for path in asked:
        assert api.get(f"/api/v1{path}").headers["api-version"] == version, path
    assert api.options("/api/v1/dossiers").headers["api-version"] == version
    assert api.post("/api/v1/dossiers").headers["api-version"] == version


def security_headers(api, document, ids):
    for path in ("/dossiers", "/bestaat-niet", "/exports/dossiers"):
        headers = api.get(f"/api/v1{path}").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "cache-control" in headers


def cors(api, document, ids):
    asked = {"origin": "https://elders.voorbeeld.nl", "access-control-request-method": "GET"}
    before = api.options("/api/v1/dossiers", headers=asked)
    assert (before.status_code, before.headers["access-control-allow-origin"]) == (204, "*")
    assert before.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert api.options("/api/v1/bestaat-niet", headers=asked).status_code == 404
    answer = api.get("/api/v1/dossiers", headers=asked)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "API-Version" in answer.headers["access-control-expose-headers"]


def response_codes(api, document, ids):
    asked = {"": 200, "/dossiers": 200, "/dossiers/bestaat-niet": 404, "/dossiers?x=1": 400, f"/_zoek?q={'a' * 7_000}": 414}
    assert {path: api.get(f"/api/v1{path}").status_code for path in asked} == asked


def dutch(api, document, ids):
    words = {"dossiers", "documenten", "organisaties", "wijzigingen", "exports", "_zoek", "paginas"}
    assert {part for path in _paths(document) for part in path.split("/") if part and "{" not in part} == words
    assert all(path["get"]["summary"] and path["get"]["description"] for path in document["paths"].values())


def plural(api, document, ids):
    collections = {path.rpartition("/")[2] for path in _paths(document) if "{" not in path.rpartition("/")[2]}
    assert all(one.endswith(("s", "en")) or one.startswith("_") for one in collections)


def hidden(api, document, ids):
    headers = " ".join(api.get("/api/v1/dossiers/bestaat-niet").headers)
    assert "x-powered-by" not in headers
    text = json.dumps(document).lower()
    assert not any(word in text for word in ("fastapi", "pydantic", "sqlite", "tantivy", "opensearch"))


CHECKED = {
    "/core/naming-resources": dutch,
    "/core/naming-collections": plural,
    "/core/interface-language": dutch,
    "/core/no-trailing-slash": no_trailing_slash,
    "/core/path-segments-kebab-case": path_segments_kebab_case,
    "/core/query-keys-camel-case": query_keys_camel_case,
    "/core/hide-implementation": hidden,
    "/core/date-time/format": date_time_format,
    "/core/date-time/timezone": date_time_timezone,
    "/core/date-time/date-omit-time-portion": date_omit_time,
    "/core/http-methods": http_methods,
    "/core/http-safety": http_safety,
    "/core/http-response-code": response_codes,
    "/core/stateless": stateless,
    "/core/nested-child": nested_child,
    "/core/error-handling/problem-details": problem_details,
    "/core/error-handling/invalid-input": invalid_input,
    "/core/error-handling/all-errors": all_errors,
    "/core/doc-openapi": doc_openapi,
    "/core/doc-openapi-contact": doc_openapi_contact,
    "/core/doc-language": dutch,
    "/core/publish-openapi": publish_openapi,
    "/core/uri-version": uri_version,
    "/core/changelog": changelog,
    "/core/deprecation-schedule": changelog,
    "/core/transition-period": changelog,
    "/core/semver": semver,
    "/core/version-header": version_header,
    "/core/transport/security-headers": security_headers,
    "/core/transport/cors": cors,
}
NOT_OURS = {
    "/core/transport/tls": "the proxy before the site",
    "/core/transport/no-sensitive-uris": "ids are public addresses; test_gate.py and the tests of leaks",
    "/core/modules/geospatial": "there are no places in what is told",
    "/core/modules/signing": "nothing is signed",
    "/core/modules/encryption": "nothing is secret",
}


def test_every_rule_of_the_list_is_checked_or_not_ours(standards):
    with (standards / RULES / "adr-2.2.0-rules.csv").open(encoding="utf-8", newline="") as file:
        rules = {row["rule_id"] for row in csv.DictReader(file)}
    assert rules == CHECKED.keys() | NOT_OURS.keys()


@pytest.mark.parametrize("rule", CHECKED)
def test_the_api_keeps_the_rule(rule, api, document, ids):
    CHECKED[rule](api, document, ids)


def _filled(document, ids):
    """The paths, with a real dossier and document in them."""
    values = {"{id}": ids[0], "{naam}": ids[1], "{nummer}": "1", "{code}": ids[0].partition("-")[0]}
    for path in _paths(document):
        yield "/".join(values.get(part, part) for part in path.split("/"))
