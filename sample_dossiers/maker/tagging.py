"""Make a tagged PDF of marked pages: structure tree, language and title (ISO 32000-1, 14.7 and 14.8)."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from maker.paper import Element


def tag(content: bytes, root: Element, title: str) -> bytes:
    """The PDF `content` with the structure `root`, in Dutch, showing `title` in the window's bar."""
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
            metadata["dc:title"] = title
            metadata["dc:language"] = {"nl-NL"}
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
