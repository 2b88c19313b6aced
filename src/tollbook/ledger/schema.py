"""The tables: the log (append only, each row with a ledger-wide sequence number) and the projections.

Migrations under `migrations/` make these tables; a test holds the two equal.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

SCHEMA_HEAD = "0018"
"""The newest migration that this code knows."""

LOG_HEAD = "0011"
"""The newest migration that changed the log: what dumps hold."""

PROJECTION_VERSION = 4
"""Raised whenever the code that makes projections changes what it makes: an older ledger is rebuilt when opened."""

DETAILED = "details > 0"
RUNNING = "extent = 'cumulative'"
"""Of which claims two indexes are: a query must say it in these words for them to be taken."""

metadata = MetaData()


def _seq() -> Column[int]:
    # BigInteger would not be an alias of SQLite's rowid; Integer alone would end at 2**31 in PostgreSQL
    return Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False)


def _sealed() -> tuple[Column[str], ...]:
    """A salt and the salted digest of the row, for the Merkle tree; the salt goes when the row is redacted."""
    return Column("salt", String, nullable=True), Column("digest", String, nullable=True)


def _link() -> tuple[Column[Any], ...]:
    """What makes a row a link of the chain; salt and content go together when it is redacted."""
    return (
        Column("digest", String, nullable=False),
        Column("previous", String, nullable=False),
        Column("hash", String, nullable=False, unique=True),
        Column("origin_ledger", String, nullable=True),
        Column("origin_hash", String, nullable=True, index=True),
        Column("salt", String, nullable=True),
        Column("content", Text, nullable=True),
    )


state = Table(
    "ledger_state",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("ledger_id", String, nullable=False),
    Column("made", String, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("chain_length", BigInteger, nullable=False),
    Column("chain_head", String, nullable=False),
    Column("projected_seq", BigInteger, nullable=False),
    Column("projection_version", Integer, nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    _seq(),
    Column("sha256", String, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    Column("length", BigInteger, nullable=False),
    Column("reader", String, nullable=False),
    Column("chars", LargeBinary, nullable=False),
    *_sealed(),
)

reports = Table(
    "reports",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    Column("text_id", String, ForeignKey("texts.id"), nullable=False, index=True),
    Column("blob", String, ForeignKey("blobs.sha256"), nullable=True),
    Column("revision_key", String, nullable=True, index=True),
    Column("outcome", String, nullable=False),
    Column("of_report", String, nullable=True, index=True),
    Column("added", String, nullable=False),
    Column("body", Text, nullable=False),
    *_sealed(),
)

runs = Table(
    "runs",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    Column("extractor", String, nullable=False),
    Column("fingerprint", String, nullable=False, index=True),
    Column("settings", Text, nullable=False),
    Column("lexicons", Text, nullable=False),
    Column("started", String, nullable=False),
)

run_ends = Table(
    "run_ends",
    metadata,
    _seq(),
    Column("run_id", String, ForeignKey("runs.id"), nullable=False, unique=True),
    Column("ended", String, nullable=False),
    Column("summary", Text, nullable=False),
)

extractions = Table(
    "extractions",
    metadata,
    _seq(),
    Column("run_id", String, ForeignKey("runs.id"), nullable=False),
    Column("report_id", String, ForeignKey("reports.id"), nullable=False),
    Column("at", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("claims", Integer, nullable=False),
    Index("ix_extractions_report_id_run_id", "report_id", "run_id", unique=True),
)

mentions = Table(
    "mentions",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    Column("report_id", String, ForeignKey("reports.id"), nullable=False, index=True),
    Column("text_id", String, ForeignKey("texts.id"), nullable=False),
    Column("measure", String, nullable=False),
    Column("anchor_start", BigInteger, nullable=False),
    Column("anchor_end", BigInteger, nullable=False),
    Column("ordinal", Integer, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    _seq(),
    Column("mention_id", String, ForeignKey("mentions.id"), nullable=False, index=True),
    Column("run_id", String, ForeignKey("runs.id"), nullable=False),
    Column("at", String, nullable=False),
    Column("body", Text, nullable=False),
    *_sealed(),
)

retirements = Table(
    "retirements",
    metadata,
    _seq(),
    Column("mention_id", String, ForeignKey("mentions.id"), nullable=False, index=True),
    Column("run_id", String, ForeignKey("runs.id"), nullable=False),
    Column("kind", String, nullable=False),  # retired | returned
)

successors = Table(
    "successors",
    metadata,
    _seq(),
    Column("old_id", String, ForeignKey("mentions.id"), nullable=False, index=True),
    Column("new_id", String, ForeignKey("mentions.id"), nullable=False, index=True),
    Column("run_id", String, ForeignKey("runs.id"), nullable=False),
    Column("score", Float, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    _seq(),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("mention_id", String, ForeignKey("mentions.id"), nullable=False, index=True),
    *_link(),
)

record_judgements = Table(
    "record_judgements",  # on what is made of claims: links, incidents, series, sources; in one chain with `judgements`
    metadata,
    _seq(),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("subject", String, nullable=False, index=True),
    *_link(),
)

seals = Table(
    "seals",  # Merkle roots over the rows of the log since the seal before; `run` is empty where no run ended
    metadata,
    _seq(),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("run", String, nullable=False, index=True),
    *_link(),
)

publications = Table(
    "publications",
    metadata,
    _seq(),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("publication", String, nullable=False, index=True),
    *_link(),
)

redactions = Table(
    "redactions",  # which rows were blanked for good, by whom and why
    metadata,
    _seq(),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("about", String, nullable=False, index=True),
    *_link(),
)

codings = Table(
    "codings",  # what people code apart from the record; in one chain with `judgements`
    metadata,
    _seq(),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("subject", String, nullable=False, index=True),
    *_link(),
)

person_lists = Table(
    "person_lists",  # versions of lists of persons, each as what differs from the one before
    metadata,
    _seq(),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("list_name", String, nullable=False, index=True),
    *_link(),
)

case_events = Table(
    "case_events",  # the ids given to cases, their merges, splits and tombstones; members are ids of namings
    metadata,
    _seq(),
    Column("case_id", String, nullable=False, index=True),
    Column("event", String, nullable=False),  # given | changed | merged | split | ended | returned
    Column("other", String, nullable=True),
    Column("members", Text, nullable=False),
    Column("at", String, nullable=False),
)

subject_events = Table(
    "subject_events",  # the ids given to incidents and series, their merges, splits and tombstones
    metadata,
    _seq(),
    Column("subject_id", String, nullable=False, index=True),
    Column("kind", String, nullable=False),  # incident | series | period
    Column("event", String, nullable=False),  # given | changed | merged | split | ended | returned
    Column("other", String, nullable=True),
    Column("members", Text, nullable=False),
    Column("at", String, nullable=False),
)

log_days = Table(
    "log_days",  # the first entry of each day (UTC) on which this ledger was written to
    metadata,
    _seq(),
    Column("day", String, nullable=False),
)

project_settings = Table(
    "project_settings",
    metadata,
    _seq(),
    Column("at", String, nullable=False),
    Column("body", Text, nullable=False),
)

origins = Table(
    "origins",
    metadata,
    _seq(),
    Column("ledger_id", String, nullable=False, index=True),
    Column("last_seq", BigInteger, nullable=False),
    Column("chain_length", BigInteger, nullable=False),
    Column("chain_head", String, nullable=False),
    Column("at", String, nullable=False),
)

LOG = (
    blobs,
    texts,
    reports,
    runs,
    run_ends,
    extractions,
    mentions,
    readings,
    retirements,
    successors,
    judgements,
    record_judgements,
    codings,
    seals,
    publications,
    redactions,
    person_lists,
    case_events,
    subject_events,
    log_days,
    project_settings,
    origins,
)
"""The log's tables, each after those that it refers to."""

