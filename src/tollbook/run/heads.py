"""The head of a ledger's chain as a file: signed (Ed25519) and time-stamped (RFC 3161), checked without this program.

`openssl pkeyutl -verify` checks the signature, `openssl ts -verify` the stamp: docs/how-to/prove-a-record.md has both.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger import Ledger, Verification

SIGNATURE, QUERY, REPLY = ".sig", ".tsq", ".tsr"
"""What stands beside a head's file: its signature, the query to a time-stamping authority, and its reply."""
GRANTED = (0, 1)
"""The states of a reply that holds a stamp (RFC 3161, 2.4.2): granted, granted with modifications."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a ledger's chain stood at a moment."""

    ledger: str
    length: int
    head: str
    seq: int
    at: str


def make_key(path: Path) -> Path:
    """Write a new private key (readable by its owner alone) and its public key beside it; returns the latter's path."""
    public = path.with_suffix(".pub.pem")
    for name in (path, public):
        if name.exists():
            raise SettingsError(f"{name}: is there already; a key is never written over. Give another name.")
    key = Ed25519PrivateKey.generate()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return public


def export_head(where: str, out: Path, key: Path | None = None) -> Head:
    """Write the chain's head as JSON, and its signature beside it if a key is given.

    Raises LedgerError where the ledger does not verify: a head of a broken chain would prove nothing.
    """
    private = _private(key) if key else None
    with Ledger.open(where, create=False) as ledger:
        found = ledger.verify()
        if not found.ok:
            raise LedgerError(f"{where}: does not verify ({found.faults[0].said}); `tollbook verify` names all faults")
        at = datetime.now(UTC).isoformat(timespec="seconds")
        head = Head(ledger.id, found.length, found.head, ledger.last_seq(), at)
    data = (json.dumps({name: getattr(head, name) for name in Head.__slots__}, indent=1) + "\n").encode()
    out.write_bytes(data)
    if private:
        _beside(out, SIGNATURE).write_bytes(private.sign(data))
    return head


def read_head(path: Path) -> Head:
    """A head that was exported. Raises SettingsError where the file is none."""
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Head(**values)
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError(f"{path}: is no exported head ({error}); `tollbook head export` writes one") from error


def check_signature(path: Path, public: Path) -> None:
    """Raise LedgerError unless the head's signature is by that key."""
    signature = _beside(path, SIGNATURE)
    try:
        key = load_pem_public_key(public.read_bytes())
    except ValueError as error:
        raise SettingsError(f"{public}: is no public key in PEM ({error})") from error
    if not isinstance(key, Ed25519PublicKey):
        raise SettingsError(f"{public}: is a key of another kind; an Ed25519 key is wanted")
    if not signature.is_file():
        raise LedgerError(f"{signature}: is not there; export the head with --key, or bring the file")
    try:
        key.verify(signature.read_bytes(), path.read_bytes())
    except InvalidSignature as error:
        raise LedgerError(f"{path}: its signature is not by this key, or the file was changed") from error


def verify_against(where: str, path: Path, public: Path | None = None) -> Verification:
    """Verify a ledger against a head that was exported earlier: rows that were cut off at the tail are found so."""
    if public is not None:
        check_signature(path, public)
    noted = read_head(path)
    with Ledger.open(where, create=False) as ledger:
        if ledger.id != noted.ledger:
            raise LedgerError(f"{path}: is the head of ledger {noted.ledger}, and {where} is {ledger.id}")
        return ledger.verify(expected_head=noted.head or None)


def make_query(path: Path) -> Path:
    """Write the query for a time-stamping authority (SHA-256 of the file, certificate asked for); returns its path."""
    from rfc3161_client import TimestampRequestBuilder
    from rfc3161_client.base import HashAlgorithm

    request = TimestampRequestBuilder().data(path.read_bytes()).hash_algorithm(HashAlgorithm.SHA256).build()
    query = _beside(path, QUERY)
    query.write_bytes(request.as_bytes())
    return query


def take_reply(path: Path, reply: Path, authority: Path) -> str:
    """Check an authority's reply against the head's file and the authority's root, and keep it beside the file.

    Returns the moment of the stamp. Raises LedgerError where the reply is not about this file, or not by the authority.
    """
    from cryptography import x509
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        stamp = decode_timestamp_response(reply.read_bytes())
        roots = x509.load_pem_x509_certificates(authority.read_bytes())
    except ValueError as error:
        raise SettingsError(f"{reply} or {authority}: cannot be read ({error})") from error
    if stamp.status not in GRANTED:
        raise LedgerError(f"{reply}: the authority refused to stamp (status {stamp.status}); ask it why")
    builder = VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(stamp, path.read_bytes())
    except VerificationError as error:
        raise LedgerError(f"{reply}: is no stamp of {path} by {authority} ({error})") from error
    kept = _beside(path, REPLY)
    if kept.resolve() != reply.resolve():
        kept.write_bytes(reply.read_bytes())
    return stamp.tst_info.gen_time.isoformat()


def _private(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise SettingsError(f"{path}: is no private key in PEM without a password ({error})") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SettingsError(f"{path}: is a key of another kind; `tollbook head key` makes an Ed25519 key")
    return key


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
