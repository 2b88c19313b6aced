"""Fills a small disk by a run, makes room, and runs again: FOLDER, in a mount namespace of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.run.archives import fake
from tollbook.run.archives.bound import Share
from tollbook.run.archives.job import NoRoomError
from tollbook.run.archives.reading import read_archives
from tollbook.run.shard import ShardSettings


def main(folder: Path) -> None:
    """Exit status 0 where the full disk was said, and the second run wrote what an undisturbed one writes."""
    disk, paths = folder / "disk", fake.write_archives(folder / "crawl", 6, pages=600)
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", disk], check=True)
    try:
        read(paths, disk / "out")
        sys.exit("the full disk was not said")
    except NoRoomError as error:
        if "run the same command again" not in str(error):
            sys.exit(f"no remedy is said: {error}")
    subprocess.run(["mount", "-o", "remount,size=60m", disk], check=True)
    read(paths, disk / "out")
    read(paths, folder / "calm")
    if bytes_of(disk / "out") != bytes_of(folder / "calm"):
        sys.exit("the shards differ from those of an undisturbed run")


def read(paths: list[Path], out: Path) -> None:
    """A run in this process."""
    done = read_archives([*paths], out, ShardSettings(), read=fake.read, share=Share(0, 0))
    assert done.exit_status == 0


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files of a dataset but its lock."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != "lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
