"""Word, OpenDocument text, HTML and plain text from the markup of `texts/`, without a clock in them."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from html import escape
from xml.sax.saxutils import escape as xml_escape

from maker.markup import Block, blocks, plain

_FIXED = (1980, 1, 1, 0, 0, 0)  # the date of every member of every ZIP


def packed(members: dict[str, bytes], *, stored_first: bool = False) -> bytes:
    """A ZIP of `members` in their order, always with the same bytes. OpenDocument wants its first member uncompressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for index, (name, content) in enumerate(members.items()):
            info = zipfile.ZipInfo(name, _FIXED)
            info.external_attr = 0o644 << 16
            stored = stored_first and index == 0
            archive.writestr(info, content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def word(markup: str, title: str, author: str) -> bytes:
    """A .docx; headings are real headings and tables real tables."""
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, author, "nl-NL"
    properties.created = properties.modified = datetime(2020, 1, 1)  # noqa: DTZ001 - python-docx wants it without a zone
    for block in blocks(markup):
        _add_to_word(document, block)
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as archive:
        return packed({name: archive.read(name) for name in sorted(archive.namelist())})


def _add_to_word(document, block: Block) -> None:
    if block.tag == "PAGE":
        document.add_page_break()
    elif block.tag == "TABLE":
        table = document.add_table(rows=0, cols=len(block.rows[0]))
        table.style = "Table Grid"
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = plain(text)
    else:
        style = {"H1": "Heading 1", "H2": "Heading 2", "LI": "List Bullet"}.get(block.tag, "Normal")
        document.add_paragraph(plain(block.text), style=style)


_ODT_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("meta", "meta"), ("manifest", "manifest"))
)
_ODT_TYPE = "application/vnd.oasis.opendocument.text"


def open_document(markup: str, title: str) -> bytes:
    """An .odt (OpenDocument 1.2): the smallest package that the standard allows, plus a title."""
    body = "".join(_odt_block(block) for block in blocks(markup))
    content = (
        f'<office:document-content {_ODT_NAMES} office:version="1.2">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta {_ODT_NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:meta>'
        f"<dc:title>{xml_escape(title)}</dc:title><dc:language>nl-NL</dc:language></office:meta></office:document-meta>"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _ODT_TYPE), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    manifest = f'<manifest:manifest {_ODT_NAMES} manifest:version="1.2">{entries}</manifest:manifest>'
    parts = {"META-INF/manifest.xml": manifest, "content.xml": content, "meta.xml": meta}
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    members = {"mimetype": _ODT_TYPE.encode()} | {name: (head + text).encode() for name, text in parts.items()}
    return packed(members, stored_first=True)


def _odt_block(block: Block) -> str:
    if block.tag == "TABLE":
        rows = "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{xml_escape(plain(cell))}</text:p></table:table-cell>" for cell in row)
            + "</table:table-row>"
            for row in block.rows
        )
        columns = f'<table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>'
        return f'<table:table table:name="Tabel">{columns}{rows}</table:table>'
    text = xml_escape(plain(block.text))
    if block.tag.startswith("H"):
        return f'<text:h text:outline-level="{block.tag[1]}">{text}</text:h>'
    if block.tag == "LI":
        return f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>"
    return f"<text:p>{text}</text:p>" if block.tag == "P" else ""


def web_page(markup: str, title: str) -> bytes:
    """A page of a web site as somebody saved it, menu, style and script included."""
    body = "\n".join(_html_block(block) for block in blocks(markup))
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<style>body {{ font-family: sans-serif; max-width: 40em; }}</style>
<script>window.bezoek = "teller";</script>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
""".encode()


def _html_block(block: Block) -> str:
    if block.tag == "TABLE":
        cells = ("".join(f"<td>{escape(plain(cell))}</td>" for cell in row) for row in block.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    name = {"H1": "h1", "H2": "h2", "LI": "li"}.get(block.tag, "p")
    return f"<{name}>{escape(plain(block.text))}</{name}>" if block.text else ""


def plain_text(markup: str) -> str:
    """The text alone, a paragraph a line with an empty line between."""
    return "\n".join(_lines(markup)) + "\n"


def _lines(markup: str) -> Iterator[str]:
    for block in blocks(markup):
        if block.tag == "TABLE":
            yield from ("\t".join(plain(cell) for cell in row) for row in block.rows)
        elif block.text:
            yield ("- " if block.tag == "LI" else "") + plain(block.text)
        if block.tag in {"P", "TABLE", "H1", "H2"}:
            yield ""
