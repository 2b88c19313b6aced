"""The lock files: every package with hashes, no address, and the dev lock holds all of the runtime lock."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-docs.lock")


def pins(name: str) -> dict[str, set[str]]:
    """Requirement line (name, version, marker) to its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, set[str]] = {}
    for line in text.split("\n"):
        if line and not line.lstrip().startswith("#"):
            requirement = re.split(r"\s+--hash", line)[0].strip()
            found[requirement] = set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_version_and_hash(name: str) -> None:
    assert len(pins(name)) > 50
    for requirement, hashes in pins(name).items():
        assert re.match(r"[a-z0-9-]+==[^=\s]+( ; .+)?$", requirement), requirement
        assert hashes, requirement


@pytest.mark.parametrize("name", LOCKS)
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


def test_every_declared_dependency_is_in_the_lock() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = {requirement.split("==")[0] for requirement in pins("requirements.lock")}
    for dependency in project["project"]["dependencies"]:
        name = re.match(r"[A-Za-z0-9._-]+", dependency)
        assert name is not None
        assert re.sub(r"[._]+", "-", name.group().lower()) in locked, f"{dependency}: run `make lock`"
