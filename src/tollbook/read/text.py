"""Plain text and Markdown: the input's characters, unchanged; front matter is read in both."""

from __future__ import annotations

from .decode import decode
from .draft import Draft
from .frontmatter import front_matter
from .options import ReadOptions
from .outcome import Input
from .sniff import MARKDOWN, TEXT

READER = "text.1"


def read_text(item: Input, options: ReadOptions) -> Draft:
    """Plain text: a .txt file or standard input."""
    return _draft(item, TEXT)


def read_markdown(item: Input, options: ReadOptions) -> Draft:
    """A .md file: its characters too are kept as they are."""
    return _draft(item, MARKDOWN)


def _draft(item: Input, media_type: str) -> Draft:
    text, encoding = decode(item.raw)
    front = front_matter(text)
    return Draft(
        text=text,
        media_type=media_type,
        reader=READER,
        encoding=encoding,
        given_id=item.given_id,
        zones=front.zones,
        title=front.title,
        published=front.published,
        address=front.address,
        outlet=front.outlet,
    )
