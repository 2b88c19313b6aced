"""The templates, which escape every value, and the files that pages load."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from tollbook.draw.svg import visible
from tollbook.publish import words

STATIC: Mapping[str, str] = {
    "review.css": "text/css",
    "review.js": "text/javascript",
    "coding.js": "text/javascript",
    "record.css": "text/css",
    "record.js": "text/javascript",
}
"""The files that pages load, each with its media type."""


def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def static(name: str) -> bytes:
    """A file that pages load. Raises KeyError for any other name, whatever file it may lead to."""
    return files(__package__).joinpath("static", {known: known for known in STATIC}[name]).read_bytes()


def _finalize(value: object) -> object:
    """Every value that a template prints is made safe to show before it is escaped."""
    return value if isinstance(value, Markup) else visible(str(value))


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
    )
    made.globals.update(states=words.STATES, count_of=words.count_of)
    made.filters.update(day=words.day, plain=words.plain, source_kind=words.source_kind)
    return made


_PAGES = _environment()


def render(name: str, /, **values: Any) -> str:
    """A page or a part of one."""
    return _PAGES.get_template(name).render(**values)


def problem_page(title: str, said: str, *, back: str | None = None, to: str = "Back to the queue") -> str:
    """A page that says what went wrong and what to do."""
    return render("problem.html.j2", title=title, said=said, back=back, to=to)


def closed_page(*, token: bool, to: str, said: str = "", name: str = "") -> str:
    """The form to log in, which then leads `to` a page of the workbench; with `token` one may enter by that too."""
    return render("closed.html.j2", token=token, to=to, said=said, name=name)
