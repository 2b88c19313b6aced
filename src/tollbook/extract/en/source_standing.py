"""How a speaker stands in its report: whether it, or the name that it may stand for, is the only one of its kind."""

from __future__ import annotations

from tollbook.reference.sources import source_kind

from .context import Context
from .speakers import Speaker


def standing(context: Context, speaker: Speaker, best: str, article: str) -> list[str]:
    """Whether a description or the name that it may stand for is the only one of its kind that speaks."""
    voices = _voices(context)
    of_kind = len(voices.get(source_kind(speaker.name).value, ()))
    way = speaker.alias or (f"could-{best}" if best else "-")
    other = speaker.name if speaker.alias else next((n for n, _ in speaker.also), "")
    speaks = any(other in names for names in voices.values())
    return [
        f"s:only={min(3, of_kind)}:{way}",
        f"s:only={min(3, of_kind)}:{speaks}:{speaker.alias != ''}:{article}",
        f"s:speaks={speaks}:{way}:{article}",
    ]


def _voices(context: Context) -> dict[str, set[str]]:
    """The names, in capitals, that speak in the report, by their kind."""
    found: dict[str, set[str]] | None = context.memo.get("voices")
    if found is None:
        found = {}
        for speaker in context.speakers:
            if not speaker.pronoun and speaker.name[:1].isupper() and speaker.name.split()[-1][:1].isupper():
                found.setdefault(source_kind(speaker.name).value, set()).add(speaker.name)
        context.memo["voices"] = found
    return found
