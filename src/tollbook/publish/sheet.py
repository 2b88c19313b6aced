"""What all pages share: the templates' environment, the legend, style, and the policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

import jinja2
from markupsafe import Markup

from ..draw import DARK, LIGHT, RangeMark, sample
from ..draw.svg import visible
from . import lists, words
from .context import Context


def legend(replaced: str = "replaced by a later figure in the same text") -> list[tuple[Markup, str]]:
    """Each kind of mark with what it says."""
    marks = [
        (RangeMark(50, 50, ""), "a single figure"),
        (RangeMark(50, 50, "", about=True), "“about”: tails of no stated width"),
        (RangeMark(25, 75, ""), "a stated range"),
        (RangeMark(35, None, ""), "open above: “at least”, “more than”, “dozens”"),
        (RangeMark(None, 65, ""), "open below: “up to”"),
        (RangeMark(25, 75, "", hedged=True), "hedged: “reportedly”, “may have”"),
        (RangeMark(25, 75, "", denied=True), "denied by the source"),
        (RangeMark(50, 50, "", superseded=True), replaced),
    ]
    return [(Markup(sample(mark)), text) for mark, text in marks]


def style(context: Context) -> str:
    """The page's style sheet, with the parties' colours."""
    return f"{palette()}\n{resource('page.css')}\n{lists.target_rules(context)}"


def palette() -> str:
    """The parties' colours as rules, for light and for dark."""
    colours = "".join(f"--party-{i}:{c};" for i, c in enumerate(LIGHT, 1))
    dark = "".join(f"--party-{i}:{c};" for i, c in enumerate(DARK, 1))
    rules = "".join(f".party-{i}{{color:var(--party-{i})}}" for i in range(1, len(LIGHT) + 1))
    return f":root{{{colours}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{rules}"


def policy(css: str, script: str | None) -> str:
    """A content security policy that lets this page's own style and script, if it has one, in and nothing else."""
    scripts = f"script-src '{_digest(script)}'; " if script else ""
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; {scripts}img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def resource(name: str) -> str:
    """A file of the templates' folder."""
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def _finalize(value: object) -> object:
    """Every value that the template prints is made safe to show before it is escaped."""
    return value if isinstance(value, Markup) else visible(str(value))


def environment() -> jinja2.Environment:
    """Templates that escape every value and make it safe to show."""
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(resource),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
    )
    made.filters["day"] = words.day
    made.globals.update(count_of=words.count_of, count_words=words.count_words, chain=words.chain)
    made.globals.update(measure_name=words.measure_name, state_label=words.state_label)
    return made
