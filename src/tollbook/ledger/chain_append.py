"""Appending to the chain of judgements, after its head."""

from __future__ import annotations

from sqlalchemy import Table

from . import chain
from .store import Write


def append(
    w: Write,
    table: Table,
    about: str,
    content: str | None,
    salt: str | None,
    *,
    digest: str | None = None,
    origin_ledger: str | None = None,
    origin_hash: str | None = None,
) -> list[int]:
    """Append a row to one of the chain's tables; returns its sequence number in a list.

    `digest` is given where the content came blanked from elsewhere. Raises ValueError where there is neither content
    nor digest.
    """
    if digest is None:
        if content is None or salt is None:
            raise ValueError("a row of the chain needs its content and salt, or the digest of what was blanked")
        digest = chain.digest(salt, content)
    n, seq = w.chain_length + 1, w.last_seq + 1
    row = {
        "n": n,
        chain.about_of(table).name: about,
        "digest": digest,
        "previous": w.chain_head,
        "hash": chain.link_hash(
            n=n,
            seq=seq,
            about=about,
            previous=w.chain_head,
            digest=digest,
            origin_ledger=origin_ledger,
            origin_hash=origin_hash,
        ),
        "origin_ledger": origin_ledger,
        "origin_hash": origin_hash,
        "salt": salt,
        "content": content,
    }
    seqs = w.append(table, [row])
    w.chain_length, w.chain_head = n, str(row["hash"])
    return seqs
