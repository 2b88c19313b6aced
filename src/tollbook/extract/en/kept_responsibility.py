"""Responsibility: who is accused of it, claims or denies it, and who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tollbook.reference.parties import PartyMatch

from .context import Context
from .draft import Draft
from .kept_lexicon import kept_words
from .part import side_of

_QUICK = re.compile(
    r"responsib|claim|credit|blam|accus|attribut|finger|suspect|behind|den(?:y|ie)|reject|disclaim|admit", re.I
)
_BACK, _ON = 1, 2
"""A statement stands in the claim's sentence or this many before or after, in the same or the next paragraph."""


@dataclass(frozen=True)
class Statement:
    """A statement about responsibility: `code` is `accused`, `claimed` or `denied`, with the parties."""

    sentence: int
    code: str


def statements_of(context: Context) -> tuple[Statement, ...]:
    """All statements about responsibility in a report, in order."""
    if not context.claimable or not _QUICK.search(context.document.text):
        return ()
    out: list[Statement] = []
    for sentence in context.document.sentences:
        if _QUICK.search(sentence.text):
            out.extend(Statement(sentence.index, code) for code in _codes(context, sentence.index))
    return tuple(out)


def responsibility_of(context: Context, draft: Draft, statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """The statements that go with a claim, each once."""
    sentences = context.document.sentences
    here = sentences[draft.sentence].paragraph
    return tuple(
        dict.fromkeys(
            s.code
            for s in statements
            if draft.sentence - _BACK <= s.sentence <= draft.sentence + _ON
            and abs(sentences[s.sentence].paragraph - here) <= 1
        )
    )


def _codes(context: Context, index: int) -> list[str]:
    sentence = context.document.sentences[index]
    text, patterns = sentence.text, kept_words().patterns
    parties = context.parties_in(sentence.start, sentence.end)
    out: list[str] = []
    for kind in ("claimed", "denied", "accused", "accused_passive"):
        match = patterns[kind].search(text)
        if match is None:
            continue
        a, b = sentence.start + match.start(), sentence.start + match.end()
        before = [p for p in parties if p.end <= a]
        within = [p for p in parties if a <= p.start and p.end <= b]
        after = [p for p in parties if p.start >= b]
        if kind in ("claimed", "denied"):
            code = _of_doer(context, kind, text, match, before, after, index)
        elif kind == "accused":
            code = _of_accuser(context, text, match, before, within or after, index)
        else:
            code = _of_accused(context, text, match, before, after)
        if code is not None:
            out.append(code)
    return out


def _of_doer(
    context: Context,
    kind: str,
    text: str,
    cue: re.Match[str],
    before: list[PartyMatch],
    after: list[PartyMatch],
    index: int,
) -> str | None:
    """ "Kremlin denied", "X claimed responsibility", "responsibility was claimed by X"."""
    if kept_words().patterns["nobody"].search(text, max(0, cue.start() - 70), cue.start()):
        return None
    passive = cue.group().lower().endswith(" by")
    chosen = after[:1] if passive else before[-1:]
    if not chosen:
        return None
    party = _party(context, chosen[0])
    who = _speaker(context, index, ("deny", "reject", "claim"), cue.start()) or chosen[0].text
    if party is None:
        return None
    return f"{kind}:{party}" if kind == "claimed" or _same(who, party) else f"{kind}:{party}:{who}"


def _of_accuser(
    context: Context, text: str, cue: re.Match[str], before: list[PartyMatch], after: list[PartyMatch], index: int
) -> str | None:
    """ "Ukraine's army blamed Russia"."""
    accused = _party(context, after[0]) if after else None
    if accused is None:
        return None
    who = _speaker(context, index, ("accuse", "blame", "hold", "attribute"), cue.start())
    if who is None:
        who = _words_before(text, cue.start(), before[-1] if before else None, context, index)
    return f"accused:{accused}:{who}" if who else f"accused:{accused}"


def _of_accused(
    context: Context, text: str, cue: re.Match[str], before: list[PartyMatch], after: list[PartyMatch]
) -> str | None:
    """ "Russia was blamed by Kyiv"."""
    accused = _party(context, before[-1]) if before else None
    if accused is None:
        return None
    by = re.match(r"\s+by\s+([^,.;]{2,60}?)(?=\s+(?:of|for|in|on|after)\b|[,.;]|$)", text[cue.end() :])
    return f"accused:{accused}:{by.group(1)}" if by else f"accused:{accused}"


def _party(context: Context, match: PartyMatch) -> str | None:
    party = match.party or (context.stands_for(match.role) if match.role else None)
    return side_of(party) if party is not None else None


def _same(words: str, party: str) -> bool:
    return words.lower().removeprefix("the ") == party.lower().removeprefix("the ")


def _speaker(context: Context, index: int, cues: tuple[str, ...], before: int) -> str | None:
    """The full name of the sentence's speaker by one of these verbs."""
    for speaker in context.speakers:
        if speaker.sentence == index and speaker.cue in cues and speaker.start < before and not speaker.pronoun:
            return speaker.name
    return None


def _words_before(text: str, at: int, match: PartyMatch | None, context: Context, index: int) -> str | None:
    """The words from the last party named before the cue up to the cue: "Ukraine's army has" without the auxiliary."""
    if match is None:
        found = re.search(
            r"((?:[A-Z][\w'-]+|officials|residents|witnesses|authorities)(?:\s+[A-Z][\w'-]+){0,3})\s+(?:ha[sd]\s+|have\s+)?$",
            text[:at],
        )
        return found.group(1) if found else None
    start = match.start - context.document.sentences[index].start
    words = re.sub(r"\s+(?:ha[sd]|have|also|later|immediately|quickly|is|was)\s*$", "", text[start:at].strip())
    words = re.sub(r"\s+(?:ha[sd]|have)\s*$", "", words)
    return words if len(words) < 70 and not re.search(r"[.;:]", words) else match.text
