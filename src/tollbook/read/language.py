"""Which language a text is in: by its letters where they decide, else by py3langid."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = ("en", "ru", "uk", "ar", "fr", "es", "de", "fa", "he", "tr", "pt")
"""The languages told apart in short texts; a longer text may turn out to be in any that py3langid knows."""

_ENOUGH = 300
"""Letters from which a text is long enough to be called a language outside LANGUAGES."""
_LOOKED_AT = 1500
"""Characters: of some 1,000 reports and pages, 4,000 told no other language, in more than twice the time."""
_MIN_LETTERS = 3
_TOO_FEW = 25
"""Plain Latin letters below which statistics err more often than the guess that a note is English."""
_ARABIC_DIALECTS = {"arz": "ar", "ary": "ar"}

_LETTER = re.compile(r"[^\W\d_]")
_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|<[^>]{1,200}>")
_SCRIPTS: tuple[tuple[re.Pattern[str], tuple[str, ...], dict[str, re.Pattern[str]]], ...] = (
    (re.compile(r"[\u0400-\u04ff]"), ("ru", "uk"), {"uk": re.compile("[іїєґ]"), "ru": re.compile("[ыэъё]")}),
    (re.compile(r"[\u0600-\u06ff]"), ("ar", "fa"), {"fa": re.compile("[پچژگ]")}),
    (re.compile(r"[\u0590-\u05ff]"), ("he",), {}),
    (re.compile(r"[A-Za-z\u00c0-\u024f]"), ("en", "fr", "es", "de", "tr", "pt"), {}),
)
"""Each script with its languages and the letters that only one of these has."""


_NAMES = {
    "english": "en", "russian": "ru", "ukrainian": "uk", "arabic": "ar", "french": "fr", "spanish": "es",
    "german": "de", "persian": "fa", "farsi": "fa", "hebrew": "he", "turkish": "tr", "portuguese": "pt",
}  # fmt: skip


def language_code(stated: str) -> str:
    """The code of a language as people state it: "en-GB", "EN" and "English" are en; else in lower case as it is."""
    stated = stated.strip().lower()
    code = re.fullmatch(r"([a-z]{2,3})(?:[-_][\w-]+)?", stated)
    return code[1] if code else _NAMES.get(stated, stated)


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language (ISO 639-3 where there is none), or None if it has no words."""
    sample = _NOISE.sub(" ", text[: 2 * _LOOKED_AT])[:_LOOKED_AT]
    if sum(map(str.isupper, sample)) > sum(map(str.islower, sample)):
        sample = sample.lower()  # wire copy in capitals throughout, which the statistics have not seen
    letters = len(_LETTER.findall(sample))
    if letters < _MIN_LETTERS:
        return None
    if letters >= _ENOUGH:
        return _classify(sample)
    return _short(sample, letters)


def _short(sample: str, letters: int) -> str | None:
    """A short text: one of LANGUAGES, by its script, then by letters of its own, then by py3langid."""
    for script, languages, own in _SCRIPTS:
        if 2 * len(script.findall(sample)) <= letters:
            continue
        counts = {language: len(letter.findall(sample.lower())) for language, letter in own.items()}
        best = max(counts, key=lambda language: counts[language]) if counts else None
        if best and counts[best] > sum(counts.values()) - counts[best]:
            return best
        is_note = "en" in languages and letters < _TOO_FEW and sample.isascii()
        return "en" if is_note else _classify(sample, languages)
    return _classify(sample)


def _classify(sample: str, languages: tuple[str, ...] | None = None) -> str | None:
    """The likeliest language (of these); None where py3langid finds no language at all ("zxx")."""
    for code, _ in _identifier().rank(sample):
        if languages is None or code in languages:
            return None if code == "zxx" else _ARABIC_DIALECTS.get(code, code)
    return None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The model, read once a process (some 80 MB)."""
    return LanguageIdentifier.from_model_file(MODEL_FILE)
