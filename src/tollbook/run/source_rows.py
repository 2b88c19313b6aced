"""The registry of sources with what each says, which reports depend on which, and why two are not independent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tollbook.errors import LedgerError
from tollbook.model import Dependence, Source
from tollbook.reconcile import dependences, propose_sources
from tollbook.reconcile.independence import ties_between, why_not

from .at_date import NOW, AtDate
from .told import Told, told
from .viewing import look_into


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources with the number of claims of each (nearest speaker, or in its own voice), and dependences of reports."""

    state: Told
    sources: tuple[Source, ...]
    claims: Counter[str]
    dependences: tuple[Dependence, ...]

    def name(self, source: str) -> str:
        """A source's name; of one of a single report with the report's own name."""
        found = next((s for s in self.sources if s.id == source), None)
        return _shown(found, self.state) if found else source


def _shown(source: Source, state: Told) -> str:
    return (
        source.name if source.report is None else source.name.replace(source.report, state.report_name(source.report))
    )


def sources_at(where: str, at: AtDate = NOW) -> Sources:
    """The sources of a ledger's claims and the dependences of its reports."""
    with look_into(where) as ledger:
        state = told(ledger, at, texts=True)
    sources = propose_sources(state.named, state.decisions)
    found = dependences(state.claims, state.reports, sources)
    return Sources(state, tuple(sources), Counter(claim.source for claim in state.claims), tuple(found))


def source_rows(found: Sources, wanted: str | None = None) -> Iterator[dict[str, Any]]:
    """A row a source, most claims first; `wanted` is a part of a name, a kind or a party."""
    for source in sorted(found.sources, key=lambda s: (-found.claims[s.id], s.name.casefold(), s.id)):
        if wanted is None or _fits(source, wanted.casefold()):
            row = source.model_dump(mode="json")
            yield {**row, "name": _shown(source, found.state), "claims": found.claims[source.id]}


def _fits(source: Source, wanted: str) -> bool:
    named = any(wanted in name.casefold() for name in (source.name, *source.aliases))
    return named or wanted in (source.kind.value, (source.party or "").casefold()) or source.id.startswith(wanted)


def dependence_rows(found: Sources) -> Iterator[dict[str, Any]]:
    """A row for each report that does not stand apart from another."""
    for one in found.dependences:
        names = {"report": found.state.report_name(one.a), "report_b": found.state.report_name(one.b)}
        yield {**one.model_dump(mode="json"), **names}


def reasons(found: Sources, a: str, b: str, *, unnamed_differ: bool = True) -> list[str]:
    """Why two claims, two reports or two sources are not independent; empty where they are.

    Of two reports all claims are tried; of two sources it is said whether they are one, or whether one is quoted by way
    of the other. Raises LedgerError where a name means none of these.
    """
    ends = [_claims_of(found, name) for name in (a, b)]
    ties = ties_between(found.state.claims, found.dependences, found.sources, unnamed_differ=unnamed_differ)
    known = {id_ for name in (a, b) for id_ in _sources_of(found, name)}
    if len(known) == 1 and len(_sources_of(found, a)) == len(_sources_of(found, b)) == 1:
        source = next(s for s in found.sources if s.id in known)
        return [f"both are names of one source, {_shown(source, found.state)}: {source.why}"]
    chains = (why_not(ties, one, other) for one in ends[0] for other in ends[1] if one != other)
    shortest = min((chain for chain in chains if chain), key=lambda c: (len(c), c), default=[])
    direct = [d.why for d in found.dependences if {d.a, d.b} == {_report_of(found, a), _report_of(found, b)}]
    return list(dict.fromkeys(direct)) or shortest


def _sources_of(found: Sources, name: str) -> list[str]:
    return [s.id for s in found.sources if name == s.id or name in s.aliases or name == _shown(s, found.state)]


def _report_of(found: Sources, name: str) -> str:
    ids = [
        r.id for r in found.state.reports if name in (r.name, r.id) or (name.startswith("r-") and r.id.startswith(name))
    ]
    return ids[0] if len(ids) == 1 else ""


def _claims_of(found: Sources, name: str) -> list[str]:
    """The claims that a name means: a claim's, a report's, or a source's."""
    claims = found.state.claims
    report, sources = _report_of(found, name), set(_sources_of(found, name))
    if report:
        return [claim.id for claim in claims if claim.report == report]
    if sources:
        return [claim.id for claim in claims if claim.source in sources]
    ids = [claim.id for claim in claims if name.startswith("m-") and claim.id.startswith(name)]
    if len(ids) != 1:
        several = "several claims begin so" if ids else "no claim, report or source of that name"
        raise LedgerError(f"{name}: {several}; give an id or a name as `tollbook sources` and `reports` print them")
    return ids
