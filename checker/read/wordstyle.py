"""What the styles of a Word document make of its paragraphs: title, headings, list items, quotations."""

import re
from typing import Any

from checker.model import BlockKind
from checker.read.package import attribute, child, children

_HEADING = re.compile(r"heading ([1-9])")
_LEFT_OUT = re.compile(r"toc\b|table of (?:figures|authorities)|header$|footer$|index\b|bibliography")


class Styles:
    """Styles by their id, each with what it means."""

    def __init__(self, root: Any) -> None:
        self._styles = {attribute(s, "styleId"): s for s in children(root, "style")}
        self._known: dict[str, tuple[BlockKind | None, int]] = {}
        language = attribute(child(root, "docDefaults", "rPrDefault", "rPr", "lang"), "val")
        self.language = language or None

    def kind(self, paragraph: Any) -> tuple[BlockKind | None, int]:
        """Kind and level of a paragraph; no kind for what is left out, such as a table of contents."""
        form = child(paragraph, "pPr")
        if form is None:
            return "paragraph", 0
        outline = attribute(child(form, "outlineLvl"), "val")
        if outline.isdecimal() and int(outline) < 9:
            return "heading", min(6, int(outline) + 1)
        kind, level = self._style(attribute(child(form, "pStyle"), "val"))
        listed = child(form, "numPr")
        if kind == "paragraph" and listed is not None and attribute(child(listed, "numId"), "val") != "0":
            depth = attribute(child(listed, "ilvl"), "val")
            return "item", int(depth) + 1 if depth.isdecimal() and len(depth) < 3 else 1
        return kind, level

    def _style(self, ident: str) -> tuple[BlockKind | None, int]:
        if ident not in self._known:
            self._known[ident] = self._looked_up(ident)
        return self._known[ident]

    def _looked_up(self, ident: str) -> tuple[BlockKind | None, int]:
        for _ in range(12):  # styles may rest on each other in a circle
            style = self._styles.get(ident)
            if style is None:
                break
            name = attribute(child(style, "name"), "val").lower()
            found = _meant(name)
            if found is None and child(style, "pPr", "outlineLvl") is not None:
                level = attribute(child(style, "pPr", "outlineLvl"), "val")
                found = ("heading", min(6, int(level) + 1)) if level.isdecimal() and int(level) < 9 else None
            if found is None and child(style, "pPr", "numPr", "numId") is not None:
                found = ("item", 1)
            if found is not None:
                return found
            ident = attribute(child(style, "basedOn"), "val")
        return "paragraph", 0


def _meant(name: str) -> tuple[BlockKind | None, int] | None:
    """What the name of a built-in style means; they are English in every language of Word."""
    if name == "title":
        return "title", 1
    heading = _HEADING.match(name)
    if heading:
        return "heading", min(6, int(heading[1]))
    if _LEFT_OUT.match(name):
        return None, 0
    if name.startswith("list"):
        return "item", int(name[-1]) if name[-1:].isdecimal() and name[-1] != "0" else 1
    if name in ("quote", "intense quote", "block text", "quotations"):
        return "quote", 0
    return None


def switched(element: Any) -> bool:
    """Whether a switch such as bold is on: present, and not set to be off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")
