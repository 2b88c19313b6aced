"""The lock files: every package with hashes, no address, and the dev lock holds all of the runtime lock."""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-docs.lock")
READERS = "requirements-readers.lock"
NPM = ROOT / "tests" / "publish" / "readers" / "package-lock.json"
ELSEWHERE = {
    "starlette": "fastapi is made of it and gives no other name to its parts",
    "markupsafe": "jinja2 is made of it and gives no other name to its parts",
}
"""What is imported and comes only through another package, and why that holds."""


def pins(name: str) -> dict[str, set[str]]:
    """Requirement line (name, version, marker) to its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, set[str]] = {}
    for line in text.split("\n"):
        if line and not line.lstrip().startswith("#"):
            requirement = re.split(r"\s+--hash", line)[0].strip()
            found[requirement] = set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
    return found


@pytest.mark.parametrize("name", (*LOCKS, READERS))
def test_every_package_is_pinned_by_version_and_hash(name: str) -> None:
    assert len(pins(name)) > 50
    for requirement, hashes in pins(name).items():
        assert re.match(r"[a-z0-9-]+==[^=\s]+( ; .+)?$", requirement), requirement
        assert hashes, requirement


@pytest.mark.parametrize("name", (*LOCKS, READERS))
def test_no_address_and_no_local_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|@ file|/home/|/root/", text)


@pytest.mark.parametrize("name", LOCKS)
def test_torch_is_never_needed(name: str) -> None:
    names = {requirement.split("==")[0] for requirement in pins(name)}
    assert not {n for n in names if n == "torch" or n.startswith(("nvidia-", "triton"))}


@pytest.mark.parametrize("name", LOCKS[1:])
def test_the_other_locks_hold_the_runtime_lock(name: str) -> None:
    theirs = pins(name)
    names = {requirement.split("==")[0]: requirement for requirement in theirs}
    for requirement in pins(LOCKS[0]):
        package = requirement.split("==")[0]
        # a marker may widen where tools need the package on more systems; the version may not differ
        assert package in names, requirement
        versions = {r.split(" ;")[0] for r in theirs if r.startswith(f"{package}==")}
        assert requirement.split(" ;")[0] in versions, requirement


def test_the_npm_lock_pins_every_package_by_hash_and_holds_no_address() -> None:
    text = NPM.read_text(encoding="utf-8")
    asked = json.loads(NPM.with_name("package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads(text)["packages"]
    assert packages.pop("")["dependencies"] == asked
    assert {f"node_modules/{name}" for name in asked} <= set(packages)
    for name, package in packages.items():
        assert package["version"] and package["integrity"].startswith("sha512-"), name
    assert "://" not in text


def imported(folder: str) -> Iterator[tuple[Path, str]]:
    """What the code under a folder imports from elsewhere, by its first word."""
    ours = {*sys.stdlib_module_names, "tollbook", "tests", "evals", "scripts", "training"}
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            yield from ((path, top) for top in {name.partition(".")[0] for name in names} if top not in ours)


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["project"]["optional-dependencies"] | project["dependency-groups"]
    asked = [*project["project"]["dependencies"], *(line for group in groups.values() for line in group)]
    declared = {re.sub(r"[._]+", "-", re.split(r"[^\w.-]", line, maxsplit=1)[0].lower()) for line in asked}
    held = packages_distributions()
    for folder in ("src", "tests", "evals", "scripts"):
        for path, top in imported(folder):
            names = {re.sub(r"[._]+", "-", name.lower()) for name in held.get(top, ())}
            # what no package here holds is another environment's: a reader's tool, the corpus's scorer
            assert not names or names & (declared | set(ELSEWHERE)), f"{path.relative_to(ROOT)} imports {top}"


def test_every_declared_dependency_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = {requirement.split("==")[0] for requirement in pins("requirements.lock")}
    for dependency in project["project"]["dependencies"]:
        name = re.match(r"[A-Za-z0-9._-]+", dependency)
        assert name is not None
        assert re.sub(r"[._]+", "-", name.group().lower()) in locked, f"{dependency}: run `make lock`"
