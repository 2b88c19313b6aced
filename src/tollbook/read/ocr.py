"""Optical recognition of scanned pages by Debian's tesseract and poppler, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .outcome import UnreadableError

_MODELS = {"en": "eng", "ru": "rus", "uk": "ukr", "ar": "ara", "fr": "fra", "es": "spa", "de": "deu", "fa": "fas",
           "he": "heb", "tr": "tur", "pt": "por"}  # fmt: skip
_UNSAID = ("eng", "rus", "ukr")
"""Models used where the language is not given, as far as they are installed."""
_SECONDS_A_PAGE = 120
_DOTS_PER_INCH = 300
_MISSING = "needs tesseract and pdftoppm for --ocr; install them (Debian: apt install tesseract-ocr poppler-utils)"


def recognise_pages(pdf: bytes, pages: Sequence[int], language: str | None) -> tuple[list[str], str]:
    """The text of the given pages (from 0) as recognised, and the recogniser's version.

    Raises UnreadableError where the programs or the language's model are not installed, or fail, or take too long.
    """
    tesseract, pdftoppm = shutil.which("tesseract"), shutil.which("pdftoppm")
    if not tesseract or not pdftoppm:
        raise UnreadableError(_MISSING)
    models = _models(tesseract, language)
    with tempfile.TemporaryDirectory(prefix="tollbook-ocr-") as folder:
        source = Path(folder, "input.pdf")
        source.write_bytes(pdf)
        texts = []
        for page in pages:
            picture = Path(folder, f"page-{page}")
            _run([pdftoppm, "-f", str(page + 1), "-l", str(page + 1), "-r", str(_DOTS_PER_INCH), "-gray", "-singlefile",
                  "-png", str(source), str(picture)])  # fmt: skip
            texts.append(_run([tesseract, f"{picture}.png", "stdout", "-l", models]))
            Path(f"{picture}.png").unlink()
    return texts, _version(tesseract)


def _models(tesseract: str, language: str | None) -> str:
    installed = set(_run([tesseract, "--list-langs"]).split())
    wanted = (_MODELS.get(language, language),) if language else _UNSAID
    usable = [model for model in wanted if model in installed]
    if not usable:
        raise UnreadableError(
            f"needs tesseract's model {wanted[0]} for --ocr; install it (Debian: apt install tesseract-ocr-{wanted[0]})"
        )
    return "+".join(usable)


def _version(tesseract: str) -> str:
    words = _run([tesseract, "--version"]).split()
    return f"tesseract.{words[1]}" if len(words) > 1 else "tesseract"


def _run(command: list[str]) -> str:
    """A program's output. The command is a list, so that no shell reads a word of it."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS_A_PAGE, check=True)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"takes over {_SECONDS_A_PAGE} seconds a page to recognise; split it") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise UnreadableError(f"cannot be recognised ({Path(command[0]).name} failed); give its text") from error
    return done.stdout.decode("utf-8", "replace")
