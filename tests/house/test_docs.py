"""The documentation names every code, field, command and option; nothing it names is missing."""

import enum
import re
from pathlib import Path
from typing import get_args

import pytest

from scripts import command_reference
from tollbook.model import Claim, Reading, codes
from tollbook.model.project import Project, Scope

ROOT = Path(__file__).parents[2]
CLAIMS = (ROOT / "docs/reference/claims.md").read_text(encoding="utf-8")
LISTS = [
    c for c in vars(codes).values() if isinstance(c, type) and issubclass(c, enum.StrEnum) and c is not enum.StrEnum
]


@pytest.mark.parametrize("codes_of", LISTS, ids=lambda c: c.__name__)
def test_every_code_stands_in_the_claims_reference(codes_of: type[enum.StrEnum]) -> None:
    assert [code.value for code in codes_of if f"`{code.value}`" not in CLAIMS] == []


def test_every_field_of_a_reading_stands_in_the_claims_reference() -> None:
    inner = {"group", "trace"}  # the number of the local incident and the rules' trail stay in the ledger
    assert [name for name in Reading.model_fields if name not in inner and f"`{name}`" not in CLAIMS] == []
    assert Claim.model_fields.keys() == {"mention", "reading"}


def test_every_scope_and_setting_is_documented() -> None:
    files = (ROOT / "docs/reference/files.md").read_text(encoding="utf-8")
    assert [scope for scope in get_args(Scope) if f"`{scope}`" not in CLAIMS] == []
    assert [name for name in Project.model_fields if f"`{name}`" not in files] == []


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").as_posix()
        if not name.startswith("decisions/"):
            assert f" {name}\n" in navigation, name


def test_the_commands_reference_is_current() -> None:
    from tollbook.cli.app import app

    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert page == command_reference.render(app), "run `make docs-reference`"


def test_every_command_and_option_is_in_the_commands_reference() -> None:
    """Seen from the program itself, not from the script that writes the page."""
    from typer.main import get_command

    from tollbook.cli.app import app

    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    seen = 0
    for name, command in command_reference.leaves(get_command(app)):
        section = page.split(f"## tollbook {name}\n", 1)
        assert len(section) == 2, name
        body = section[1].split("\n## ", 1)[0]
        for parameter in command.params:
            for option in parameter.opts if parameter.param_type_name == "option" else ():
                if option != "--help":
                    assert f"`{option}`" in body, f"{name} {option}"
                    seen += 1
    assert seen > 20


def test_every_command_and_option_that_a_page_shows_exists() -> None:
    from typer.main import get_command

    from tollbook.cli.app import app

    commands = dict(command_reference.leaves(get_command(app)))
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        text = page.read_text(encoding="utf-8").replace("\\\n", " ")
        for line in re.findall(r"(?:^ {4,}|`)(?:\.venv/bin/)?tollbook ([a-z][^\n`#>]*)", text, re.M):
            words = line.split()
            name = " ".join(words[:2]) if " ".join(words[:2]) in commands else words[0]
            where = f"{page.relative_to(ROOT)}: tollbook {line}"
            if name.isupper() or name not in commands:
                assert name in {"places", "project"}, where
                continue
            known = {option for p in commands[name].params for option in p.opts}
            assert {w for w in words if w.startswith("--")} <= known | {"--help"}, where
