"""Who says it: a choice among the report's speakers near a candidate, or the report's own voice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

from tollbook.model import SourceKind
from tollbook.reference.parties import Parties
from tollbook.reference.sources import source_kind

from .context import Context
from .draft import Draft
from .options import Option
from .source_standing import standing
from .speaker_goes_on import goes_on
from .speakers import Speaker
from .unlisted import is_name

_REACH = 8
"""Speakers further before than this many sentences are no options."""


_SPEAKING = frozenset(
    ["hospital", "clinic", "office", "headquarters", "station", "university", "base", "post", "ministry"]
)
"""Things that speak as bodies: "the hospital said"."""


@dataclass(frozen=True)
class Voice:
    """A speaker as an option, with its nearest mention."""

    name: str
    speaker: Speaker


def source_options(context: Context, draft: Draft) -> list[Option[Voice | None]]:
    """Options for the nearest source; None is the report's own voice."""
    heard = _near(context, draft)
    near = [s for s in heard if not s.alias]
    here = [s for s in near if s.sentence == draft.sentence]
    options: list[Option[Voice | None]] = [
        Option(None, partial(_own_voice, context, draft, near, here), 1.5, None, "own voice")
    ]
    last = _last_before(near, draft)
    on = cache(partial(goes_on, context, draft, near))
    seen: dict[str, list[Speaker]] = {}
    for speaker in heard:
        seen.setdefault(speaker.name, []).append(speaker)
    for name, mentions in seen.items():
        nearest = min(
            mentions,
            key=lambda s: (
                _covers(draft, s) is False,
                abs(s.sentence - draft.sentence),
                s.sentence > draft.sentence,
                s.alias != "",
            ),
        )
        features = partial(_features, context, draft, nearest, mentions, last, here)
        start = context.document.sentences[nearest.sentence].start + nearest.start
        span = (start, start + nearest.end - nearest.start)
        weight = _rule(context, draft, nearest, here, last)
        sure = partial(_is_called, name, on)
        options.append(Option(Voice(name, nearest), features, weight, span, nearest.how, sure))
    return options


def _is_called(name: str, speaker: Callable[[], Speaker | None]) -> bool:
    found = speaker()
    return found is not None and found.name == name


def _near(context: Context, draft: Draft) -> list[Speaker]:
    near = [
        s
        for s in context.speakers
        if draft.sentence - _REACH <= s.sentence <= draft.sentence + 1
        and not _is_victim(draft, s)
        and not _cannot_speak(context, s)
    ]
    own = [s for s in near if not (s.pronoun and s.name == s.words)]
    return [*own, *(replace(s, name=name, alias=way) for s in near for name, way in s.also)]


def _cannot_speak(context: Context, speaker: Speaker) -> bool:
    """Bodies, weapons and things are subjects of "show" or "identify", and say nothing; a body by name may be called
    by such a word ("the Harbour Center", "a think tank")."""
    lexicon = context.lexicon
    named = any(w[:1].isupper() for w in speaker.name.split()[1:]) or source_kind(speaker.name) is not SourceKind.OTHER
    return not (speaker.person or named) and (
        speaker.head in lexicon.bodies or speaker.head in lexicon.weapons or speaker.head in lexicon.objects - _SPEAKING
    )


def _covers(draft: Draft, speaker: Speaker) -> bool:
    if speaker.sentence != draft.sentence:
        return False
    at = draft.candidate.anchor[0]
    inner = draft.trigger.idx
    return any(a <= at < b or a <= inner < b for a, b in speaker.content)


def _last_before(near: list[Speaker], draft: Draft) -> Speaker | None:
    before = [s for s in near if s.sentence < draft.sentence]
    return before[-1] if before else None


def _is_victim(draft: Draft, speaker: Speaker) -> bool:
    start, end = draft.candidate.anchor
    return speaker.sentence == draft.sentence and speaker.start <= start and end <= speaker.end


