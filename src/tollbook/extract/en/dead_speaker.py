"""Who says what is told of the dead, where the words leave no doubt and no speaker stands in the sentence itself: a
quotation that goes on over sentences and paragraphs, a claim "attributed to" somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .context import Context
from .dead import details_of
from .dead_owner import is_of_the_dead
from .draft import Draft
from .options import Choice, Option
from .slot_source import Voice
from .speakers import Speaker

_ATTRIBUTED = re.compile(
    r"\b(?:attributed|ascribed|credited) to (?:the |an? )?(?P<who>[^,;:.\"]{3,70}?)"
    r"(?=[,;:.\"]|\s(?:that|which|who|on|in|by|said|says|as|suggest\w*|held|holds)\b)"
)
_QUOTED = 12
"""Sentences at most that a quotation runs on."""


def speaker_of_the_dead(
    context: Context, draft: Draft, options: Sequence[Option[Voice | None]], chosen: Choice[Voice | None]
) -> Choice[Voice | None]:
    """The source chosen for a claim about the dead, or where none was, the one that its words plainly have; never
    the one who is accused of it."""
    if not is_of_the_dead(draft.measure) and not details_of(context, draft, None):
        return chosen
    if chosen.option.value is not None:
        nobody = next((o for o in options if o.value is None), None)
        accused = nobody is not None and _is_accused(draft, chosen.option.value.speaker)
        return Choice(nobody, None, "rule:the accused says nothing") if nobody is not None and accused else chosen
    opening = _opening(context, draft)
    if opening is not None:
        for option in options:
            if option.value is not None and _introduces(context, option.value.speaker, opening):
                return Choice(option, None, "rule:the quotation goes on")
        return chosen
    found = _ATTRIBUTED.search(draft.scene.text)
    if found is None:
        return chosen
    start, end = found.span("who")
    words = found.group("who")
    speaker = Speaker(draft.sentence, start, end, words, words, "according", "attribute", 2, (), head=words.split()[-1])
    span = (draft.scene.offset + start, draft.scene.offset + end)
    return Choice(Option(Voice(words, speaker), tuple, 0.0, span, "attributed"), None, "rule:attributed to")


def _is_accused(draft: Draft, speaker: Speaker) -> bool:
    """Whether the one chosen is accused and says nothing (the headline "Velia accused of abandoning its dead")."""
    if speaker.sentence != draft.sentence or speaker.cue != "accuse":
        return False
    at = next((t for t in draft.scene.tokens if t.lemma_.lower() == "accuse" and t.idx >= speaker.end), None)
    return at is not None and at.i + 1 < len(at.doc) and bool(at.nbor(1).lower_ == "of")


def _opening(context: Context, draft: Draft) -> int | None:
    """The sentence in which the quotation begins that a claim stands in, where it began before the claim's own."""
    sentences = context.document.sentences
    at = draft.sentence
    if not context.in_quote(draft.anchor[0]):
        return None
    for _ in range(_QUOTED):
        start = sentences[at].start
        opens = context.document.text[start : start + 1] == '"'
        if not at or not (context.in_quote(start) or opens):
            break
        if opens and not _is_left_open(context, at - 1, sentences[at].paragraph):
            break
        at -= 1
    return at if at != draft.sentence else None


def _is_left_open(context: Context, before: int, paragraph: int) -> bool:
    """Whether the paragraph before ends within a quotation that has no closing mark."""
    last = context.document.sentences[before]
    return last.paragraph == paragraph - 1 and context.in_quote(last.end - 1) and not last.text.endswith('"')


def _introduces(context: Context, speaker: Speaker, sentence: int) -> bool:
    """Whether a speaker is told of outside quotation marks in the sentence where a quotation begins."""
    start = context.document.sentences[sentence].start + speaker.start
    return speaker.sentence == sentence and not speaker.alias and not context.in_quote(start)
