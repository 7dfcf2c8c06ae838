"""Alerts by e-mail, with a real mail server on loopback: from the question on the site to the last mail; and the feed of a body."""

from __future__ import annotations

import json
import re
import shutil
import socket
import ssl
import stat
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from starlette.testclient import TestClient

from fairwoo import cli, settings
from fairwoo.cli import alerting
from fairwoo.cli.frame import Frame
from fairwoo.errors import UsageError
from fairwoo.serve import Site, application
from fairwoo.serve.alerts import FILE, NoMailError, Subscriptions, desk, rounds
from fairwoo.serve.alerts.mails import clean_address
from fairwoo.serve.alerts.postman import Postman
from fairwoo.serve.alerts.store import CONFIRM_WITHIN
from fairwoo.store import Workspace

BASE = "https://woo.voorbeeld.nl"
HERE = {"origin": BASE}
ANNE, BEN = "anne@voorbeeld.nl", "ben@voorbeeld.nl"
ATOM = "{http://www.w3.org/2005/Atom}"


# --- a mail server


class Box:
    """Keeps the mails it gets. `refuse` is an answer to every recipient, `fail` one to every mail, `slow` seconds before it answers."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refuse = self.fail = ""
        self.slow = 0.0
        self.raw = b""
        self.logged_in: list[bytes] = []
        self.encrypted: list[bool] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - its name in aiosmtpd
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        import asyncio

        await asyncio.sleep(self.slow)
        if self.fail:
            return self.fail
        self.encrypted.append(session.ssl is not None)
        self.raw = envelope.content
        message = message_from_bytes(envelope.content, policy=default)
        message["X-Envelope-To"] = ",".join(envelope.rcpt_tos)
        self.mails.append(message)
        return "250 OK"

    def check(self, server, session, envelope, mechanism, auth_data):
        self.logged_in.append(auth_data.login)
        return AuthResult(success=auth_data.password == b"geheim", handled=False)

    def one(self):
        """The only mail since the last time; waits for it."""
        deadline = time.monotonic() + 10
        while not self.mails:
            assert time.monotonic() < deadline, "no mail came"
            time.sleep(0.01)
        (mail,) = self.mails
        self.mails = []
        return mail


class Started(NamedTuple):
    box: Box
    port: int
    controller: Any


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def mail_server(port: int = 0, **options: Any):
    box = Box()
    options = {name: box.check if value == "box" else value for name, value in options.items()}

    class Loopback(Controller):
        def factory(self):
            return SMTP(self.handler, hostname="mail.voorbeeld.nl", **options)

    controller = Loopback(box, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield Started(box, controller.port, controller)
    finally:
        if not controller.loop.is_closed():  # a test may have stopped it
            controller.stop()


@pytest.fixture
def post():
    with mail_server() as started:
        yield started


# --- a site


def letter(subject: str) -> str:
    return f"gemeente Boarnsterhim\n\nDatum: 4 maart 2024\n\nBesluit op uw Woo-verzoek over {subject}.\n"


def bring(root, name: str, text: str) -> None:
    """A dossier of one file, brought in or brought in anew."""
    made = root / "in" / name
    made.mkdir(parents=True, exist_ok=True)
    (made / "besluit.txt").write_text(text, encoding="utf-8")
    run(root, "ingest", str(made), "--publisher", "gm0055")


def run(root, *arguments: str) -> None:
    first = ["--workspace", str(root / "werkmap"), "--config", str(root / "fairwoo.toml"), "-q"]
    assert cli.run([*first, *arguments]) == 0


def configure(root, **mail: object) -> None:
    lines = [f"{name} = {json.dumps(value)}" for name, value in mail.items()]
    (root / "fairwoo.toml").write_text(f'[map]\nbase_url = "{BASE}"\n[mail]\n' + "\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def brought_in(tmp_path_factory):
    root = tmp_path_factory.mktemp("attenderen")
    configure(root)
    bring(root, "dijk", letter("de dijk"))
    return root


@pytest.fixture
def root(brought_in, tmp_path, post):
    """A workspace with one dossier in it, and settings that name the mail server."""
    shutil.copytree(brought_in / "werkmap", tmp_path / "werkmap")
    configure(tmp_path, host="127.0.0.1", port=post.port, sender="Informatiepunt <woo@voorbeeld.nl>", security="none")
    return tmp_path


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@contextmanager
def opened(root, clock):
    workspace = Workspace.open(root / "werkmap")
    site = Site(workspace, settings.load({"workspace": root / "werkmap"}, root / "fairwoo.toml"), clock)
    try:
        yield site
    finally:
        site.close()
        workspace.close()


@pytest.fixture
def visit(root, clock):
    with opened(root, clock) as site:
        app = application(site.workspace, site.settings, clock)
        with TestClient(app, base_url=BASE, follow_redirects=False) as client:
            yield client
        app.state.site.close()


@pytest.fixture
def store(root):
    return Subscriptions(root / "werkmap")


def asks(visit, address: str, query: str = "", **headers: str):
    return visit.post(f"/attenderen{query}", data={"adres": address}, headers=headers or HERE)


def link_in(mail) -> str:
    """The address in a mail, as a path."""
    (found,) = re.findall(rf"{BASE}(/attenderen/\S+)", mail.get_content())
    return found


def subscribed(visit, post, address: str, query: str = "") -> None:
    assert asks(visit, address, query).status_code == 303
    assert "Gelukt" in visit.post(link_in(post.box.one())).text


def sent(root, clock) -> list[tuple[str, str]]:
    """Do a round: who got what."""
    with opened(root, clock) as site, Postman(site.settings.mail, timeout=5, pauses=(0, 0)) as postman:
        return [(one.subscription.address, one.outcome) for one in rounds.send(site, postman)]


# --- the story


def test_from_asking_to_stopping(root, post, visit, store, clock):
    """Nothing is sent before it was confirmed; then each thing once; then nothing ever again."""
    form = visit.get("/attenderen?q=zwembad&jaar=2024")
    assert (form.status_code, form.headers["cache-control"]) == (200, "no-store")
    assert "/zoeken.atom?q=zwembad&amp;jaar=2024" in form.text
    answer = asks(visit, ANNE, "?q=zwembad&sorteer=nieuwste&pagina=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/attenderen/gevraagd")
    assert visit.get("/attenderen/gevraagd").status_code == 200
    mail = post.box.one()
    assert (mail["To"], mail["X-Envelope-To"], mail["Auto-Submitted"]) == (ANNE, ANNE, "auto-generated")
    page = visit.get(link_in(mail))
    assert "zwembad" in page.text
    assert "<form" in page.text
    bring(root, "bad", letter("het zwembad"))
    assert sent(root, clock) == []  # following the link is not confirming
    assert "Gelukt" in visit.post(link_in(mail)).text
    assert sent(root, clock) == [(ANNE, "none")]  # what was there before it was confirmed is not new
    bring(root, "sauna", letter("de sauna in het zwembad"))
    bring(root, "kade", letter("de kade"))
    assert sent(root, clock) == [(ANNE, "sent")]
    news = post.box.one()
    assert news["Subject"] == "1 dossier nieuw of gewijzigd: zwembad"
    assert f"{BASE}/dossier/gm0055-sauna\r\n" in news.get_content()
    assert "Nieuw: " in news.get_content()
    assert "kade" not in news.get_content()
    assert sent(root, clock) == [(ANNE, "none")]
    bring(root, "sauna", letter("de sauna en de douche in het zwembad"))
    assert sent(root, clock) == [(ANNE, "sent")]
    changed = post.box.one()
    assert "Gewijzigd: " in changed.get_content()
    stop = re.fullmatch(rf"<{BASE}(/attenderen/stoppen/\S+)>", changed["List-Unsubscribe"])[1]
    assert changed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"\r\nList-Unsubscribe: <{BASE}{stop}>\r\n".encode() in post.box.raw  # as it is, not encoded
    assert "<form" in visit.get(stop).text
    assert len(store.confirmed()) == 1
    assert visit.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200  # a mail program: no origin, no redirect
    assert visit.get(stop).status_code == 404
    assert visit.post(stop).status_code == 200
    bring(root, "bad", letter("het zwembad en het pierenbad"))
    assert sent(root, clock) == []
    assert ANNE.encode() not in (root / "werkmap" / FILE).read_bytes()


def test_a_mail_to_who_did_not_confirm_holds_nothing_that_was_typed(visit, post):
    asks(visit, BEN, "?q=Koop+nu+op+http%3A%2F%2Fkwaad.example&dossier=kwaad.example")
    mail = post.box.one()
    assert "kwaad" not in mail.as_string()
    assert "Koop" not in mail.get_content()
    assert "List-Unsubscribe" not in mail


def test_long_addresses_stay_whole_in_headers(visit, post):
    address = f"{'l' * 64}@{'d' * 60}.{'e' * 60}.nl"
    asks(visit, address)
    assert (mail := post.box.one())["X-Envelope-To"] == address
    assert f"\r\nTo: {address}\r\n".encode() in post.box.raw
    assert f"\r\nMessage-ID: {mail['Message-ID']}\r\n".encode() in post.box.raw


def test_who_is_subscribed_is_not_to_be_seen_by_asking(visit, post, store):
    subscribed(visit, post, ANNE, "?q=dijk")
    known, unknown = asks(visit, ANNE, "?q=dijk"), asks(visit, BEN, "?q=dijk")
    assert (known.status_code, known.content, known.headers) == (unknown.status_code, unknown.content, unknown.headers)
    deadline = time.monotonic() + 10
    while len(post.box.mails) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    by_address = {mail["To"]: mail["Subject"] for mail in post.box.mails}
    assert by_address[ANNE].startswith("U hebt deze attendering")
    assert by_address[BEN].startswith("Bevestig")
    assert len(store.confirmed()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_the_file_is_for_its_owner_alone(visit, post, root):
    asks(visit, ANNE)
    post.box.one()
    assert stat.S_IMODE((root / "werkmap" / FILE).stat().st_mode) == 0o600


def test_what_is_not_confirmed_in_time_is_gone(visit, post, store, clock, root):
    asks(visit, ANNE)
    link = link_in(post.box.one())
    clock.now += CONFIRM_WITHIN
    assert visit.get(link).status_code == 404
    assert "Gelukt" not in visit.post(link).text
    assert (store.confirmed(), store.waiting()) == ([], [])
    assert sent(root, clock) == []
    assert ANNE.encode() not in (root / "werkmap" / FILE).read_bytes()


# --- what strangers try


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://kwaad.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
        {"x-nothing": "said"},
    ],
)
def test_a_form_of_another_site_is_refused(visit, store, headers):
    assert asks(visit, ANNE, **headers).status_code == 403
    assert store.waiting() == []


def test_the_host_that_a_request_names_is_nobodys_word(visit, store):
    assert asks(visit, ANNE, origin="http://kwaad.example", host="kwaad.example").status_code == 403
    assert store.waiting() == []


def test_a_site_without_an_address_takes_forms_from_this_computer(brought_in, clock, tmp_path, post):
    shutil.copytree(brought_in / "werkmap", tmp_path / "werkmap")
    configure(tmp_path, host="127.0.0.1", port=post.port, sender="Informatiepunt <woo@voorbeeld.nl>", security="none")
    with opened(tmp_path, clock) as site:
        local = site.settings.model_copy(update={"map": site.settings.map.model_copy(update={"base_url": None})})
        app = application(site.workspace, local, clock)
        with TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False) as client:
            for origin, status in (
                ("http://localhost:8765", 303),
                ("http://127.0.0.1:8765", 303),
                ("http://[::1]:8765", 303),
                ("http://localhost:8766", 403),
                ("http://kwaad.example:8765", 403),
            ):
                assert asks(client, ANNE, origin=origin, host="kwaad.example:8765").status_code == status, origin
        app.state.site.close()


@pytest.mark.parametrize("path", ["", "/bevestigen/x", "/stoppen/x"])
def test_who_asks_otherwise_is_told_how_to_ask(visit, path):
    answer = visit.put(f"/attenderen{path}")
    assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, {"GET", "HEAD", "POST"})


@pytest.mark.parametrize(
    "typed",
    [
        *("", "anne", "@voorbeeld.nl", "anne@voorbeeld", "anne@@voorbeeld.nl", "anne @voorbeeld.nl", "a@b.nl, c@d.nl"),
        *(
            "anne@voorbeeld.nl\r\nBcc: ben@voorbeeld.nl",
            "anne@voorbeeld.nl\nX: y",
            '"anne b"@voorbeeld.nl',
            "<anne@voorbeeld.nl>",
        ),
        *("anne@[127.0.0.1]", "anne@voorbeeld..nl", "a" * 65 + "@voorbeeld.nl", f"a@{'b.' * 130}nl", "anné@voorbeeld.nl"),
    ],
)
def test_what_is_no_address_gets_no_mail(visit, store, typed):
    answer = asks(visit, typed)
    assert answer.status_code == 400
    assert "Dit is geen e-mailadres" in answer.text
    assert store.waiting() == []


def test_addresses_are_kept_in_one_form():
    assert clean_address(" Anne@VOORBEELD.nl ") == "Anne@voorbeeld.nl"
    assert clean_address("anne+woo@bücher.example") == "anne+woo@xn--bcher-kva.example"


def test_no_words_of_a_query_become_headers(root, visit, post, clock):
    subscribed(visit, post, ANNE, "?q=zwembad%0D%0ABcc%3A+ben%40voorbeeld.nl+OF+zwembad%E2%80%AE")
    bring(root, "bad", letter("het zwembad"))
    assert sent(root, clock) == [(ANNE, "sent")]
    mail = post.box.one()
    assert mail["Bcc"] is None
    assert mail["X-Envelope-To"] == ANNE
    assert "\u202e" not in mail["Subject"]


def test_a_large_form_is_refused(visit):
    assert visit.post("/attenderen", content=b"adres=" + b"a" * 5_000, headers=HERE).status_code == 413
    assert visit.post("/attenderen/stoppen/x", content=b"a" * 5_000).status_code == 413


def test_links_cannot_be_made_up_nor_used_for_something_else(visit, post, store):
    asks(visit, ANNE)
    link = link_in(post.box.one())
    token = link.rpartition("/")[2]
    for wrong in (token[:-1], token[:-1] + ("A" if token[-1] != "A" else "B") + "A", "A" * 43, "é", "a%20b", token[::-1]):
        assert visit.get(f"/attenderen/bevestigen/{wrong}").status_code == 404
        visit.post(f"/attenderen/bevestigen/{wrong}")
    assert visit.get(f"/attenderen/stoppen/{token}").status_code == 404
    visit.post(f"/attenderen/stoppen/{token}")
    assert store.confirmed() == []
    assert "Gelukt" in visit.post(link).text


def test_one_visitor_cannot_have_mails_sent_without_end(visit, post, clock):
    answers = [asks(visit, f"lezer{number}@voorbeeld.nl").status_code for number in range(desk.MOST_OF_VISITOR + 1)]
    assert answers == [303] * desk.MOST_OF_VISITOR + [429]
    clock.now += timedelta(days=1)
    assert asks(visit, ANNE).status_code == 303


def test_one_address_is_not_sent_mails_without_end(visit, post, store):
    for number in range(desk.MOST_OF_ADDRESS + 3):
        assert asks(visit, ANNE.title() if number % 2 else ANNE, f"?q=vraag{number}").status_code == 303
    asks(visit, BEN)
    deadline = time.monotonic() + 10
    while not any(mail["To"] == BEN for mail in post.box.mails):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert len(post.box.mails) == desk.MOST_OF_ADDRESS + 1


def test_without_a_mail_server_there_are_feeds_only(brought_in, clock):
    with opened(brought_in, clock) as site:
        app = application(site.workspace, site.settings, clock)
        with TestClient(app, base_url=BASE) as client:
            page = client.get("/attenderen?q=dijk")
            assert "/zoeken.atom?q=dijk" in page.text
            assert "e-mailadres" not in page.text
            assert client.post("/attenderen", data={"adres": ANNE}, headers=HERE).status_code == 405
            assert client.get("/attenderen/gevraagd").status_code == 404
        app.state.site.close()
        with pytest.raises(UsageError, match="mailserver"):
            list(rounds.send(site, Postman(site.settings.mail)))
    assert not (brought_in / "werkmap" / FILE).exists()


# --- what is new


def test_pages_with_fewer_words_than_asked_are_no_news(root, visit, post, clock):
    subscribed(visit, post, ANNE, "?q=zwembad+chloor")
    bring(root, "bad", letter("het zwembad"))
    assert sent(root, clock) == [(ANNE, "none")]
    bring(root, "lek", letter("het chloor in het zwembad"))
    assert sent(root, clock) == [(ANNE, "sent")]
    assert "gm0055-lek" in (text := post.box.one().get_content())
    assert "gm0055-bad" not in text


def test_filters_narrow_and_no_query_is_everything(root, visit, post, clock):
    subscribed(visit, post, ANNE, "?jaar=2023")
    subscribed(visit, post, BEN)
    bring(root, "bad", letter("het zwembad"))
    bring(root, "oud", letter("het zwembad").replace("2024", "2023"))
    assert sent(root, clock) == [(ANNE, "sent"), (BEN, "sent")]
    mails = {mail["To"]: mail.get_content() for mail in post.box.mails}
    assert "gm0055-oud" in mails[ANNE]
    assert "gm0055-bad" not in mails[ANNE]
    assert "gm0055-oud" in mails[BEN]
    assert "gm0055-bad" in mails[BEN]


def test_a_dossier_that_cannot_be_shown_yet_is_told_of_later_and_the_others_once(root, visit, post, clock):
    subscribed(visit, post, ANNE, "?q=zwembad")
    late = root / "in" / "laat"
    late.mkdir(parents=True)
    (late / "besluit.txt").write_text(letter("het late zwembad"), encoding="utf-8")
    run(root, "ingest", str(late), "--publisher", "gm0055", "--until", "extract")
    bring(root, "vroeg", letter("het vroege zwembad"))
    before = Subscriptions(root / "werkmap").confirmed()[0].seen
    assert sent(root, clock) == [(ANNE, "sent")]
    text = post.box.one().get_content()
    assert "gm0055-laat" not in text
    assert sent(root, clock) == [(ANNE, "none")]
    for stage in ("map", "check", "index"):
        run(root, stage)
    assert sent(root, clock) == [(ANNE, "sent")]
    text = post.box.one().get_content()
    assert "gm0055-laat" in text
    assert "gm0055-vroeg" not in text
    assert sent(root, clock) == [(ANNE, "none")]
    kept = Subscriptions(root / "werkmap")
    assert kept.confirmed()[0].seen > before
    assert kept.told(kept.confirmed()[0].handle) == {}


def test_many_dossiers_are_counted_and_the_first_are_listed(root, visit, post, clock, monkeypatch):
    monkeypatch.setattr("fairwoo.serve.alerts.mails.MOST_LISTED", 1)
    subscribed(visit, post, ANNE)
    for name in ("een", "twee", "drie"):
        bring(root, name, letter(f"zaak {name}"))
    assert sent(root, clock) == [(ANNE, "sent")]
    mail = post.box.one()
    assert mail["Subject"].startswith("3 dossiers")
    assert "En nog 2 dossiers." in mail.get_content()


def test_a_withdrawn_dossier_is_not_told_of(root, visit, post, clock):
    subscribed(visit, post, ANNE)
    bring(root, "bad", letter("het zwembad"))
    run(root, "withdraw", "gm0055-bad", "--reason", "privacy")
    assert sent(root, clock) == [(ANNE, "none")]


# --- when something breaks


class PowerCutError(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("moment", ["before it goes", "after it went"])
def test_a_round_that_is_broken_off_and_repeated_loses_nothing(root, visit, post, clock, moment, monkeypatch):
    for address in (ANNE, BEN):
        subscribed(visit, post, address)
    bring(root, "bad", letter("het zwembad"))
    send = Postman.send

    def cut(self, message, to):
        if to == BEN and moment == "before it goes":
            raise PowerCutError
        send(self, message, to)
        if to == BEN:
            raise PowerCutError

    with monkeypatch.context() as broken:
        broken.setattr(Postman, "send", cut)
        with pytest.raises(PowerCutError):
            sent(root, clock)
    bring(root, "later", letter("iets later"))
    assert sent(root, clock)[:1] == [(ANNE, "sent")]
    of_ben = [mail for mail in post.box.mails if mail["To"] == BEN]
    of_bad = [mail for mail in of_ben if "gm0055-bad" in mail.get_content()]
    assert len({mail["Message-ID"] for mail in of_bad}) == 1  # the very same mail, if it went twice
    assert len(of_bad) == (1 if moment == "before it goes" else 2)
    assert len([mail for mail in of_ben if "gm0055-later" in mail.get_content()]) == 1
    of_anne = [mail for mail in post.box.mails if mail["To"] == ANNE]
    assert ["gm0055-bad" in mail.get_content() for mail in of_anne] == [True, False]
    assert {outcome for _, outcome in sent(root, clock)} == {"none"}


def test_a_server_that_asks_for_patience_gets_the_mail_the_next_time(root, visit, post, clock):
    subscribed(visit, post, ANNE)
    bring(root, "bad", letter("het zwembad"))
    post.box.refuse = "451 4.7.1 Greylisted"
    assert sent(root, clock) == [(ANNE, "later")]
    post.box.refuse = ""
    assert sent(root, clock) == [(ANNE, "sent"), (ANNE, "none")]
    assert "gm0055-bad" in post.box.one().get_content()


def test_an_address_that_never_takes_mail_is_forgotten(root, visit, post, clock, store):
    subscribed(visit, post, ANNE)
    bring(root, "bad", letter("het zwembad"))
    post.box.refuse = "550 5.1.1 No such user"
    assert [sent(root, clock)[0][1] for _ in range(3)] == ["refused", "refused", "ended"]
    assert store.confirmed() == []


def test_without_the_mail_server_nothing_is_lost(root, visit, post, clock, store):
    subscribed(visit, post, ANNE)
    bring(root, "bad", letter("het zwembad"))
    post.controller.stop()
    with pytest.raises(NoMailError, match=str(post.port)):
        sent(root, clock)
    store.ask(BEN, "", clock())  # a site that was stopped before it could send the mail
    clock.now += rounds.SITES_TURN
    with mail_server(post.port) as again:
        assert sent(root, clock) == [(ANNE, "sent"), (ANNE, "none")]
        assert [mail["To"] for mail in again.box.mails] == [BEN, ANNE]


def test_a_server_that_is_too_slow_is_not_waited_for(root, visit, post, clock):
    subscribed(visit, post, ANNE)
    bring(root, "bad", letter("het zwembad"))
    post.box.slow = 3
    start = time.monotonic()
    with (
        opened(root, clock) as site,
        pytest.raises(NoMailError),
        Postman(site.settings.mail, timeout=0.3, pauses=(0,)) as postman,
    ):
        list(rounds.send(site, postman))
    assert time.monotonic() - start < 3
    post.box.slow = 0


def test_a_slow_mail_server_keeps_no_visitor_waiting(visit, post):
    post.box.slow = 2
    start = time.monotonic()
    for number in range(5):
        assert asks(visit, f"lezer{number}@voorbeeld.nl").status_code == 303
    assert time.monotonic() - start < 2
    post.box.slow = 0


# --- encryption


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.voorbeeld.nl")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), today - timedelta(1), today + timedelta(1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(private)
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder


def one_round(root, clock, **mail: object) -> list[tuple[str, str]]:
    configure(root, host="127.0.0.1", sender="woo@voorbeeld.nl", **mail)
    return sent(root, clock)


def test_mail_goes_encrypted_and_with_a_password_or_not_at_all(root, visit, post, clock, certificate, monkeypatch):
    subscribed(visit, post, ANNE)
    bring(root, "bad", letter("het zwembad"))
    with pytest.raises(NoMailError, match="NotSupported"):  # a server (or someone between) that offers no encryption
        one_round(root, clock, port=post.port, security="starttls")
    assert post.box.mails == []
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    secured = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": "box"}
    with mail_server(**secured) as safe:
        known = {"port": safe.port, "security": "starttls", "username": "fairwoo"}
        with pytest.raises(NoMailError, match="SSL"):  # whose certificate nobody vouches for
            one_round(root, clock, **known, password="geheim")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
        with pytest.raises(NoMailError, match="Authentication"):
            one_round(root, clock, **known, password="fout")
        assert safe.box.mails == []
        assert one_round(root, clock, **known, password="geheim") == [(ANNE, "sent"), (ANNE, "none")]
        assert (safe.box.one()["To"], safe.box.encrypted) == (ANNE, [True])


def test_a_password_is_never_sent_in_the_open(post):
    given = settings.MailSettings(
        host="mail.voorbeeld.nl", sender="woo@voorbeeld.nl", username="u", password="p", security="none"
    )
    from email.message import EmailMessage

    with pytest.raises(UsageError, match="starttls"):
        Postman(given).send(EmailMessage(), ANNE)


# --- the commands


def command(root, clock, *arguments: str, as_json: bool = False) -> int:
    frame = Frame(flags={"workspace": root / "werkmap"}, config=root / "fairwoo.toml", json=as_json, volume=0, clock=clock)
    return alerting.alerts.main(list(arguments), obj=frame, standalone_mode=False)


def test_the_commands(root, visit, post, clock, store, capsys):
    subscribed(visit, post, ANNE, "?q=zwembad")
    bring(root, "bad", letter("het zwembad"))
    before = (root / "werkmap" / FILE).read_bytes()
    assert command(root, clock, "send", "--dry-run") == 0
    assert "anne@voorbeeld.nl  q=zwembad  gm0055-bad" in capsys.readouterr().out
    assert (root / "werkmap" / FILE).read_bytes() == before
    assert post.box.mails == []
    assert command(root, clock, "send", as_json=True) == 0
    assert '"outcome": "sent", "dossiers": ["gm0055-bad"]' in capsys.readouterr().out
    post.box.one()
    assert command(root, clock, "list") == 0
    assert ANNE in capsys.readouterr().out
    assert command(root, clock, "stop", ANNE.upper()) == 0
    assert command(root, clock, "stop", ANNE) == 1
    assert store.confirmed() == []


def test_two_rounds_at_once_are_one(root, visit, post, clock):
    subscribed(visit, post, ANNE)
    bring(root, "bad", letter("het zwembad"))
    with opened(root, clock) as site, Postman(site.settings.mail) as postman:
        first = rounds.send(site, postman)
        next(first)
        with pytest.raises(UsageError, match="al attenderingen"):
            sent(root, clock)
        first.close()
    assert len(post.box.mails) == 1


# --- the feed of a body


def test_the_feed_of_a_body_has_its_dossiers_with_what_changed_last_first(root, visit):
    bring(root, "bad", letter("het zwembad"))
    bring(root, "dam", letter("de dam"))
    bring(root, "bad", letter("het zwembad en het pierenbad"))
    answer = visit.get("/orgaan/gm0055.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert ids == [f"{BASE}/dossier/gm0055-{name}" for name in ("bad", "dam", "dijk")]
    assert visit.get("/orgaan/gm0055.atom", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert not list(ElementTree.fromstring(visit.get("/orgaan/gm0363.atom").content).iter(f"{ATOM}entry"))
    for wrong in ("gm9999", "GM0055", "x"):
        assert visit.get(f"/orgaan/{wrong}.atom").status_code == 404
