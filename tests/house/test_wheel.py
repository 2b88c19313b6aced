"""The wheel holds the package with its data files and nothing else, and runs the demo in an environment of its own."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tollbook"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = out.glob("*.whl")
    return found


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(["git", "ls-files", "src/tollbook"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = {name.removeprefix("src/") for name in tracked.stdout.split("\n") if name and (ROOT / name).exists()}
    assert files
    assert files - names == set()
    assert {name.split("/")[0] for name in names if not name.startswith("tollbook-")} == {"tollbook"}


def test_the_wheel_carries_licence_and_notice(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert sum(n.endswith(("licenses/LICENSE", "licenses/NOTICE")) for n in names) == 2


def test_the_installed_wheel_runs_the_demo(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, with the third-party packages of this one on its path.

    They are lent by a .pth file, since installing them anew would take minutes; what is tested is the wheel. This
    environment's own editable tollbook is not lent: a .pth file that is read from a .pth file's folder counts no more.
    """
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    def tollbook(*arguments: str) -> str:
        command = [str(python), "-c", "import sys; from tollbook.cli import main; sys.exit(main())", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [str(python), "-c", "import tollbook; print(tollbook.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(home)
    examples = ROOT / "examples"
    read = tollbook(
        "read", str(examples / "reports"), "--ledger", "demo.ledger", "--project", str(examples / "project.toml")
    )
    assert "claims recorded in demo.ledger" in read
    tollbook("page", "demo.html", "--ledger", "demo.ledger")
    assert (tmp_path / "demo.html").stat().st_size > 10_000
    assert "killed" in tollbook("claims", "--ledger", "demo.ledger", "--measure", "killed")
