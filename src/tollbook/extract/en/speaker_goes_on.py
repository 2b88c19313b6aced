"""Whose words a sentence without a speaker goes on with, where that is plain: a quotation that is taken up again, or
a part of those told of just before ("three children were among the dead")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .context import Context
from .draft import Draft
from .speakers import Speaker

_DEAD = r"(?:dead|killed|wounded|injured|missing|victims|casualties|fatalities|captives|hostages|detainees)"
_PART = re.compile(
    rf"\b(?:was|were|is|are) (?:also )?among (?:the {_DEAD}|those (?:killed|wounded|injured|missing)|them)\b"
    rf"|^\W*(?:(?:The|Those) )?{_DEAD}(?: \w+)? (?:also )?includ"
)
_CLOSED = re.compile(r'"\W*(?:\w+\W+){1,8}$')
"""A quotation and the words for its speaker at the end of a sentence."""


def goes_on(context: Context, draft: Draft, near: Sequence[Speaker]) -> Speaker | None:
    """The speaker of the sentence before whose words this one plainly goes on with; None where another speaks here."""
    sentences = context.document.sentences
    if draft.sentence == 0 or any(s.sentence == draft.sentence for s in near):
        return None
    before = [s for s in near if s.sentence == draft.sentence - 1 and not s.alias]
    text, last = draft.scene.text, sentences[draft.sentence - 1]
    if not before or last.paragraph != sentences[draft.sentence].paragraph:
        return None
    speaker = before[-1]
    taken_up = text.startswith('"') and _CLOSED.search(last.text) is not None and last.text.count('"') == 2
    part = _PART.search(text) is not None and speaker.strength > 1
    return speaker if taken_up or part else None
