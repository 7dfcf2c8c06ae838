"""Make a tagged PDF of marked pages: structure tree, language and title (ISO 32000-1, 14.7 and 14.8)."""

import io
from dataclasses import dataclass
from datetime import date

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from maker.paper import Element


@dataclass(frozen=True)
class Facts:
    """What the PDF says of itself."""

    title: str
    author: str
    created: date


def tag(content: bytes, root: Element, facts: Facts) -> bytes:
    """The PDF `content` with the structure `root`, in Dutch, showing its title in the window's bar."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        owners: dict[int, dict[int, pikepdf.Object]] = {}
        tree.K = Array([_node(pdf, root, tree, owners)])
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=_parents(owners)))
        tree.ParentTreeNextKey = len(owners)
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String("nl-NL")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        for index in owners:
            pdf.pages[index].obj.StructParents = index
            pdf.pages[index].obj.Tabs = Name.S
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = facts.title
            metadata["dc:creator"] = [facts.author]
            metadata["dc:language"] = {"nl-NL"}
            metadata["xmp:CreateDate"] = f"{facts.created.isoformat()}T09:00:00Z"
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


def _node(
    pdf: pikepdf.Pdf, element: Element, parent: pikepdf.Object, owners: dict[int, dict[int, pikepdf.Object]]
) -> pikepdf.Object:
    node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent))
    kids: list[pikepdf.Object] = []
    for page, mark in element.marks:
        kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=mark))
        owners.setdefault(page, {})[mark] = node
    kids.extend(_node(pdf, child, node, owners) for child in element.children)
    node.K = Array(kids)
    return node


def _parents(owners: dict[int, dict[int, pikepdf.Object]]) -> Array:
    nums: list[object] = []
    for page in sorted(owners):
        nums.extend([page, Array([owners[page][mark] for mark in sorted(owners[page])])])
    return Array(nums)
