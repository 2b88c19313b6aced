"""Writing SVG and HTML safely: every text that comes from a report passes through here."""

from __future__ import annotations

import re
from html import escape

# Characters that change the order of the words around them, or that HTML and XML cannot hold. They are shown by
# their number, so that a report cannot make "12" read as "21" or hide a word.
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """The text with control characters, lone surrogates and direction overrides written out as ``⟨U+202E⟩``."""
    return _UNSAFE.sub(lambda m: f"⟨U+{ord(m.group()):04X}⟩", text)


def esc(text: str) -> str:
    """The text safe inside an element or a quoted attribute."""
    return escape(visible(text), quote=True)


def num(value: float) -> str:
    """A coordinate with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def element(tag: str, /, *children: str, **attributes: str | float | None) -> str:
    """One element. Attribute names take ``_`` for ``-`` and lose a trailing one; None leaves the attribute out.

    Children are markup that is already safe; attribute values are escaped here.
    """
    parts = [tag]
    for name, value in attributes.items():
        if value is not None:
            shown = num(value) if isinstance(value, (int, float)) else esc(value)
            parts.append(f'{name.rstrip("_").replace("_", "-")}="{shown}"')
    head = " ".join(parts)
    return f"<{head}>{''.join(children)}</{tag}>" if children else f"<{head}/>"
