"""When: a choice among the report's expressions of time and what follows from them and the publication date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from tollbook.model import Window

from .context import Context
from .draft import Draft
from .options import Option
from .thread import kinship, magnitude, perfect, role, thread_of
from .time import TimeMention

_BACK = 6
_AHEAD = 4


@dataclass(frozen=True)
class _Source:
    """A window with where it comes from."""

    window: Window
    label: str
    mention: TimeMention | None


def when_options(context: Context, draft: Draft) -> list[Option[Window]]:
    """Options for `when`, distinct windows with all the features of the ways that lead to each."""
    merged: dict[Window, list[_Source]] = {}
    for source in _sources(context, draft):
        merged.setdefault(source.window, []).append(source)
    options = []
    for window, sources in merged.items():
        rules = [_rule(context, draft, s) for s in sources]
        rule = max(rules)
        best = sources[rules.index(rule)]
        span = (best.mention.start, best.mention.end) if best.mention else None
        options.append(Option(window, partial(_features_of_all, context, draft, sources), rule, span, best.label))
    return options


def _features_of_all(context: Context, draft: Draft, sources: list[_Source]) -> Iterable[str]:
    return dict.fromkeys(f for source in sources for f in _features(context, draft, source))


def ways_of(context: Context, draft: Draft) -> dict[Window, list[tuple[int, int, str]]]:
    """For each window the words (offsets) that lead to it and how: "" for themselves, "first", "to_today" ...; words
    of no length for a window that none name."""
    out: dict[Window, list[tuple[int, int, str]]] = {}
    for source in _sources(context, draft):
        if source.mention is None:
            out.setdefault(source.window, []).append((0, 0, source.label))
            continue
        _, _, way = source.label.partition("_")
        out.setdefault(source.window, []).append((source.mention.start, source.mention.end, way))
    return out


def _sources(context: Context, draft: Draft) -> list[_Source]:
    today = context.today
    out = [_Source(Window(), "open", None)]
    if today is not None:
        out.append(_Source(Window(end=today), "until_today", None))
        out.append(_Source(Window(start=today, end=today), "today", None))
    sentences = context.document.sentences
    for back in range(-_AHEAD, _BACK):
        index = draft.sentence - back
        if not 0 <= index < len(sentences):
            continue
        label = "next" if back == -1 else "ahead" if back < 0 else "here" if back == 0 else f"back{min(back, 3)}"
        for mention in context.times_in(sentences[index].start, sentences[index].end):
            if index == draft.sentence or not _begins_war(context, mention):
                out.extend(_of_mention(context, mention, label, draft))
    if draft.sentence > 2:
        lead = sentences[: min(3, max(0, draft.sentence - _BACK + 1))]
        for sentence in lead:
            for mention in context.times_in(sentence.start, sentence.end):
                if not _begins_war(context, mention):
                    out.extend(_of_mention(context, mention, "lead", draft))
    war = context.war
    if war is not None and war.start is not None and today is not None and war.start <= today:
        out.append(_Source(Window(start=war.start, end=today), "war_to_today", None))
        if war.end is not None and war.end <= today:
            out.append(_Source(Window(start=war.start, end=war.end), "whole_war", None))
    return out


def _begins_war(context: Context, mention: TimeMention) -> bool:
    """Whether an expression is the day on which the war began, in a report of no known day: told in another sentence,
    it dates no claim ("since Russia invaded on 24 February 2022"). Of reports with a day many tell of that day itself:
    left out there too, when falls from .651 to .644 out of fold."""
    war = context.war
    if context.today is not None or war is None or war.start is None:
        return False
    return mention.window == Window(start=war.start, end=war.start)


def _of_mention(context: Context, mention: TimeMention, label: str, draft: Draft) -> list[_Source]:
    window, today = mention.window, context.today
    where = label
    if label == "here":
        start, end = draft.evidence
        where = "evidence" if start <= mention.start < end else "here"
    out = [_Source(window, where, mention)]
    if window.start is not None and window.start != window.end:
        out.append(_Source(Window(start=window.start, end=window.start), f"{where}_first", mention))
    if window.end is not None and window.start != window.end:
        out.append(_Source(Window(start=window.end, end=window.end), f"{where}_last", mention))
        out.append(_Source(Window(end=window.end), f"{where}_until", mention))
    if window.start is not None and today is not None and window.start <= today and window.end != today:
        out.append(_Source(Window(start=window.start, end=today), f"{where}_to_today", mention))
    return out


def _features(context: Context, draft: Draft, source: _Source) -> list[str]:
    sentence = context.document.sentences[draft.sentence]
    reach = "cum" if context.cued("cumulative", draft.sentence) else "-"
    period = "per" if context.cued("period", draft.sentence) else "-"
    stock = "stock" if context.cued("stock", draft.sentence) else "-"
    here = context.times_in(sentence.start, sentence.end)
    tense = _tense(draft)
    out = [
        f"w:{source.label}",
        f"w:{source.label}:{reach}:{period}",
        f"w:{source.label}:{stock}:{draft.measure.value}",
        f"w:{source.label}:tense={tense}",
        f"w:{source.label}:here={min(2, len(here))}",
        f"w:{source.label}:m={draft.measure.value}",
        f"w:{source.label}:pos={min(3, draft.sentence // 3)}",
        f"w:{source.label}:dated={context.today is not None}",
        f"w:{source.label}:num={magnitude(draft)}",
        f"w:{source.label}:num={magnitude(draft)}:{perfect(draft)}:{reach}",
        f"w:{source.label}:perfect={perfect(draft)}:{draft.measure.value}",
        f"w:{source.label}:verb={draft.trigger.lemma_.lower()}",
        f"w:{source.label}:times={min(3, _dated(context, draft))}",
    ]
    mention = source.mention
    if mention is not None:
        out += [
            f"w:{source.label}:{mention.kind}:{mention.grain}",
            f"w:{source.label}:{mention.kind}:{reach}",
            f"w:{source.label}:grain={mention.grain}:tense={tense}",
            f"w:{source.label}:prep={context.word_before(mention.start)}",
            f"w:{source.label}:{'b' if mention.start < draft.trigger_offset else 'a'}:{mention.kind}",
        ]
        if source.label.startswith(("here", "evidence")):
            out.append(f"w:path={_attachment(draft, mention)}:{source.label}")
            out.append(f"w:near={_rank(here, mention, draft)}:{source.label}")
        at = context.document.sentence_at(mention.start)
        near = source.label.split("_")[0]
        if at is not None and at.index != draft.sentence:
            kin = kinship(thread_of(context), draft, at.index)
            same = at.paragraph == sentence.paragraph
            out.append(f"w:kin={kin}:{source.label}")
            out.append(f"w:kin={kin}:{near}:{mention.kind}:{mention.grain}")
            out.append(f"w:paragraph={same}:{source.label}:{mention.kind}")
        out.append(f"w:role={role(context, mention.start, mention.end)}:{near}")
        out.append(f"w:role={role(context, mention.start, mention.end)}:{source.label}:{mention.kind}")
        age = (context.today - source.window.end).days if context.today and source.window.end else None
        out.append(f"w:age={_age(age)}:{source.label}")
    return out


def _dated(context: Context, draft: Draft) -> int:
    """How many single days the sentence and those before it name."""
    sentences = context.document.sentences
    low = sentences[max(0, draft.sentence - _BACK + 1)].start
    return sum(t.kind == "point" and t.grain == "day" for t in context.times_in(low, sentences[draft.sentence].end))


def _age(days: int | None) -> str:
    if days is None:
        return "none"
    if days < -1:
        return "future"
    for limit, name in ((3, "now"), (9, "week"), (40, "month"), (400, "year")):
        if days < limit:
            return name
    return "old"


def _tense(draft: Draft) -> str:
    verb = draft.trigger
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    aux = sorted(c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass"))
    return f"{verb.tag_}:{','.join(aux)}"


def _attachment(draft: Draft, mention: TimeMention) -> str:
    at = draft.scene.token_at(mention.end - 1 - draft.scene.offset)
    labels: list[str] = []
    while at is not None and len(labels) < 5:
        if at.i == draft.trigger.i:
            return ">".join(labels) + ":t"
        if at.is_ancestor(draft.trigger):
            return (
                ">".join(labels[:3]) + f":up:{'speech' if at.lemma_.lower() in draft.scene.lexicon.speech else at.pos_}"
            )
        labels.append(at.dep_)
        if at.head == at:
            break
        at = at.head
    return "far"


def _rank(here: list[TimeMention], mention: TimeMention, draft: Draft) -> int:
    ranked = sorted(here, key=lambda t: abs(t.start - draft.trigger_offset))
    return min(2, next((n for n, t in enumerate(ranked) if t.start == mention.start), 2))


def _rule(context: Context, draft: Draft, source: _Source) -> float:
    cumulative = context.cued("cumulative", draft.sentence)
    weight = {
        "evidence": 5.0,
        "here": 4.0,
        "back1": 2.5,
        "back2": 1.8,
        "back3": 1.2,
        "lead": 1.5,
        "next": 0.5,
        "ahead": 0.3,
        "open": 1.0,
        "until_today": 0.9,
        "today": 0.6,
        "war_to_today": 0.5,
    }.get(source.label, 0.0)
    if source.label.endswith("_to_today"):
        since = source.mention is not None and source.mention.kind == "since"
        weight = (
            {"evidence": 5.2, "here": 4.2}.get(source.label.removesuffix("_to_today"), 0.3)
            if cumulative and since
            else 0.2
        )
    if source.label == "war_to_today" and cumulative:
        weight = 3.0
    if source.mention is not None and source.mention.kind in ("recurring", "set", "duration"):
        weight -= 2.0
    if (
        source.mention is not None
        and source.label in ("evidence", "here")
        and _attachment(draft, source.mention).endswith("speech")
    ):
        weight -= 2.5
    return weight
