"""Fields with few codes: status, extent, means, certainty, verification, stance. A rule for each, and features for a
learned choice."""

from __future__ import annotations

from tollbook.model import Certainty, Comparator, Extent, Means, Measure, Stance, Status, Verification

from .context import Context
from .draft import Draft

STATUS = tuple(s.value for s in Status)
EXTENT = tuple(e.value for e in Extent)
MEANS = (*(m.value for m in Means), "")
CERTAINTY = tuple(c.value for c in Certainty)
VERIFICATION = tuple(v.value for v in Verification)


def noun_status(draft: Draft) -> Status:
    """What the victims' noun alone says of whether they fought."""
    noun = draft.scene.lexicon.people.get(draft.head.lemma_.lower())
    return noun.status if noun is not None else Status.UNKNOWN


def status_rule(context: Context, draft: Draft) -> str:
    """Whether the victims' noun says that they fought."""
    found = noun_status(draft)
    text = _sentence(context, draft)
    if (
        found == Status.UNKNOWN
        and "civilian" in text[draft.head.idx - 25 if draft.head.idx > 25 else 0 : draft.head.idx + 30].lower()
    ):
        found = Status.CIVILIAN
    return found.value


def extent_rule(context: Context, draft: Draft) -> str:
    """Incident unless the words say a running total, a stretch or a state."""
    start, end = draft.scene.offset, draft.scene.end
    if draft.measure in (Measure.REMAINING, Measure.REMAINS_HELD, Measure.REMAINS_UNCOLLECTED):
        return Extent.STOCK.value
    if draft.candidate.frame == "self" and draft.measure in (Measure.CAPTURED, Measure.DISPLACED, Measure.MISSING):
        return Extent.STOCK.value
    if context.cue("cumulative", start, end) and any(t.kind == "since" for t in context.times_in(start, end)):
        return Extent.CUMULATIVE.value
    if any(
        t.kind in ("duration", "range") or t.grain in ("week", "month", "year") for t in context.times_in(start, end)
    ):
        return Extent.PERIOD.value
    return Extent.INCIDENT.value


def means_found(context: Context, start: int, end: int) -> list[tuple[int, Means]]:
    """Words for means in a stretch of the text, with their offsets."""
    key = f"means:{start}:{end}"
    if key not in context.memo:
        text = context.document.text
        low = text[start:end].lower()
        worth = zip(context.lexicon.means_openings, context.lexicon.means, strict=True)
        found = [
            (m.start(), means)
            for opening, (pattern, means) in worth
            if opening in low
            for m in pattern.finditer(text, start, end)
        ]
        context.memo[key] = sorted(found)
    kept: list[tuple[int, Means]] = context.memo[key]
    return kept


def means_rule(context: Context, draft: Draft) -> str:
    """The word for a means nearest the trigger, in the sentence, else in the one before of the same paragraph."""
    start, end = draft.scene.offset, draft.scene.end
    found = means_found(context, start, end)
    if not found and draft.sentence > 0:
        before = context.document.sentences[draft.sentence - 1]
        if before.paragraph == context.document.sentences[draft.sentence].paragraph:
            found = means_found(context, before.start, before.end)
    if not found:
        return ""
    return min(found, key=lambda f: context.even.apart(f[0], draft.trigger_offset))[1].value


def certainty_rule(context: Context, draft: Draft) -> str:
    """Hedged where a cue of doubt stands in the evidence or at the number."""
    quantity = draft.candidate.group.quantity
    start, end = draft.evidence
    if quantity is not None and quantity.hedged:
        return Certainty.HEDGED.value
    return (Certainty.HEDGED if context.cue("hedge", max(0, start - 30), end) else Certainty.STATED).value


def verification_rule(context: Context, draft: Draft) -> str:
    """What the sentence or the next one says about checking."""
    sentences = context.document.sentences
    last = sentences[min(draft.sentence + 1, len(sentences) - 1)]
    if last.paragraph != sentences[draft.sentence].paragraph:
        last = sentences[draft.sentence]
    if context.cue("unverified", sentences[draft.sentence].start, last.end):
        return Verification.UNVERIFIED.value
    return Verification.NONE.value


def stance_rule(context: Context, draft: Draft, source_denies: bool) -> str:
    """Denied where the source's verb denies the clause that holds the claim."""
    return (Stance.DENIED if source_denies else Stance.AFFIRMED).value


def _sentence(context: Context, draft: Draft) -> str:
    return str(draft.scene.text)