def _features(
    context: Context, draft: Draft, nearest: Speaker, mentions: list[Speaker], last: Speaker | None, here: list[Speaker]
) -> list[str]:
    sentences = context.document.sentences
    gap = draft.sentence - nearest.sentence
    same_paragraph = sentences[nearest.sentence].paragraph == sentences[draft.sentence].paragraph
    covered = _covers(draft, nearest)
    kind = source_kind(nearest.name).value
    quoted = context.in_quote(draft.trigger_offset)
    place = (
        "here"
        if gap == 0
        else "next"
        if gap < 0
        else "1"
        if gap == 1
        else "2"
        if gap == 2
        else "3"
        if gap < 5
        else "far"
    )
    base = f"{place}:{'c' if covered else '-'}:{'q' if quoted else '-'}"
    out = [
        f"s:{base}",
        f"s:{base}:{nearest.how}",
        f"s:{base}:{nearest.strength}",
        f"s:{base}:p{same_paragraph}",
        f"s:cue={nearest.cue}:{base}",
        f"s:how={nearest.how}:{place}:{same_paragraph}",
        f"s:kind={kind}:{place}",
        f"s:kind={kind}:{covered}",
        f"s:pronoun={nearest.pronoun}:{place}",
        f"s:person={nearest.person}:{place}",
        f"s:mentions={min(3, len(mentions))}:{place}",
        f"s:head={_head(nearest)}",
        f"s:head={_head(nearest)}:{base}",
        f"s:last={nearest is last}:{place}:{quoted}:{same_paragraph}",
        f"s:others={min(2, len(here))}:{base}",
    ]
    best = next((way for _, way in nearest.also), "") if not nearest.alias else ""
    lower = nearest.words.split()[0].lower() if nearest.words else ""
    lower = "a" if lower == "an" else lower
    article = lower if lower in ("the", "a", "an", "its", "it", "he", "she", "they") else "other"
    out += [
        f"s:alias={nearest.alias}:{place}:{covered}",
        f"s:alias={nearest.alias}:{article}:{_head(nearest)}",
        f"s:alias={nearest.alias}:{kind}",
        f"s:alias={nearest.alias}",
        f"s:alias={nearest.alias}:{article}",
        f"s:alias={nearest.alias != ''}:{covered}:{len(nearest.also)}",
        f"s:could={best}:{article}:{place}:{covered}",
        f"s:could={best}:{_head(nearest)}",
        f"s:aliased={any(m.alias for m in mentions)}:{all(m.alias for m in mentions)}:{min(3, len(mentions))}",
    ]
    if nearest.alias:
        out.append(f"s:first={next((n for n, _ in nearest.also), '') == nearest.name}:{nearest.alias}:{article}")
    out += standing(context, nearest, best, article)
    speakers = [s for s in context.speakers if not s.pronoun]
    distinct = len({s.name for s in speakers})
    share = sum(s.name == nearest.name for s in speakers) / max(1, len(speakers))
    out.append(f"s:distinct={min(4, distinct)}:{place}:{covered}")
    out.append(f"s:share={_share(share)}:{place}:{covered}")
    out.append(f"s:numbered={draft.candidate.group.quantity is not None}:{kind}:{place}")
    out.append(f"s:lone={len(here) == 1}:{nearest.how}:{place}:{covered}:{nearest.strength}")
    between = {s.name for s in near_between(context, nearest, draft)}
    out.append(f"s:between={min(2, len(between - {nearest.name}))}:{place}:{same_paragraph}")
    if gap == 0:
        out.append(f"s:before={nearest.start < draft.candidate.anchor[0]}:{covered}:{nearest.how}")
        distance = _apart(context, draft, nearest)
        out.append(f"s:distance={'n' if distance < 40 else 'm' if distance < 120 else 'f'}:{covered}")
    if _is_victim(draft, nearest):
        out.append("s:victim")
    if gap > 0:
        out += [
            f"s:between_quote={_open_quote(context, nearest, draft)}:{place}",
            f"s:starts={_opening(draft)}:{place}",
            f"s:back_kind={kind}:{same_paragraph}:{place}",
            f"s:back_cov={_said_all(nearest)}:{place}:{same_paragraph}",
        ]
        out.append(f"s:herespk={bool(here)}:{place}:{same_paragraph}")
        out.append(f"s:title={draft.scene.offset < context.document.title_end}")
        before = sum(1 for c in range(nearest.sentence + 1, draft.sentence) if c in context.scenes)
        out.append(f"s:gapclaims={min(3, before)}:{same_paragraph}")
    return out


def _share(share: float) -> str:
    return "all" if share == 1 else "most" if share > 0.5 else "some" if share > 0.2 else "few"


def _head(speaker: Speaker) -> str:
    """The head word of a speaker, names masked."""
    if speaker.person:
        return "PERSON"
    if Parties.load().canonical(speaker.head):
        return "PARTY"
    return "NAME" if is_name(speaker.head.capitalize()) else speaker.head


def near_between(context: Context, speaker: Speaker, draft: Draft) -> list[Speaker]:
    """The speakers mentioned between a speaker and the candidate's sentence."""
    return [s for s in context.speakers if speaker.sentence < s.sentence <= draft.sentence]


