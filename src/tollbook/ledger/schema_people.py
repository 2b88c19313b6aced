"""The tables of those who work on a ledger: accounts, what opens a door, what they did, and who is to do what.

They are beside the log: no dump holds them and no merge carries them, since passwords and sessions belong to one house.
Secrets are stored as hashes only.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from .schema import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),  # what judgements carry; never changed
    Column("folded", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),  # argon2, with its parameters
    Column("made", String, nullable=False),
    Column("closed", String, nullable=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String, primary_key=True),
    Column("account_id", String, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("made", String, nullable=False),
    Column("used", String, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", String, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("note", String, nullable=False),  # whom it is for, in the words of who invites
    Column("made_by", String, nullable=False),
    Column("made", String, nullable=False),
    Column("expires", String, nullable=False),
    Column("ended", String, nullable=True),
    Column("used_by", String, nullable=True),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", String, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    Column("account_id", String, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("made", String, nullable=False),
    Column("used", String, nullable=True),
    Column("revoked", String, nullable=True),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("key", String, primary_key=True),  # an account's folded name or an address, hashed
    Column("number", Integer, nullable=False),
    Column("last", String, nullable=False),
)

activities = Table(
    "activities",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False, index=True),
    Column("what", String, nullable=False),
    Column("about", Text, nullable=False),
    Column("address", String, nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("report_id", String, ForeignKey("reports.id"), primary_key=True),
    Column("name", String, primary_key=True),  # of an account, as judgements carry it
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Index("ix_assignments_name", "name"),
)

PEOPLE = (accounts, sessions, invitations, api_tokens, login_failures, activities, assignments)
"""Each after those that it refers to."""