def label_features(context: Context, draft: Draft) -> list[str]:
    """Features shared by the learned choices of status, extent, means, certainty and verification."""
    c = draft.candidate
    trigger, head = draft.trigger, draft.head
    measure = draft.measure.value
    lemma = trigger.lemma_.lower()
    kind = c.group.kind
    noun = head.lemma_.lower() if kind not in ("name", "party") else "NAME"
    start, end = draft.scene.offset, draft.scene.end
    out = [
        "bias",
        f"m={measure}",
        f"l={lemma}",
        f"n={noun}",
        f"nm={noun}:{measure}",
        f"k={kind}",
        f"frame={c.frame}:{measure}",
        f"r={c.relation.split(':')[0]}:{measure}",
    ]
    out += [f"cmp={c.count.comparator.value}", f"size={_size(draft)}", f"size={_size(draft)}:{measure}"]
    out += [
        f"mod={draft.scene.plain(t)}"
        for t in head.subtree
        if t.i != head.i and t.pos_ in ("ADJ", "NOUN") and abs(t.i - head.i) < 5
    ]
    out += [f"modp={'PARTY' if draft.scene.party_at(t) else 'x'}" for t in head.lefts if t.pos_ in ("ADJ", "PROPN")]
    for token in draft.scene.tokens:
        if token.pos_ in ("VERB", "NOUN", "ADJ", "ADV", "AUX", "ADP", "SCONJ"):
            out.append(f"s={draft.scene.plain(token)}")
    for token in draft.scene.tokens[max(0, trigger.i - 5) : trigger.i + 6]:
        out.append(f"w={draft.scene.plain(token)}")
    out += [f"aux={t.lower_}" for t in trigger.children if t.dep_ in ("aux", "auxpass")]
    for name in ("hedge", "cumulative", "period", "stock", "unverified", "disputed", "confirmed", "denied"):
        if context.cue(name, start, end):
            out.append(f"cue={name}")
            out.append(f"cue={name}:{measure}")
        if context.cue(name, *draft.evidence):
            out.append(f"ecue={name}")
    for time in context.times_in(start, end):
        out.append(f"t={time.kind}:{time.grain}")
        out.append(f"tk={time.kind}:{measure}")
        if draft.evidence[0] <= time.start < draft.evidence[1]:
            out.append(f"te={time.kind}:{time.grain}")
    out.append(f"times={min(2, len(context.times_in(start, end)))}")
    found = means_found(context, start, end)
    out += [f"means={m.value}" for _, m in found]
    if found:
        out.append(f"nearest={min(found, key=lambda f: context.even.apart(f[0], draft.trigger_offset))[1].value}")
    else:
        out.append("means=none")
    out.append(f"means_rule={means_rule(context, draft)}")
    out += _before(context, draft)
    title = means_found(context, 0, context.document.title_end)
    out += [f"title_means={m.value}" for _, m in title[:2]]
    out.append(f"tense={_tense(draft)}")
    out.append(f"tense={_tense(draft)}:{measure}")
    out.append(f"pos={min(3, draft.sentence // 3)}")
    out.append(f"quoted={context.in_quote(draft.trigger_offset)}")
    return out


def _before(context: Context, draft: Draft) -> list[str]:
    out: list[str] = []
    sentences = context.document.sentences
    for back in (1, 2):
        if draft.sentence - back < 0:
            break
        other = sentences[draft.sentence - back]
        out += [f"back{back}={m.value}" for _, m in means_found(context, other.start, other.end)[:3]]
    after = sentences[draft.sentence + 1] if draft.sentence + 1 < len(sentences) else None
    if after is not None:
        out += [
            f"next:{name}"
            for name in ("unverified", "disputed", "confirmed", "denied")
            if context.cue(name, after.start, after.end)
        ]
    return out


def _size(draft: Draft) -> str:
    count = draft.candidate.count
    value = count.low if count.low is not None else count.high
    if value is None:
        return count.comparator.value
    return (
        "0"
        if value == 0
        else "1"
        if value == 1
        else "10"
        if value < 10
        else "100"
        if value < 100
        else "1k"
        if value < 1000
        else "10k"
        if value < 10_000
        else "big"
    )


def _tense(draft: Draft) -> str:
    verb = draft.trigger
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    return f"{verb.tag_}:" + ",".join(sorted(c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")))


def comparator_of(draft: Draft) -> Comparator:
    """The comparator of the candidate's count."""
    return draft.candidate.count.comparator
