"""Speakers: who is said to say something in a sentence, and which words are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .groups import Scene
from .names import Names
from .parse import Token
from .speaker_aliases import Aliases, full_names
from .speaker_beside import after_verb, beside_verb, is_last
from .speaker_described import in_full
from .speaker_end import closing_speaker
from .speaker_figures import ONLY_FIGURES, gives_figure, says_where
from .speaker_names import ARTICLE, REPORT_NOUNS, SHORT, name_of, owner_of, undated, whole_name, words_of
from .speaker_tail import apposed, end_of_line, ends_clause, phrase_at_end, side_of_report
from .speaker_titled import person_behind, unquoted

_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "who"])
_REPORTED = frozenset(["death", "body", "case", "claim", "allegation", "killing", "massacre", "murder", "attack"])
"""What a verb that is speech only with a clause may also have as its object ("condemned the killing of")."""
_BY_NOUNS = frozenset(["statement", "report", "tweet", "post", "announcement", "briefing"])


@dataclass(frozen=True)
class Speaker:
    """A speaker as mentioned: sentence, its words, the resolved name, and which characters of the sentence are theirs.

    `how` is the construction (subject, according, passive, colon, citing, noun, possessive); `cue` the speech verb's
    lemma; `strength` 2 where the cue is speech by itself; `content` the stretches (start, end) that the speaker says.
    """

    sentence: int
    start: int
    end: int
    words: str
    name: str
    how: str
    cue: str
    strength: int
    content: tuple[tuple[int, int], ...]
    pronoun: bool = False
    person: bool = False
    told: str | None = None
    head: str = ""
    also: tuple[tuple[str, str], ...] = ()
    """Further names that it may stand for, each with how it was found."""
    alias: str = ""
    """How the name was found where it is one of those."""


def speakers_of(scene: Scene, sentence: int, names: Names) -> list[Speaker]:
    """All speakers of a parsed sentence, in order; pronouns and short forms are not resolved yet."""
    found: list[Speaker] = []
    for token in scene.tokens:
        if token.lower_ == "according" or (token.text == "Per" and token.i == 0):
            found.extend(_according(scene, sentence, token, names))
        elif token.lemma_.lower() in scene.lexicon.speech and (
            token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")
        ):
            found.extend(_of_verb(scene, sentence, token, names))
        elif token.lemma_.lower() in _BY_NOUNS:
            found.extend(_by_noun(scene, sentence, token, names))
    if not any(s.how == "colon" for s in found):
        found.extend(_end_of_line(scene, sentence, names) or _colon(scene, sentence, names))
    closing = closing_speaker(scene)
    if closing is not None and not any(s.start >= closing.start for s in found):
        content = ((0, closing.start),)
        found.append(
            _speaker(scene, sentence, closing.head, "subject", closing.verb, 1, content, names, None, closing.words)
        )
    return sorted(found, key=lambda s: s.start)


def _of_verb(scene: Scene, sentence: int, verb: Token, names: Names) -> Iterator[Speaker]:
    lemma = verb.lemma_.lower()
    if lemma == "claim" and any(c.dep_ == "dobj" and c.lemma_.lower() == "life" for c in verb.children):
        return  # "the war has claimed 40 lives"
    figure = gives_figure(scene, verb)
    if lemma in ONLY_FIGURES and not figure:
        return
    strength = 2 if figure else scene.lexicon.speech[lemma]
    clause = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "parataxis", "dobj", "prep", "acl", "advcl")]
    parenthetic = verb.dep_ in ("parataxis", "ccomp", "advcl") and any(c.dep_ == "nsubj" for c in verb.children)
    has_clause = any(c.dep_ == "ccomp" for c in clause) or parenthetic or verb.dep_ == "parataxis" or is_last(verb)
    if (
        strength == 1
        and not has_clause
        and '"' not in scene.text
        and not any(c.dep_ == "dobj" and c.lemma_ in REPORT_NOUNS | _REPORTED for c in clause)
        and not (lemma in _COUNTING and any(c.dep_ == "dobj" for c in clause))
        and not says_where(verb)
        and after_verb(verb) is None
    ):
        return
    how = "subject"
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None and lemma in ("quote", "cite"):
        how = "citing" if verb.tag_ == "VBG" else "passive"
        subject = next((c for c in verb.children if c.dep_ == ("dobj" if how == "citing" else "nsubjpass")), None)
    if subject is None:
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        subject = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
        how = "by" if subject is not None else how
    if subject is None and verb.dep_ in ("conj", "advcl", "xcomp"):
        subject = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
        how = "shared"
    if subject is None and verb.dep_ == "acl" and verb.tag_ == "VBG":
        subject, how = verb.head, "participle"
    tail = phrase_at_end(scene, verb, subject) if how in _OWN else None
    if tail is not None:
        end = next(t for t in scene.tokens if t.i == tail[0].i)
        yield _speaker(scene, sentence, end, "subject", lemma, strength, ((0, tail[0].idx),), names, None, tail[1])
        return
    beside = beside_verb(verb, subject if how == "subject" else None) if how in _OWN else None
    if beside is not None:
        subject, how = beside, "subject"
    if subject is None:
        return
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        subject = verb.head
    content = _content(verb, subject, how) if beside is None else _around(scene, verb, subject)
    if not content and subject.i < verb.i and ends_clause(scene, verb):
        content = _before_comma(scene, subject)
    if lemma == "put" and beside is None and subject.i < verb.i:
        content = ((verb.idx + len(verb), len(scene.text)),)
    told = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and lemma in ("tell", "inform")), None)
    if lemma == "quote" and how == "subject":
        cited = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if cited is not None:
            yield _speaker(scene, sentence, cited, "citing", lemma, strength, content, names, None)
    yield _speaker(
        scene, sentence, subject, how, lemma, strength, content, names, words_of(told) if told is not None else None
    )


_OWN = frozenset(["subject", "shared", "participle"])


def _before_comma(scene: Scene, subject: Token) -> tuple[tuple[int, int], ...]:
    """What stands before the comma in front of a speaker who ends the sentence ("12 died, the army has claimed")."""
    start = subject.left_edge.idx
    said = scene.text[:start].rstrip()
    return ((0, len(said)),) if said.endswith((",", '"', "”", ",’", ",'")) else ()


def _around(scene: Scene, verb: Token, subject: Token) -> tuple[tuple[int, int], ...]:
    """What a speaker beside a verb says, where the parse does not tell: what is before both, else what is after."""
    first, last = min(subject.left_edge.i, verb.i, subject.i), max(verb.i, subject.i)
    start, end = scene.doc[first].idx, scene.doc[last].idx + len(scene.doc[last])
    if last == verb.i and verb.i + 1 < len(scene.doc) and scene.doc[verb.i + 1].lower_ == "that":
        return ((end, len(scene.text)),)
    return ((0, start),) if start > len(scene.text) - end else ((end, len(scene.text)),)


def _content(verb: Token, subject: Token, how: str) -> tuple[tuple[int, int], ...]:
    """The characters that the speaker says: the clause under the verb, or the clause that the verb stands in as an
    aside."""
    spoken: list[Token] = []
    own = {t.i for t in subject.subtree}
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "dobj", "prep", "advcl", "acl", "dep", "npadvmod", "oprd") and not (
            child.dep_ in ("advcl", "prep") and child.i < subject.i
        ):
            spoken.extend(t for t in child.subtree if t.i not in own)
    if (
        verb.dep_ in ("parataxis", "ccomp", "advcl")
        and verb.head != verb
        and (how == "subject")
        and not any(c.dep_ == "ccomp" for c in verb.children)
    ):
        below = {t.i for t in verb.subtree}
        spoken.extend(t for t in verb.head.subtree if t.i not in below)
    if not spoken and verb.dep_ == "relcl" and not any(t.tag_ in ("WDT", "WP", "WRB") for t in verb.subtree):
        below = {t.i for t in verb.subtree}  # "two blasts the ministry affirmed caused no harm"
        spoken.extend(t for t in verb.head.head.subtree if t.i not in below)
    return _runs(spoken)


def _runs(tokens: list[Token]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for token in sorted(set(tokens), key=lambda t: t.i):
        start, end = token.idx, token.idx + len(token)
        if out and start - out[-1][1] <= 2:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def _according(scene: Scene, sentence: int, token: Token, names: Names) -> Iterator[Speaker]:
    to = token if token.lower_ == "per" else next((c for c in token.children if c.lower_ == "to"), None)
    if to is None and token.i + 1 < len(scene.doc) and scene.doc[token.i + 1].lower_ == "to":
        to = scene.doc[token.i + 1]
    who = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if who is None:
        yield from _opening_per(scene, sentence, token, names)
        return
    below = {t.i for t in token.subtree} | {t.i for t in who.subtree}
    scope = [t for t in token.head.subtree if t.i not in below] if token.head != token else []
    whole = _runs(scope) or ((0, len(scene.text)),)
    yield _speaker(scene, sentence, who, "according", "according", 2, whole, names, None)


def _opening_per(scene: Scene, sentence: int, token: Token, names: Names) -> Iterator[Speaker]:
    """ "Per the Harbour Guard, ..." where the parse takes the name for the subject."""
    found = _PER.match(scene.text) if token.lower_ == "per" else None
    head = scene.token_at(found.end("who") - 1) if found is not None else None
    if found is not None and head is not None and head.pos_ in ("PROPN", "NOUN"):
        content = ((found.end(), len(scene.text)),)
        yield _speaker(scene, sentence, head, "according", "per", 2, content, names, None, found.group("who"))


_PER = re.compile(r"Per (?P<who>(?:the )?[A-Z][^,.;:\"]{2,60}),\s")


def _by_noun(scene: Scene, sentence: int, token: Token, names: Names) -> Iterator[Speaker]:
    for prep in token.children:
        if prep.lower_ in ("by", "from"):
            for who in prep.children:
                if who.dep_ == "pobj":
                    yield _speaker(
                        scene, sentence, who, "noun", token.lemma_.lower(), 1, ((0, len(scene.text)),), names, None
                    )


_COLON = re.compile(r"^\W*([A-Z][^:.!?\"]{1,60}):\s+\S")


def _colon(scene: Scene, sentence: int, names: Names) -> Iterator[Speaker]:
    match = _COLON.match(scene.text)
    if not match or len(match.group(1).split()) > 7:
        return
    start, end = match.span(1)
    if any(a <= start and b >= end for a, b in scene.places):  # "Kherson: ...", not "Gaza Health Ministry: ..."
        return
    party = next((p for p in scene.parties if p.start >= start and p.end <= end), None)
    words = match.group(1).strip()
    if party is None and not (
        words.isupper()
        or re.search(
            r"\b(?:say|says|said|report|reports|ministry|army|police|monitor|observatory|official|officials|agency|UN)\b",
            words,
            re.I,
        )
    ):
        return
    name = re.sub(r"\s+(?:says?|said|reports?|reported|claims?)$", "", words)
    yield Speaker(
        sentence,
        start,
        start + len(name),
        name,
        names.full_body(name),
        "colon",
        "colon",
        1,
        ((match.end() - 1, len(scene.text)),),
        head=name.split()[-1].lower(),
    )


def _speaker(
    scene: Scene,
    sentence: int,
    head: Token,
    how: str,
    cue: str,
    strength: int,
    content: tuple[tuple[int, int], ...],
    names: Names,
    told: str | None,
    words: str = "",
) -> Speaker:
    if head.lemma_.lower() in REPORT_NOUNS:
        head = owner_of(head) or head
    words = words or undated(
        whole_name(scene.text[: head.idx + len(head)], words_of(head)) if head.pos_ == "PROPN" else words_of(head)
    )
    name, person = name_of(head, words, names)
    name = unquoted(undated(name))
    if not person and (behind := person_behind(name, names)) is not None:
        name, person = behind, True
    elif not person and (side := side_of_report(scene, head)) is not None:
        name = side
    elif not person and (given := apposed(scene, head, words)) is not None:
        name, person = given
    if head.pos_ == "PROPN" and words.endswith(f" for {name}"):
        name, person = names.full_body(ARTICLE.sub("", words)), False
    pronoun = head.pos_ == "PRON" or head.lower_ in _PRONOUNS
    start = head.left_edge.idx if not pronoun else head.idx
    return Speaker(
        sentence,
        start,
        head.idx + len(head),
        words,
        name,
        how,
        cue,
        strength,
        content,
        pronoun,
        person,
        told,
        head.lemma_.lower(),
    )


def _end_of_line(scene: Scene, sentence: int, names: Names) -> list[Speaker]:
    found = end_of_line(scene)
    if found is None:
        return []
    start, end = found.span("who")
    words = found.group("who")
    name = names.full_body(words) if words[0].isupper() else words
    head = words.split()[-1].lower()
    content = ((0, found.start()),)
    return [Speaker(sentence, start, end, words, name, "colon", "colon", 1, content, head=head)]


_COUNTING = frozenset(["record", "document", "count", "register", "tally", "list", "verify", "log"])


def resolve(found: list[Speaker], names: Names | None = None, starts: Mapping[int, int] | None = None) -> list[Speaker]:
    """Put names for pronouns, surnames and short forms, from the speakers before them in the report.

    With `names` and the offsets of the sentences also the further names that each may stand for.
    """
    full = full_names(found, names) if names is not None else {}
    out: list[Speaker] = []
    for speaker in found:
        name = full.get(speaker.name, speaker.name)
        person = speaker.person
        if speaker.pronoun:
            plural = speaker.words.lower() in ("they", "we")
            before = [s for s in out if not s.pronoun and (s.person != plural or s.words.lower() == "it")]
            if speaker.words.lower() == "it":
                before = [s for s in out if not s.person and not s.pronoun]
            if before and speaker.sentence - before[-1].sentence <= 6:
                name, person = before[-1].name, before[-1].person
        elif not person and len(name.split()) == 1 and (name.lower() in SHORT or speaker.head in SHORT):
            match = next((s for s in reversed(out) if s.head == speaker.head and len(s.name.split()) > 1), None)
            if match is not None and speaker.words.lower().startswith(("the ", "its ", "that ", "this ")):
                name = match.name
        out.append(replace(speaker, name=name, person=person))
    if names is None or starts is None:
        return out
    aliases = Aliases(out, names, starts)
    return in_full([replace(s, also=aliases.of(s)) for s in out], names, starts)