def _said_all(speaker: Speaker) -> bool:
    """Whether the speaker's words stand inside quotation marks or fill most of the sentence."""
    return sum(b - a for a, b in speaker.content) > 60


def _open_quote(context: Context, speaker: Speaker, draft: Draft) -> bool:
    at = context.document.sentences[speaker.sentence].end - 1
    return context.in_quote(at) and context.in_quote(draft.trigger_offset)


def _opening(draft: Draft) -> str:
    first = next((t for t in draft.scene.tokens if not t.is_punct), None)
    if first is None:
        return "none"
    return (
        str(first.lower_) if first.pos_ in ("PRON", "DET", "ADV", "SCONJ", "CCONJ", "ADP", "NUM") else str(first.pos_)
    )


def _own_voice(context: Context, draft: Draft, near: list[Speaker], here: list[Speaker]) -> list[str]:
    covered = any(_covers(draft, s) for s in here)
    quoted = context.in_quote(draft.trigger_offset)
    last = _last_before(near, draft)
    sentences = context.document.sentences
    paragraph = sentences[draft.sentence].paragraph
    back = any(s.sentence < draft.sentence and sentences[s.sentence].paragraph == paragraph for s in near)
    start, end = draft.scene.offset, draft.scene.end
    out = [
        "o:bias",
        f"o:cov={covered}:q={quoted}",
        f"o:here={min(2, len(here))}:{covered}",
        f"o:back={back}:{quoted}",
        f"o:gap={min(4, draft.sentence - last.sentence) if last else 'none'}:{quoted}",
        f"o:title={draft.scene.offset < context.document.title_end}",
        f"o:m={draft.measure.value}",
        f"o:start={_opening(draft)}",
        f"o:pos={min(3, draft.sentence // 3)}",
        f"o:cum={context.cue('cumulative', start, end)}",
        f"o:hedge={context.cue('hedge', start, end)}:{covered}",
        f"o:rel={draft.candidate.relation.split(':')[0]}",
        f"o:num={draft.candidate.group.quantity is not None}",
        f"o:tdep={draft.trigger.dep_}",
        f"o:quotes={bool(context.quotes)}",
        f"o:speakers={min(4, len(near))}",
    ]
    distinct = len({s.name for s in context.speakers if not s.pronoun})
    out.append(f"o:distinct={min(4, distinct)}:{back}:{covered}")
    out.append(f"o:outlet_speaks={last is None}:{bool(here)}")
    out.append(f"o:tag={draft.trigger.tag_}:{covered}:{bool(here)}")
    out += [f"o:hereh={s.how}:{s.strength}:{_covers(draft, s)}" for s in here[:3]]
    return out


def _rule(context: Context, draft: Draft, speaker: Speaker, here: list[Speaker], last: Speaker | None) -> float:
    if _is_victim(draft, speaker):
        return -5.0
    if speaker.alias:
        return -1.0
    if _covers(draft, speaker):
        return 5.0 + (0.5 if speaker.how == "citing" else 0.0) - 0.01 * _apart(context, draft, speaker)
    if speaker.sentence == draft.sentence:
        return 1.0 + 0.8 * (speaker.how in ("according", "colon"))
    if speaker is last and context.in_quote(draft.trigger_offset):
        return 4.0
    if (
        speaker is last
        and not here
        and speaker.pronoun
        and context.document.sentences[speaker.sentence].paragraph
        == context.document.sentences[draft.sentence].paragraph
    ):
        return 1.6
    return 0.0


def _apart(context: Context, draft: Draft, speaker: Speaker) -> int:
    """How far a speaker of the candidate's sentence stands from the word for harm."""
    return context.even.apart(draft.scene.offset + speaker.start, draft.trigger_offset)


def chain_of(context: Context, draft: Draft, voice: Voice) -> list[Voice]:
    """The chain, nearest speaker first: "TASS, citing law enforcement" is [law enforcement, TASS]."""
    chain = [voice]
    for other in context.speakers:
        if (
            other.sentence == voice.speaker.sentence
            and other.name != voice.name
            and not other.pronoun
            and "citing" in (other.how, voice.speaker.how)
        ):
            if other.how == "citing" and voice.speaker.how != "citing":
                return [Voice(other.name, other), voice]
            if voice.speaker.how == "citing" and other.how in ("subject", "according", "participle", "passive"):
                chain.append(Voice(other.name, other))
                break
    return chain
