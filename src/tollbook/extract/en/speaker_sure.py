"""Who says it where plain words leave no doubt: such words overrule what was learned, most of them only where it found
nobody."""

from __future__ import annotations

import re
from dataclasses import replace

from .context import Context
from .draft import Draft
from .options import Choice, Option
from .slot_source import Voice
from .speaker_heads import head_over
from .speaker_marked import marked_source
from .speaker_meant import antecedent, meant
from .speaker_opening import opening_speaker
from .speaker_phrase import phrase_source
from .speaker_quoted import speaker_of_quotation
from .speaker_turns import turn_of
from .speakers import Speaker

_FIRST = frozenset(["i", "we"])
_ENDS = re.compile(r"\W*$")
_SAID = re.compile(r" (?:said|says|added)\b\W")
_SHOWN = re.compile(r" shows?\W*$")
_FIGURES = re.compile(r"\b(?:count|tally|figures?|data|records?|statistics|toll)$")
_OWNED = re.compile(r"[’']s [a-z ]+$")
_OWN_POST = re.compile(
    r"(?:our )?(?:(?:earlier|previous) (?:post|version|update|entry|story|article|bulletin|digest|dispatch)|correction)"
    r"(?: of this \w+)?"
)
"""What a report corrects of itself: its own voice."""

Source = Choice[Voice | None]


def speaker_plain(context: Context, draft: Draft, chosen: Source) -> Source:
    """The source chosen for a claim, or the one that its words plainly have, under the name that it is meant by."""
    voice = chosen.option.value
    quoted = speaker_of_quotation(context, draft)
    if quoted is not None and (voice is None or (_is_first(voice) and not quoted.name.islower())):
        chosen = _taken(quoted, quoted.name, "the quotation's")
    elif voice is None or (_is_first(voice) and turn_of(context, draft.sentence)):
        chosen = _told(context, draft) or chosen
    elif voice.speaker.sentence != draft.sentence:
        chosen = _opens(draft) or chosen
    voice = chosen.option.value
    if voice is not None and _OWN_POST.fullmatch(voice.name):
        return Choice(Option[Voice | None](None, tuple, 0.0, None, "own voice"), None, "rule:the report's own post")
    name = meant(context, voice.speaker, voice.name) if voice is not None else None
    return _taken(voice.speaker, name, "the one meant") if voice is not None and name is not None else chosen


def _is_first(voice: Voice) -> bool:
    """Whether the speaker is "I" or "we", a voice within a quotation."""
    return voice.name.lower() in _FIRST or voice.speaker.words.lower().split()[0] in _FIRST


def _told(context: Context, draft: Draft) -> Source | None:
    """The source of a claim for which none was found: told in its sentence, by a mark, or by what stands over it."""
    for speaker in context.speakers:
        if speaker.sentence == draft.sentence:
            found = _aside(context, draft, speaker)
            if found is not None:
                return found
    opening = _opens(draft)
    if opening is not None:
        return opening
    for by, find in (("phrase", phrase_source), ("marked", marked_source)):
        told = find(draft)
        if told is not None:
            return _taken(_named(draft, *told), told[0], by)
    over = turn_of(context, draft.sentence) or head_over(context, draft.sentence)
    return _taken(_named(draft, over, 0, 0), over, "the head's") if over is not None else None


def _aside(context: Context, draft: Draft, speaker: Speaker) -> Source | None:
    """A speaker of the sentence whom its form alone makes the claim's: ", according to the local relief room."; "...,
    he said, ..."; "..., the ministry's daily count shows."."""
    text, at = draft.scene.text, max(draft.candidate.anchor[0], draft.trigger.idx)
    before, behind = text[: speaker.start], speaker.end
    said = any(a <= draft.candidate.anchor[0] < b or a <= draft.trigger.idx < b for a, b in speaker.content)
    if speaker.pronoun and speaker.name == speaker.words:
        who = antecedent(context, speaker) if said and speaker.strength > 1 else None
        return _taken(speaker, who.name, "the one before") if who is not None else None
    if at > speaker.start and not said:
        return None
    if speaker.how == "according" and before.endswith(", according to ") and _ENDS.match(text, behind):
        return _taken(speaker, speaker.name, "according")
    if speaker.how != "subject":
        return None
    if speaker.strength > 1 and before.endswith((", ", '" ')) and at < speaker.start and _SAID.match(text, behind):
        return _taken(speaker, speaker.name, "aside")
    if said and _SHOWN.match(text, behind) and _FIGURES.search(text[:behind]):
        return _taken(speaker, _OWNED.sub("", speaker.name), "figures")
    return None


def _opens(draft: Draft) -> Source | None:
    found = opening_speaker(draft)
    return _taken(_named(draft, *found), found[0], "opening") if found is not None else None


def _named(draft: Draft, name: str, start: int, end: int) -> Speaker:
    """A speaker by a name that no verb of speech tells."""
    the = draft.scene.text[:start].lower().endswith("the ") if start else False
    words, head = f"the {name}" if the else name, name.split()[-1].lower()
    return Speaker(draft.sentence, start, end, words, name, "colon", "colon", 1, (), head=head)


def _taken(speaker: Speaker, name: str, by: str) -> Source:
    voice = Voice(name, replace(speaker, name=name))
    return Choice(Option[Voice | None](voice, tuple, 0.0, None, by), None, f"rule:{by}")
