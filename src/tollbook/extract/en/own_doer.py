"""Nobody is taken for the doer of harm to those whom the words call their own ("three Velian tanks were hit"), and no
state for the side of the militants that it kills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tollbook.model import Measure

from .draft import Draft
from .options import Choice, Option
from .part import party_kind
from .slot_party import noun_class

_LOSING = frozenset({"lose", "loss"})
_PLAIN = frozenset({"agent"})


def not_their_own(
    draft: Draft, options: Mapping[str, list[Option[Any]]], chosen: Choice[str | None]
) -> Choice[str | None]:
    """The doer chosen, or nobody where it is the victims' own side by their own words, or the side that is said to have
    lost its things."""
    party = chosen.option.value
    if party is None or chosen.option.why in _PLAIN:
        return chosen
    own = any(o.sure and o.value == party and o.why == "np" for o in options["party"])
    lost = draft.measure is Measure.DAMAGE and draft.trigger.lemma_.lower() in _LOSING
    if not own and not lost:
        return chosen
    nobody = next(o for o in options["actor"] if o.value is None)
    return Choice(nobody, None, "rule:the victims' own side")


def not_the_state_s(
    draft: Draft, options: Mapping[str, list[Option[Any]]], chosen: Choice[str | None], doer: Choice[str | None]
) -> Choice[str | None]:
    """The victims' side chosen, or none where militants, rebels or gunmen would be of the state that is chosen as the
    doer ("the army killed four insurgents"), unless their own words name it."""
    party = chosen.option.value
    if party is None or party != doer.option.value or party_kind(party) != "state" or chosen.option.why == "np":
        return chosen
    if noun_class(draft.scene.lexicon, draft) != "fighter":
        return chosen
    nobody = next(o for o in options["party"] if o.value is None)
    return Choice(nobody, None, "rule:fighters against the state")
