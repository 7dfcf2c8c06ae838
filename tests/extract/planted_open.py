"""Hidden words in OpenDocument files, as LibreOffice writes them."""

from __future__ import annotations

import io
import zipfile

from tests.extract.planting import SEEN, changed, plant

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "table", "text")
)
HIDES = '<style:text-properties text:display="none"/>'


def package(kind, body, styles="", common=""):
    """An OpenDocument file of a kind, with this body, automatic styles and common styles."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        made.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
        made.writestr(
            "styles.xml", f"<office:document-styles {SPACES}><office:styles>{common}</office:styles></office:document-styles>"
        )
    return stream.getvalue()


def odt(words, piece, before="", **styles):
    """A text with `piece` per word, "WOORD" being the word."""
    return package("text", before + f"<text:p>{SEEN}</text:p>" + "".join(piece.replace("WOORD", one) for one in words), **styles)


def ods(tables, **styles):
    """A spreadsheet with a visible sheet and these others."""
    return package("spreadsheet", _sheet("Blad", f"<text:p>{SEEN}</text:p>") + tables, **styles)


def _sheet(name, content, attributes=""):
    cell = f'<table:table-cell office:value-type="string">{content}</table:table-cell>'
    return f'<table:table table:name="{name}" {attributes}><table:table-row>{cell}</table:table-row></table:table>'


@plant("odt: tracked deletion", "verwijderingen")
def _(words):
    region = "<text:changed-region><text:deletion><text:p>{}</text:p></text:deletion></text:changed-region>"
    changes = "".join(region.format(one) for one in words)
    return odt(words, "<text:p>a<text:change/></text:p>", f"<text:tracked-changes>{changes}</text:tracked-changes>")


@plant("odt: comment", "opmerkingen")
def _(words):
    return odt(words, "<text:p>a<office:annotation><text:p>WOORD</text:p></office:annotation></text:p>")


@plant("odt: hidden span", "stukken verborgen tekst")
def _(words):
    style = f'<style:style style:name="T1" style:family="text">{HIDES}</style:style>'
    return odt(words, '<text:p>a<text:span text:style-name="T1">WOORD</text:span></text:p>', styles=style)


@plant("odt: hidden style, inherited", "stukken verborgen tekst")
def _(words):
    style = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Weg"/>'
    common = f'<style:style style:name="Weg" style:family="paragraph">{HIDES}</style:style>'
    return odt(words, '<text:p text:style-name="P1">WOORD</text:p>', styles=style, common=common)


@plant("odt: hidden section", "stukken verborgen tekst")
def _(words):
    return odt(words, '<text:section text:display="none"><text:p>WOORD</text:p></text:section>')


@plant("odt: section hidden by a condition", "stukken verborgen tekst")
def _(words):
    return odt(words, '<text:section text:display="condition" text:is-hidden="true"><text:p>WOORD</text:p></text:section>')


@plant("odt: field that hides its paragraph", "stukken verborgen tekst")
def _(words):
    return odt(words, '<text:p>WOORD<text:hidden-paragraph text:condition="1" text:is-hidden="true"/></text:p>')


@plant("odt: hidden text field", "stukken verborgen tekst")
def _(words):
    return odt(words, '<text:p>a<text:hidden-text text:string-value="WOORD" text:is-hidden="true"/></text:p>')


@plant("ods: hidden sheet", "verborgen bladen", code="sheet-hidden")
def _(words):
    style = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
    hidden = "".join(_sheet(f"Weg{at}", f"<text:p>{one}</text:p>", 'table:style-name="ta1"') for at, one in enumerate(words))
    return ods(hidden, styles=style)


@plant("ods: hidden column", "verborgen kolommen", code="sheet-hidden")
def _(words):
    columns = (
        f'<table:table-column/><table:table-column table:number-columns-repeated="{len(words) + 3}" table:visibility="collapse"/>'
    )
    cells = "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in words)
    row = f"<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>{cells}</table:table-row>"
    return ods(f'<table:table table:name="Twee">{columns}{row}</table:table>')


@plant("ods: copy of another file", "koppelingen")
def _(words):
    source = '<table:table table:name="x{}"><table:table-source/><table:table-row><table:table-cell><text:p>{}</text:p>'
    source += "</table:table-cell></table:table-row></table:table>"
    return ods("".join(source.format(at, one) for at, one in enumerate(words)))


@plant("ods: old contents of cells", "verwijderingen")
def _(words):
    change = "<table:cell-content-change><table:previous><table:change-track-table-cell><text:p>{}</text:p>"
    change += "</table:change-track-table-cell></table:previous></table:cell-content-change>"
    return ods(f"<table:tracked-changes>{''.join(map(change.format, words))}</table:tracked-changes>")


@plant("ods: name with a value", "namen (Namen beheren)")
def _(words):
    name = '<table:named-expression table:name="n{}" table:expression="of:=&quot;{}&quot;"/>'
    every = "".join(name.format(at, one) for at, one in enumerate(words))
    return ods(f"<table:named-expressions>{every}</table:named-expressions>")


@plant("ods: comment at a date", "opmerkingen")
def _(words):
    cell = '<table:table-cell office:value-type="date" office:date-value="2024-02-29"><office:annotation><text:p>{}</text:p>'
    cell += "</office:annotation><text:p>29-02-24</text:p></table:table-cell>"
    return ods(
        f'<table:table table:name="Twee"><table:table-row>{"".join(map(cell.format, words))}</table:table-row></table:table>'
    )


def described(content, named):
    """An OpenDocument file with properties that its author named."""
    every = "".join(f'<meta:user-defined meta:name="{name}">{value}</meta:user-defined>' for name, value in named.items())
    meta = f'<office:document-meta xmlns:office="o" xmlns:meta="m"><office:meta>{every}</office:meta></office:document-meta>'
    return changed(content, {"meta.xml": meta})


@plant("odt: property of its own", "eigen documenteigenschappen")
def _(words):
    return described(odt([], ""), {f"n{at}": one for at, one in enumerate(words)})


@plant("ods: property of its own", "eigen documenteigenschappen")
def _(words):
    return described(ods(""), {f"n{at}": one for at, one in enumerate(words)})


def _validations(rule):
    def make(words):
        every = "".join(rule.replace("WOORD", one) for one in words)
        return ods(f"<table:content-validations>{every}</table:content-validations>")

    return make


plant("ods: list of a validation", "keuzelijsten")(
    _validations('<table:content-validation table:condition="of:cell-content-is-in-list(&quot;ja&quot;;&quot;WOORD&quot;)"/>')
)
plant("ods: message of a validation", "invoer- en foutmeldingen")(
    _validations(
        '<table:content-validation><table:help-message table:title="x"><text:p>Vul WOORD in</text:p></table:help-message>'
        "</table:content-validation>"
    )
)
