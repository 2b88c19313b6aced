"""Secrets that open a door: random, shown once, and kept as a hash."""

from __future__ import annotations

import hashlib
import secrets


def new_secret(prefix: str = "") -> str:
    """A secret of 256 random bits that an address or a header can carry."""
    return prefix + secrets.token_urlsafe(32)


def new_id(prefix: str) -> str:
    """An id that says nothing and is not guessed; it opens nothing by itself."""
    return f"{prefix}-{secrets.token_hex(12)}"


def hashed(secret: str) -> str:
    """What is stored of a secret. It is random, so that a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