current_claims = Table(
    "current_claims",
    metadata,
    Column("mention_id", String, primary_key=True),
    Column("report_id", String, nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("disagreement", Text, nullable=False),
    Column("contested", Boolean, nullable=False),  # people judged it differently, none knowing of the other's judgement
    Column("judged_by", String, nullable=True, index=True),
    Column("judged_at", String, nullable=True),
    Column("why", Text, nullable=True),
    Column("run_id", String, nullable=False),
    Column("reading", Text, nullable=False),
    Column("machine", Text, nullable=True),  # the machine's newest reading, where the current one differs from it
    Column("measure", String, nullable=False),
    Column("low", BigInteger, nullable=True),
    Column("high", BigInteger, nullable=True),
    Column("party", String, nullable=True),
    Column("status", String, nullable=True),
    Column("actor", String, nullable=True),
    Column("sources", Text, nullable=False),
    Column("places", Text, nullable=False),
    Column("country", String, nullable=True),
    Column("when_start", Date, nullable=True),
    Column("when_end", Date, nullable=True),
    Column("words", Text, nullable=False),
    Column("extent", String, nullable=True),
    Column("details", Integer, nullable=True),  # what it says of remains beside its measure, counted
    Column("position", BigInteger, nullable=False),  # in the order of reports and of the places in them
    Column("turn", BigInteger, nullable=False),  # in review: less the people whom it moves, or `NO_TURN`
    Index("ix_current_claims_turn", "turn", "position"),
    Index("ix_current_claims_position", "position"),
    Index("ix_current_claims_state_turn", "state", "turn", "position"),
    Index("ix_current_claims_state_position", "state", "position"),
    Index("ix_current_claims_measure_turn", "measure", "state", "turn", "position", "retired", "mention_id"),
    Index("ix_current_claims_party_turn", "party", "state", "turn", "position", "retired", "mention_id"),
    Index("ix_current_claims_details", "mention_id", sqlite_where=text(DETAILED), postgresql_where=text(DETAILED)),
    Index(
        "ix_current_claims_totals",
        *("measure", "party", "report_id", "state", "retired", "mention_id", "extent"),
        sqlite_where=text(RUNNING),
        postgresql_where=text(RUNNING),
    ),
)
"""One row for each live mention, and for each retired one that a person has judged. Strings for look-ups are folded."""

NO_TURN = 1
"""The turn of a claim that sets no bound of a toll: after all that do."""

claim_totals = Table(
    "claim_totals",  # how many rows `current_claims` has, so that no page counts them
    metadata,
    Column("state", String, primary_key=True),
    Column("retired", Boolean, primary_key=True),
    Column("number", BigInteger, nullable=False),
)

names = Table(
    "names",  # of sources and places of current claims, folded, and how many claims hold each
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),  # source | place
    Column("name", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
)

claim_names = Table(
    "claim_names",  # the claims that hold each name, in the order of review
    metadata,
    Column("name_id", String, primary_key=True),
    Column("state", String, primary_key=True),
    Column("turn", BigInteger, primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("mention_id", String, primary_key=True),
    sqlite_with_rowid=False,
)

running_counts = Table(
    "running_counts",  # how many claims that count give running totals of a measure about a party's people
    metadata,
    Column("measure", String, primary_key=True),
    Column("party", String, primary_key=True),  # folded
    Column("number", BigInteger, nullable=False),
    Index("ix_running_counts_number", "measure", "number", "party"),
)

CLAIMS = (current_claims, claim_totals, names, claim_names, running_counts)
"""The projections of claims that follow from the log alone."""

record_state = Table(
    "record_state",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("made_to", BigInteger, nullable=False),  # the sequence number up to which the log went into the record
    Column("made_by", String, nullable=False),  # what code, weights and settings made it
    Column("policies", Text, nullable=False, server_default=""),  # under which influence was worked out
)

claim_cells = Table(
    "claim_cells",
    metadata,
    Column("mention_id", String, primary_key=True),
    Column("report_id", String, nullable=False, index=True),
    Column("cell", String, nullable=False, index=True),
)

links = Table(
    "links",
    metadata,
    Column("type", String, primary_key=True),
    Column("a", String, primary_key=True, index=True),
    Column("b", String, primary_key=True, index=True),
    Column("cell", String, nullable=False, index=True),
    Column("score", Float, nullable=True),
    Column("why", Text, nullable=True),
    Column("fields", Text, nullable=False),
)

subjects = Table(
    "subjects",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False, index=True),
    Column("cell", String, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
)

subject_claims = Table(
    "subject_claims",
    metadata,
    Column("subject_id", String, primary_key=True),
    Column("mention_id", String, primary_key=True, index=True),
)

dependences = Table(
    "dependences",
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True, index=True),
    Column("kind", String, primary_key=True),
    Column("source", String, primary_key=True),  # empty where it is no source that joins the two
    Column("cell", String, primary_key=True, index=True),
    Column("why", Text, nullable=False),
    Column("share", Float, nullable=True),
    Index("ix_dependences_source_reports", "source", "a", "b", "kind"),
)

influence = Table(
    "influence",  # of each claim that sets a bound of a toll: what its rejection would move
    metadata,
    Column("mention_id", String, primary_key=True),
    Column("cell", String, nullable=False, index=True),
    Column("move", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

links_within = Table(
    "links_within",  # the links inside each report, from which those of `links` are taken
    metadata,
    Column("report_id", String, primary_key=True),
    Column("mark", String, nullable=False),  # of the readings that they were made from, and the code that made them
    Column("links", Text, nullable=False),
)

subject_heads = Table(
    "subject_heads",  # what lists of subjects are ordered and filtered by, so that a page reads its own rows alone
    metadata,
    Column("subject_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("day", String, nullable=False),  # first day that is known, ISO 8601; empty where none is
    Column("reported", String, nullable=False),  # the first day on which a report told of it; empty where none is known
    Column("country", String, nullable=True),
    Column("place", String, nullable=True),  # folded
    Column("topic", String, nullable=True),  # series: measure, party and status, folded: rivals share it
    Column("lat", Float, nullable=True),
    Column("lon", Float, nullable=True),
    Column("size", Integer, nullable=False),  # its claims
    Column("shown", String, nullable=True),  # the place as it is written
    Column("rough", Boolean, nullable=False, server_default=false()),  # the point is the middle of a larger area
    Index("ix_subject_heads_spot", "kind", "country", "lat", "lon"),
    Index("ix_subject_heads_day", "kind", "day", "subject_id"),
    Index("ix_subject_heads_country", "kind", "country", "day", "subject_id"),
    Index("ix_subject_heads_place", "kind", "place", "day", "subject_id"),
    Index("ix_subject_heads_size", "kind", "size", "subject_id"),
    Index("ix_subject_heads_topic", "topic", "size"),
)

map_spots = Table(
    "map_spots",  # incidents by place, counted
    metadata,
    Column("country", String, primary_key=True),  # empty where none is known
    Column("lat", Float, primary_key=True),
    Column("lon", Float, primary_key=True),
    Column("place", String, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("rough", Boolean, nullable=False),
    Column("first", String, nullable=False),
    Column("last", String, nullable=False),
    Column("subject_id", String, nullable=False),
)

map_days = Table(
    "map_days",  # incidents by day, counted; the day is empty where none is known
    metadata,
    Column("country", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("number", BigInteger, nullable=False),
)

source_cells = Table(
    "source_cells",  # the sources of each cell's claims
    metadata,
    Column("source_id", String, primary_key=True),
    Column("cell", String, primary_key=True, index=True),
    Column("claims", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("seen", Text, nullable=True),  # what the cell's claims say of it, counted, where its workings are kept
)

sources = Table(
    "sources",  # the same over all cells
    metadata,
    Column("id", String, primary_key=True),
    Column("claims", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_sources_claims", "claims", "id"),
)

cell_workings = Table(
    "cell_workings",  # of large cells: what they were made with, for reports that come later
    metadata,
    Column("cell", String, primary_key=True),
    Column("accounts", LargeBinary, nullable=False),
    Column("reports", LargeBinary, nullable=False),
)

kept_accounts = Table(
    "kept_accounts",  # each account of such a cell, as it is compared, without its words
    metadata,
    Column("id", String, primary_key=True),
    Column("cell", String, nullable=False, index=True),
    Column("report_id", String, nullable=False),
    Column("claims", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("cited", LargeBinary, nullable=True),  # whom its report cites, hashed: with one account of each report
)

namings = Table(
    "namings",  # the persons whom lists and reports name, each in the case that it was joined to
    metadata,
    Column("id", String, primary_key=True),
    Column("case_id", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

person_pairs = Table(
    "person_pairs",  # namings that may be of one person
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True, index=True),
    Column("probability", Float, nullable=False),
    Column("why", Text, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", String, primary_key=True),
    Column("state", String, nullable=False),  # single | machine | accepted
    Column("made_to", BigInteger, nullable=False),  # the log's sequence number that they were made from
)

CASES = (namings, person_pairs, cases)
"""The projections that `cases match` makes; without it they are empty."""

RECORD = (
    record_state,
    claim_cells,
    links,
    subjects,
    subject_claims,
    dependences,
    influence,
    links_within,
    subject_heads,
    map_spots,
    map_days,
    source_cells,
    sources,
    cell_workings,
    kept_accounts,
)
"""The projections that `reconcile` makes; without it they are empty."""

TEXT_INDEX = "text_index"
"""The full-text index over texts: FTS5 in SQLite, tsvector in PostgreSQL; made by the migration, not by `metadata`."""

CLAIM_INDEX = "claim_index"
"""The full-text index over current claims: their words, sources, places and parties; made like `TEXT_INDEX`."""

QUEUE_INDEX = "queue_index"
"""The full-text index over the words of current claims' evidence, in the order of the queue; made like `TEXT_INDEX`."""

QUEUE_TERMS = "queue_terms"
"""In SQLite: the words that `QUEUE_INDEX` holds."""
