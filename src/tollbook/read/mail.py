"""E-mail files: the message's own text, with what its headers say of it; attachments are inputs of their own."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import PurePosixPath

from .draft import Day, Draft, Fact
from .html import read_html
from .options import ReadOptions
from .outcome import Input, UnreadableError
from .sniff import HTML, MAIL

READER = "mail.1"
_PARTS = 500
"""Parts of one message that are looked at; a message of more is none that a person wrote."""
_FAULTS = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, IndexError)
"""What the library raises on headers and bodies that break its rules."""


def read_mail(item: Input, options: ReadOptions) -> Draft:
    """A message's subject and text (its HTML where it has no plain text).

    The sender is its outlet, the Date header its publication, the Message-ID its id. Mail can be forged: the ledger
    keeps the raw message, so that its signatures can be checked elsewhere.
    """
    try:
        message = _parse(item.raw)
        body = message.get_body(preferencelist=("plain", "html"))
        kind = body.get_content_type() if body is not None else ""
        text = str(body.get_content()) if body is not None else ""
        facts = _facts(message)
    except _FAULTS as error:
        raise UnreadableError(f"is a broken e-mail ({type(error).__name__}); save its text as .txt") from error
    if kind == HTML and text.strip():
        page = Input(name=item.name, raw=text.encode("utf-8", "replace"), media_type=HTML, encoding="utf-8")
        text = read_html(page, options).text
    text = text.replace("\r\n", "\n").replace("\x00", "")
    subject, sender, day, message_id = facts
    if not text.strip():
        raise UnreadableError("is an e-mail without text; give its attachments by themselves")
    return Draft(
        text=f"{subject}\n\n{text}" if subject and not text.startswith(subject) else text,
        media_type=MAIL,
        reader=READER,
        given_id=message_id or item.given_id,
        title=Fact(subject, "metadata") if subject else None,
        outlet=Fact(sender, "metadata") if sender else None,
        published=day,
    )


def attachments(item: Input) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of the files that a message carries; none of one that is broken as a whole.

    Raises UnreadableError where they cannot be unpacked.
    """
    try:
        message = _parse(item.raw)
    except (UnreadableError, *_FAULTS):
        return  # reading the message itself says so
    try:
        for number, part in enumerate(message.iter_attachments(), 1):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                yield PurePosixPath(part.get_filename() or f"part-{number}").name, content
    except _FAULTS as error:
        raise UnreadableError(f"its attachments are broken ({type(error).__name__}); save them as files") from error


def _parse(raw: bytes) -> EmailMessage:
    if raw.count(b"\n--") > 2 * _PARTS:
        raise UnreadableError(f"has more than {_PARTS} parts; save its text as .txt")
    message = BytesParser(policy=policy.default).parsebytes(raw)
    if not isinstance(message, EmailMessage):
        raise UnreadableError("is no e-mail; save its text as .txt")
    return message


def _facts(message: EmailMessage) -> tuple[str, str, Day | None, str]:
    subject = " ".join(str(message.get("Subject", "")).split())
    name, address = parseaddr(str(message.get("From", "")))
    stated = message.get("Date")
    when = getattr(stated, "datetime", None)
    day = Day(when.date(), "metadata") if when is not None else None
    message_id = str(message.get("Message-ID", "")).strip().strip("<>")
    return subject, " ".join((name or address).split()), day, " ".join(message_id.split())
