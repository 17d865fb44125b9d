"""The questions that the tables of `docs/helm-values.md` answer."""

import os
import re

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/helm-values.md")
SIGNS = {"⏎": "\n", "⇥": "\t", "\\|": "|"}


def rows():
    """Pairs of a table's header and a row, both as lists of cells."""
    header = None
    with open(PAGE) as page:
        for line in page:
            if not line.startswith("|"):
                header = None
                continue
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
            if header is None:
                header = cells
            elif not cells[0].startswith("---"):
                yield header, cells


def text(cell):
    """A values file that a cell stands for."""
    return plain(cell) + "\n"


def plain(cell):
    content = cell.removeprefix("`").removesuffix("`")
    for sign, meaning in SIGNS.items():
        content = content.replace(sign, meaning)
    return content


def questions():
    for number, (header, cells) in enumerate(rows()):
        named = {"id": f"page:{number}", "group": "page"}
        if header[0] == "values file":
            yield named | {"kind": "yaml", "mode": "overlay", "in": text(cells[0])}
        elif header[0] == "chart's own values":
            yield named | {"kind": "yaml", "mode": "chart", "in": text(cells[0])}
        elif header[0] == "chart":
            yield named | {"kind": "coalesce", "values": text(cells[0]), "f": [text(cells[1])]}
        elif header[0] == "argument":
            flag, expression = plain(cells[0]).split(" ", 1)
            yield named | {"kind": "strvals", "flag": flag, "expr": expression}
