"""The border of the command line: every error ends here as one line that says the remedy."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO

import typer

from tollbook.errors import TollbookError

USAGE, INTERRUPTED, INTERNAL = 2, 130, 70
"""Exit statuses: bad usage or input; stopped by Ctrl-C; a fault of the program itself (sysexits' EX_SOFTWARE)."""


def run(argv: Sequence[str]) -> int:
    """Run one command; give its exit status. `--debug` anywhere among the options shows tracebacks."""
    debug, arguments = take_debug(argv)
    write_what_has_no_code(sys.stdout)
    try:
        status = call(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_output()
        return 0
    # the border of the program: whatever arises is told in one line with its own exit status
    except BaseException as error:  # noqa: BLE001
        if isinstance(error, SystemExit) and isinstance(error.__context__, BrokenPipeError):  # as typer passes it on
            silence_output()
            return 0
        if debug and not isinstance(error, SystemExit):
            traceback.print_exc()
        return explain(error, argv=arguments)
    return status


def write_what_has_no_code(stream: TextIO) -> None:
    """Let a stream write as ``\\udc80`` what its encoding lacks: half a surrogate pair, from JSON or a file's name.

    In JSON that is the escape of the very character, so that it reads back unchanged.
    """
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def call(arguments: Sequence[str]) -> int:
    """Let typer parse and run the command; errors come out as exceptions."""
    from .app import app

    result = app(list(arguments), prog_name="tollbook", standalone_mode=False)
    return result if isinstance(result, int) else 0


def take_debug(argv: Sequence[str]) -> tuple[bool, list[str]]:
    """Take `--debug` out of the options, wherever it stands before a `--`."""
    end = list(argv).index("--") if "--" in argv else len(argv)
    options = [word for word in argv[:end] if word != "--debug"]
    wanted = len(options) < end or bool(os.environ.get("TOLLBOOK_DEBUG"))
    return wanted, [*options, *argv[end:]]


def explain(error: BaseException, *, argv: Sequence[str]) -> int:
    """Say an error in one line on standard error; give the exit status."""
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else USAGE
        case KeyboardInterrupt() | typer.Abort():
            return complain("interrupted; run the same command again to go on", INTERRUPTED)
        # called without arguments: the message is the help, in its lines (typer gives the class no public name)
        case typer.TyperException() if type(error).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(f"{error}\n")
            return USAGE
        case typer.TyperException():
            return complain(f"{usage_message(error)} (see: {help_command(argv)})", USAGE)
        case TollbookError():
            return complain(str(error), USAGE)
        case OSError() if error.filename is not None:
            return complain(f"{error.filename}: {(error.strerror or 'cannot be used').lower()}", USAGE)
        case OSError() if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            said = (error.strerror or "disk").lower()
            return complain(f"the output cannot be written ({said}); make room, or write it elsewhere", USAGE)
        case _:
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            return complain(f"a fault of the program, not of your input: {what}; add --debug to see where", INTERNAL)


def usage_message(error: typer.TyperException) -> str:
    """The message of a wrong option or argument, on one line, without its full stop."""
    text = error.format_message() if hasattr(error, "format_message") else str(error)
    return " ".join(str(text).split()).rstrip(".")


def help_command(argv: Sequence[str]) -> str:
    """The command whose help tells more, as far as the arguments name one that exists."""
    from .app import COMMANDS

    command = next((word for word in argv if word in COMMANDS), None)
    return f"tollbook {command} --help" if command else "tollbook --help"


def complain(message: str, status: int) -> int:
    """Print one line to standard error; give the status back."""
    line = " ".join(message.split())
    try:
        sys.stderr.write(f"tollbook: {line}\n")
    except BrokenPipeError:
        silence_output()
    return status


def silence_output() -> None:
    """Send what is still buffered nowhere: whoever read our output has stopped reading (`| head`)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
