"""Errors that a user can act on: each message names the input and the remedy."""


class TollbookError(Exception):
    """Root of all errors raised on purpose."""


class ReadError(TollbookError):
    """An input could not be read as a report."""


class LedgerError(TollbookError):
    """The ledger cannot do what was asked."""


class SettingsError(TollbookError):
    """A project's settings, a lexicon or a data file is not as it should be."""


class PublishError(TollbookError):
    """What was asked cannot be published as it stands."""


class EstimateError(TollbookError):
    """No estimate can be made of these lists."""
