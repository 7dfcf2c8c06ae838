"""What goes into a package: what was released, and nothing that should not be seen."""

from __future__ import annotations

from fairwoo import pack
from fairwoo.map.case import prepare
from fairwoo.map.leaking import with_hidden_text
from fairwoo.model import Body, Disclosure, Document, Dossier, Extraction, Finding, Level, Page, Place, Text
from fairwoo.pack import Options
from fairwoo.pack.released import released
from tests.map.made import SETTINGS
from tests.pack.made import DOSSIER, FILES, ID, ingested, tree

BODY = Body(uri="https://example.org/gm0001", code="gm0001", name="gemeente X", register_name="gemeente")
SHA = "0" * 64


def dossier(*documents: Document) -> Dossier:
    return Dossier(id="gm0001-x", location="x", publisher=BODY, documents=documents)


def document(name: str, **values: object) -> Document:
    return Document.model_validate({"id": name, "path": f"{name}.pdf", "sha256": SHA, "size": 1} | values)


def chosen(*documents: Document, hidden: set[str] | None = None, include: bool = False) -> tuple[list[str], list[str]]:
    leaking = set() if include else hidden or set()
    marked = (one.model_copy(update={"leaking": one.id in leaking}) for one in documents)
    case, _ = prepare(dossier(*marked), {}, SETTINGS)
    result = released(case, hidden or set(), ["dossier.json", "metadata/dcat.ttl"])
    return [one.id for one in result.documents], [finding.code for finding in result.findings]


def test_a_withheld_document_stays_out():
    secret = document("b", disclosure=Disclosure.NOT_PUBLIC)
    assert chosen(document("a"), secret) == (["a"], ["package-file-withheld"])


def test_a_withdrawn_document_has_no_file():
    assert chosen(document("a"), document("b", path=None, sha256=None, size=None, withdrawn="c_098c1346")) == (["a"], [])


def test_text_under_a_redaction_stays_out_unless_the_publisher_says_so():
    assert chosen(document("a"), document("b"), hidden={"b"}) == (["a"], ["package-file-hidden-text"])
    assert chosen(document("a"), document("b"), hidden={"b"}, include=True) == (["a", "b"], ["package-hidden-text-included"])


def test_what_is_inside_decides_about_the_container():
    mail, part = document("mail"), document("mail-bijlage", parent="mail", path="mail.pdf/bijlage.pdf")
    deeper = document("mail-bijlage-x", parent="mail-bijlage", path="mail.pdf/bijlage.pdf/x.pdf")
    assert chosen(mail, part, deeper) == (["mail"], [])
    assert chosen(mail, part, deeper, hidden={"mail", "mail-bijlage", "mail-bijlage-x"}) == ([], ["package-file-hidden-text"])
    withheld = deeper.model_copy(update={"disclosure": Disclosure.NOT_PUBLIC})
    assert chosen(mail, part, withheld) == ([], ["package-file-holds-withheld"])


def test_a_file_that_is_public_elsewhere_is_not_ours_to_give():
    known = document("a", disclosure=Disclosure.ALREADY_PUBLIC, source_url="https://example.nl/a.pdf")
    assert chosen(known, document("b", disclosure=Disclosure.ALREADY_PUBLIC)) == (["b"], ["package-file-elsewhere"])


def test_a_file_with_a_name_of_the_package_is_told():
    assert chosen(document("a", path="Metadata/DCAT.ttl"), document("b", path="dossier.json/x")) == (
        [],
        ["package-name-taken", "package-name-taken"],
    )


def test_hidden_text_is_known_by_the_pages_and_by_the_findings():
    under = Extraction(sha256=SHA, media_type="application/pdf", pages=(Page(number=1, text="", hidden_words=3),))
    clean = Extraction(sha256=SHA, media_type="application/pdf", pages=(Page(number=1, text=""),))
    text = Text(nl="", en="")
    found = Finding(code="hidden-content", level=Level.ERROR, place=Place(file="c.pdf"), message=text, advice=text)
    mild = found.model_copy(update={"level": Level.WARNING, "place": Place(file="b.pdf")})
    about = dossier(document("a"), document("b"), document("c"))
    assert with_hidden_text(about, [found, mild], {"a": under, "b": clean}) == {"a", "c"}


def test_given_metadata_stay_out_and_withheld_text_does_not_leak(tmp_path):
    files = {**FILES, "stukken/geheim.txt": "Zeer geheime woorden."}
    entry = {"file": "stukken/geheim.txt", "title": "Geheim", "disclosure": "not_public", "grounds": ["5.1.1b"]}
    files["dossier.json"] = {**DOSSIER, "documents": [*DOSSIER["documents"], entry]}
    workspace = ingested(tmp_path, files)
    for form in ("ro-crate", "bagit"):
        result = pack.write(form, ID, workspace, tmp_path / form, Options())
        codes = {(finding.code, finding.place.file) for finding in result.findings}
        assert codes == {("package-file-withheld", "stukken/geheim.txt"), ("package-metadata-left-out", "dossier.json")}
        assert not [path for path, content in tree(tmp_path / form).items() if b"geheime woorden" in content or "geheim" in path]
