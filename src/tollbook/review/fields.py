"""A claim's fields in words, each with the words of the report that set it and with what people set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tollbook.ledger import Event, StoredClaim
from tollbook.model import Reading, Trace, Victims
from tollbook.publish import words
from tollbook.run.explaining import set_by_people


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the report that set a field, where they stand, and the rule that read them there."""

    words: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: its value in words, what set it, and what the machine reads where a person decided otherwise."""

    name: str
    value: str
    said: tuple[Said, ...] = ()
    rules: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    machine: str | None = None

    @property
    def key(self) -> str:
        """The field as a word that a class of CSS may hold."""
        return self.name.replace(" ", "-")


def _count(reading: Reading) -> str:
    drawn = words.drawn_as(reading.count)
    said = words.count_words(reading)
    return f"{said} ({drawn.removeprefix('drawn as ')})" if drawn and drawn != said else said


def _victims(reading: Reading) -> str:
    victims = reading.victims or Victims()
    named = f"named: {', '.join(victims.names)}" if victims.names else None
    parts = [victims.party or "party not stated", victims.status.value, *victims.group, named]
    return ", ".join(part for part in parts if part and part != "unknown")


def _place(reading: Reading) -> str:
    place = reading.place
    if place is None:
        return "not stated"
    where = ", ".join(part for part in (place.name or place.text, place.admin1, place.country) if part)
    return f"{where} ({place.precision.value})"


def _actor(reading: Reading) -> str:
    return "not stated" if reading.actor is None else reading.actor.party or reading.actor.text or "not stated"


_SHOWN: Mapping[str, Callable[[Reading], str]] = {
    "measure": lambda r: words.plain(r.measure.value),
    "count": _count,
    "victims": _victims,
    "source": words.chain,
    "place": _place,
    "when": words.dated,
    "extent": lambda r: words.EXTENTS[r.extent],
    "actor": _actor,
    "means": lambda r: words.plain(r.means.value) if r.means else "not stated",
    "stance": lambda r: r.stance.value,
    "certainty": lambda r: r.certainty.value,
    "verification": lambda r: r.verification.value,
}
"""The fields that are shown, in order, with the function that says each in words."""


def said_of(reading: Reading) -> list[tuple[str, str]]:
    """The fields of a reading in words."""
    return [(name, shown(reading)) for name, shown in _SHOWN.items()]


def fields_of(claim: StoredClaim, events: Sequence[Event], text: str) -> list[FieldView]:
    """The claim's fields; `text` is that of its report, into which the rules' offsets point."""
    people = set_by_people(claim, events)
    return [_view(name, shown, claim, people, text) for name, shown in _SHOWN.items()]


def _view(
    name: str, shown: Callable[[Reading], str], claim: StoredClaim, people: Mapping[str, str], text: str
) -> FieldView:
    traces = [trace for trace in claim.machine.trace if trace.field.split(".")[0] == name]
    value, machine = shown(claim.reading), shown(claim.machine)
    return FieldView(
        name=name,
        value=value,
        said=tuple(dict.fromkeys(said for trace in traces if (said := _said(trace, text)) is not None)),
        rules=tuple(dict.fromkeys(trace.rule for trace in traces if trace.start is None)),
        people=tuple(dict.fromkeys(said for path, said in people.items() if path.split(".")[0] == name)),
        machine=machine if machine != value else None,
    )


def _said(trace: Trace, text: str) -> Said | None:
    if trace.start is None or trace.end is None:
        return None
    return Said(text[trace.start : trace.end], trace.start, trace.end, trace.rule)
