"""What all pages of the site share: templates, style sheet, the head and foot that every page carries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import jinja2

from ...draw import DARK, LIGHT
from .. import words
from ..released import Release
from ..sheet import environment, resource

SHEET = "site.css"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
"""Nothing but the site's own style sheet and pictures is ever loaded, and no script runs."""
PAGES = (
    ("index.html", "Record"),
    ("incidents.html", "Incidents"),
    ("series.html", "Series"),
    ("curves.html", "Curves"),
    ("cases.html", "Cases"),
    ("dead.html", "The dead"),
    ("map.html", "Map"),
    ("changes.html", "Changes"),
    ("methodology.html", "Methodology"),
    ("codebook.html", "Codebook"),
    ("downloads.html", "Downloads"),
)
"""The pages that every other one links to."""


@dataclass(frozen=True)
class Shell:
    """Writes pages into a folder."""

    release: Release
    folder: Path

    def write(self, name: str, template: str, title: str, **values: object) -> None:
        """A page by its name under the folder; `template` is filled with the values."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        page = (
            _templates()
            .get_template(template)
            .render(
                title=title,
                colophon=self.release.colophon,
                policy=POLICY,
                root="../" * name.count("/"),
                here=name,
                pages=PAGES,
                **values,
            )
        )
        path.write_text(page, encoding="utf-8")

    def write_sheet(self) -> None:
        """The style sheet: the pages' own, the parties' colours, and what the site adds."""
        (self.folder / SHEET).write_text(_sheet(), encoding="utf-8")


@cache
def _templates() -> jinja2.Environment:
    made = environment()
    made.loader = jinja2.FunctionLoader(_template)
    made.globals.update(plain=words.plain)
    return made


def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def _sheet() -> str:
    light = "".join(f"--party-{i}:{c};" for i, c in enumerate(LIGHT, 1))
    dark = "".join(f"--party-{i}:{c};" for i, c in enumerate(DARK, 1))
    rules = "".join(f".party-{i}{{color:var(--party-{i})}}" for i in range(1, len(LIGHT) + 1))
    palette = f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{rules}"
    return f"{resource('page.css')}\n{palette}\n{_template(SHEET)}"
