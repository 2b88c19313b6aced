"""Which language a text is in: by its letters where they decide, else by py3langid."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = ("en", "ru", "uk", "ar", "fr", "es", "de", "fa", "he", "tr", "pt")
"""The languages told apart in short texts; a longer text may turn out to be in any that py3langid knows."""

_ENOUGH = 300
"""Letters from which a text is long enough to be called a language outside LANGUAGES."""
_LOOKED_AT = 4000
_MIN_LETTERS = 3
_ARABIC_DIALECTS = {"arz": "ar", "ary": "ar"}

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_HEBREW = re.compile(r"[\u0590-\u05ff]")
_LETTER = re.compile(r"[^\W\d_]")
_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|<[^>]{1,200}>")


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language (ISO 639-3 where there is none), or None if it has no words."""
    sample = _NOISE.sub(" ", text[: 2 * _LOOKED_AT])[:_LOOKED_AT]
    letters = len(_LETTER.findall(sample))
    if letters < _MIN_LETTERS:
        return None
    if letters >= _ENOUGH:
        code = str(_identifier(None).classify(sample)[0])
        return None if code == "zxx" else _ARABIC_DIALECTS.get(code, code)
    return _by_letters(sample, letters) or str(_identifier(LANGUAGES).classify(sample)[0])


def _by_letters(sample: str, letters: int) -> str | None:
    """Short texts: letters that only one of the languages here has."""
    lower = sample.lower()
    if 2 * len(_CYRILLIC.findall(sample)) > letters:
        ukrainian, russian = len(re.findall("[іїєґ]", lower)), len(re.findall("[ыэъё]", lower))
        return None if ukrainian == russian else "uk" if ukrainian > russian else "ru"
    if 2 * len(_ARABIC.findall(sample)) > letters:
        return "fa" if re.search("[پچژگ]", lower) else "ar"
    if 2 * len(_HEBREW.findall(sample)) > letters:
        return "he"
    return None


@lru_cache(maxsize=2)
def _identifier(languages: tuple[str, ...] | None) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(languages)
    return identifier
