"""Writes small Outlook messages (MS-OXMSG in MS-CFB version 3): there is no library that does."""

from __future__ import annotations

import itertools
import struct

SECTOR, SMALL = 512, 64
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5
TO, CC, BCC = 1, 2, 3


def message(subject, body, recipients, **texts):
    """The bytes of a message. `recipients` are (kind, name, address); `texts` are further texts by "p" and property number."""
    return compound(message_tree(subject, body, recipients, **texts))


def message_tree(subject, body, recipients, attached=(), *, inner=False, **texts):
    """A message as a tree. `attached` are trees of messages and bytes of files; `inner` is how one that is attached begins."""
    own = {0x001A: "IPM.Note", 0x0037: subject, 0x1000: body, **{int(name[1:], 16): text for name, text in texts.items()}}
    head = struct.pack("<8x4I", len(recipients), len(attached), len(recipients), len(attached)) + bytes(0 if inner else 8)
    tree = _properties(own, {0x340D: 0x40000}, head)
    for number, (kind, name, address) in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = _properties({0x3001: name, 0x39FE: address}, {0x0C15: kind}, bytes(8))
    for number, content in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = _attachment(content)
    if not inner:
        tree["__nameid_version1.0"] = {"__substg1.0_00020102": b"", "__substg1.0_00030102": b"", "__substg1.0_00040102": b""}
    return tree


def _attachment(content):
    if isinstance(content, dict):  # a message: method 5
        return {**_properties({0x3001: "een bericht"}, {0x3705: 5}, bytes(8)), "__substg1.0_3701000D": content}
    tree = _properties({0x3707: "bijlage.txt"}, {0x3705: 1}, bytes(8))
    tree["__properties_version1.0"] += struct.pack("<HHIII", 0x0102, 0x3701, 6, len(content), 0)
    return {**tree, "__substg1.0_37010102": content}


def _properties(texts, numbers, head):
    tree = {f"__substg1.0_{number:04X}001F": text.encode("utf-16-le") for number, text in texts.items()}
    entries = [struct.pack("<HHIII", 0x001F, number, 6, len(text.encode("utf-16-le")) + 2, 0) for number, text in texts.items()]
    entries += [struct.pack("<HHIII", 0x0003, number, 6, value, 0) for number, value in numbers.items()]
    return {"__properties_version1.0": head + b"".join(entries), **tree}


def compound(tree):
    """A compound file: a tree of dicts (storages) and bytes (streams, under 4,096 bytes each)."""
    entries, small, chains = [], b"", []

    def add(name, content, kind):
        at = len(entries)
        entries.append(None)
        start, size, child = 0, 0, FREE
        nonlocal small
        if isinstance(content, bytes):
            size, start = len(content), len(small) // SMALL if content else END
            count = -(-size // SMALL)
            chains.extend([len(chains) + 1 + step for step in range(count - 1)] + [END] * bool(count))
            small += content.ljust(count * SMALL, b"\0")
        else:
            children = [add(one, inside, STREAM if isinstance(inside, bytes) else STORAGE) for one, inside in content.items()]
            for left, right in itertools.pairwise(children):
                entries[left][3] = right
            child = children[0] if children else FREE
        entries[at] = [name, kind, child, FREE, start, size]
        return at

    add("Root Entry", tree, ROOT)
    directory_size, chain_size, small_size = (-(-size // SECTOR) for size in (len(entries) * 128, len(chains) * 4, len(small)))
    first_chain = 1 + directory_size
    first_small = first_chain + chain_size
    entries[0][4:] = [first_small, len(small)]
    table = [FAT]
    for count in (directory_size, chain_size, small_size):
        table += [len(table) + 1 + step for step in range(count - 1)] + [END] * bool(count)
    assert len(table) <= SECTOR // 4
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, first_chain,
        chain_size, END, 0, 0,
    )  # fmt: skip
    pieces = [
        header.ljust(SECTOR, b"\xff"),
        struct.pack(f"<{SECTOR // 4}I", *table, *[FREE] * (SECTOR // 4 - len(table))),
        _padded(b"".join(map(_entry, entries)), b"\0"),
        _padded(struct.pack(f"<{len(chains)}I", *chains), b"\xff"),
        _padded(small, b"\0"),
    ]
    return b"".join(pieces)


def _padded(content, filler):
    return content.ljust(-(-len(content) // SECTOR) * SECTOR, filler)


def _entry(entry):
    name, kind, child, right, start, size = entry
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIII", text, len(text), kind, 1, FREE, right, child, start, size, 0)
