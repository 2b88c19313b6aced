"""The form of a project's settings: what it offers, and what was entered as settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from starlette.datastructures import FormData

from tollbook.model import Project, Scope
from tollbook.reconcile.policy import policy_names
from tollbook.reference.wars import Wars
from tollbook.reference.words import table_names

SCOPES = get_args(Scope)
TEXTS = ("name", "inclusion", "exclusion", "incident_definition", "standard_of_proof")
LINES = ("source_ranking", "wars")
_OF_FIELD = ("name", "on", "type", "label", "help", "choices", "required")


def known_choices() -> Mapping[str, list[str]]:
    """What can be chosen: wars by id, policies, word tables."""
    return {"wars": [war.id for war in Wars.load()], "policies": policy_names(), "tables": table_names()}


def project_values(before: Project, form: FormData) -> dict[str, Any]:
    """The settings as entered; what the form does not hold stays as it was."""
    values = before.model_dump(mode="json")
    for name in (*TEXTS, "scope", "word_table"):
        if isinstance(given := form.get(name), str):
            values[name] = given.replace("\r\n", "\n").strip()
    for name in LINES:
        if isinstance(given := form.get(name), str):
            values[name] = [line.strip() for line in given.splitlines() if line.strip()]
    if form.get("has_policies") == "1":
        values["policies"] = [one for one in form.getlist("policies") if isinstance(one, str)]
    if form.get("has_fields") == "1":
        values["fields"] = _fields(form)
    return values


def _fields(form: FormData) -> list[dict[str, Any]]:
    """The rows of the table of own fields; a row without a name is none."""
    found = []
    for number in range(200):
        given = {key: str(form.get(f"field.{number}.{key}", "")).strip() for key in _OF_FIELD}
        if f"field.{number}.name" not in form:
            break
        if not given["name"]:
            continue
        choices = [choice.strip() for choice in given["choices"].split(";") if choice.strip()]
        found.append({**given, "choices": choices, "required": given["required"] == "1"})
    return found
