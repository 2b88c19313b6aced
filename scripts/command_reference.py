"""Writes docs/reference/commands.md from the program's own help, so that the two cannot differ.

usage: python -m scripts.command_reference [--check]
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"

HEAD = """\
# Commands

This page is made from the program's own help (`make docs-reference`); `tollbook COMMAND --help` says the same.

`tollbook --debug COMMAND ...` shows where in the program an error arose. What an exit status means is told in
[Files and exit statuses](files.md#exit-statuses).
"""


def render(app: Any, name: str = "tollbook") -> str:
    """The reference page of a typer application."""
    from typer.main import get_command

    root = get_command(app)
    sections = [HEAD, "## tollbook\n\n" + "\n".join(_options(root)) + "\n"]
    sections += [_section(f"{name} {path}", command) for path, command in leaves(root)]
    return "\n".join(sections)


def leaves(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its name as typed, in the order of registration."""
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name, child in children.items():
        yield from leaves(child, f"{path} {name}".strip())


def _section(title: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = " ".join([title, *(_metavar(a) for a in arguments), "[OPTIONS]"])
    lines = [f"## {title}", "", inspect.cleandoc(command.help or "").replace("\f", ""), "", f"    {usage}", ""]
    lines += [f"- `{_metavar(a)}`: {_sentence(getattr(a, 'help', None))}" for a in arguments]
    lines += _options(command)
    return "\n".join(lines) + "\n"


def _options(command: Any) -> list[str]:
    lines = []
    for option in command.params:
        if option.param_type_name != "option" or "--help" in option.opts or getattr(option, "hidden", False):
            continue
        names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
        facts = list(_facts(option))
        lines.append(f"- {names}: {_sentence(option.help)}" + (f" ({'; '.join(facts)})" if facts else ""))
    return lines


def _facts(option: Any) -> Iterator[str]:
    if option.required:
        yield "required"
    if option.envvar:
        yield f"or the environment variable `{option.envvar}`"
    if not option.is_flag and option.default not in (None, [], ()) and not callable(option.default):
        yield f"default `{option.default}`"


def _metavar(argument: Any) -> str:
    name = (argument.metavar or argument.name or "").strip("[].").upper() if not argument.metavar else argument.metavar
    return f"{name}..." if argument.nargs == -1 else str(name)


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split())


def main() -> int:
    """Write the page, or with --check say whether it is current."""
    from tollbook.cli.app import app

    page = render(app)
    if "--check" in sys.argv[1:]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page
        print("current" if current else f"{PAGE} is not what the program says; run `make docs-reference`")
        return 0 if current else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
