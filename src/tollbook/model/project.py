"""Settings of one recording effort, as `project.toml` holds them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from .base import Record

Scope = Literal["conflict", "violence", "any_harm"]
FieldOn = Literal["incident", "case", "claim"]
FieldType = Literal["text", "number", "date", "choice", "yes_no"]
STATUSES = ("open", "verified", "rejected")
"""How far an incident's verification by the house has come. Every project has this field on incidents: `status`."""


class OwnField(Record):
    """A field that a house has for itself, besides those of every claim: its name, what it is on, its type.

    `help` is told beside the control and in the codebook. `choices` are the values of a choice, in order. Where it is
    `required`, a form is not taken without it.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    on: FieldOn
    type: FieldType = "text"
    label: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def title(self) -> str:
        """What the field is called on screens."""
        return self.label or self.name.replace("_", " ").capitalize()

    @model_validator(mode="after")
    def _has_choices_where_it_is_one(self) -> OwnField:
        if (self.type == "choice") != bool(self.choices):
            raise ValueError(f"field {self.name}: a choice needs its choices, and no other type takes any")
        if len(set(self.choices)) < len(self.choices):
            raise ValueError(f"field {self.name}: a choice is named twice")
        if self.name == "status":
            raise ValueError("field status: every incident has one already; choose another name")
        return self


class Project(Record):
    """What a recording effort records: scope of harm, wars, word table for vague counts, languages.

    `inclusion`, `exclusion`, `incident_definition` and `standard_of_proof` are told in its own words, `source_ranking`
    is the order of trust, most first, `policies` the houses' policies that it shows (empty: those of the program).
    """

    name: str = "unnamed"
    scope: Scope = "conflict"
    wars: tuple[str, ...] = ()
    word_table: str = "guide"
    languages: tuple[str, ...] = ("en",)
    learned: bool = True
    """Whether the learned parts are used as a second opinion; rules alone otherwise."""
    encoder: bool = True
    """Whether the encoder is among the learned parts; the sparse models alone otherwise (a third less CPU time)."""
    max_report_bytes: int = Field(default=20_000_000, gt=0)
    inclusion: str = ""
    exclusion: str = ""
    incident_definition: str = ""
    standard_of_proof: str = ""
    source_ranking: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    fields: tuple[OwnField, ...] = ()

    @field_validator("fields")
    @classmethod
    def _named_once(cls, fields: tuple[OwnField, ...]) -> tuple[OwnField, ...]:
        names = [(field.on, field.name) for field in fields]
        twice = next((name for on, name in names if names.count((on, name)) > 1), None)
        if twice is not None:
            raise ValueError(f"field {twice} is there twice; give one of them another name")
        return fields

    def fields_on(self, on: FieldOn) -> tuple[OwnField, ...]:
        """The fields of its own on incidents, cases or claims."""
        return tuple(field for field in self.fields if field.on == on)
