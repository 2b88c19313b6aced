"""Those who work on a ledger: their accounts, sessions, invitations, tokens, what they did, and who is to do what."""

from .accounts import Account
from .activity import Activity
from .assignments import Assignment
from .invitations import Invitation
from .people import People
from .tokens import Token

__all__ = ["Account", "Activity", "Assignment", "Invitation", "People", "Token"]
