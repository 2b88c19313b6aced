"""Claims about a war that never was, as tolls and disputes take them."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tollbook.model import Link
from tollbook.reconcile import FlatClaim, Subject, SubjectKind

_numbers = count()


def day(of_march: int) -> date:
    return date(2031, 3, of_march)


def claim(low: int | None, high: int | None = -1, **more: Any) -> FlatClaim:
    """A claim of `low` killed on 2 March, said on the 3rd, exact unless told otherwise."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "id": f"m-{number:04}",
        "report": f"r-{number:04}",
        "measure": "killed",
        "low": low,
        "high": low if high == -1 else high,
        "comparator": "exact" if high == -1 else "between",
        "words": f"{low:,}" if low is not None else None,
        "party": "Vardia",
        "source": f"speaker {number}",
        "chain": (f"speaker {number}",),
        "said_by": f"speaker {number}",
        "source_kind": "local_authority",
        "published": day(3),
        "first": day(2),
        "last": day(2),
        "place": "Haldin",
        "precision": "settlement",
    }
    return FlatClaim(**(values | more))


def at_least(low: int, **more: Any) -> FlatClaim:
    return claim(low, None, comparator="at_least", words=f"at least {low}", **more)


def more_than(low: int, **more: Any) -> FlatClaim:
    return claim(low, None, comparator="more_than", words=f"more than {low:,}", **more)


def about(low: int, **more: Any) -> FlatClaim:
    return claim(low, low, comparator="about", words=f"about {low:,}", **more)


def dozens(**more: Any) -> FlatClaim:
    return claim(24, None, comparator="vague", words="dozens", vague="dozens", **more)


def said_by(name: str, **more: Any) -> dict[str, Any]:
    return {"source": name, "chain": (name,), "said_by": name, **more}


def subject(*claims: FlatClaim, kind: SubjectKind = SubjectKind.INCIDENT) -> Subject:
    return Subject("i-haldin", kind, "Haldin, 2 Mar 2031", claims)


def link(kind: str, a: FlatClaim, b: FlatClaim) -> Link:
    return Link(type=kind, a=a.id, b=b.id)
