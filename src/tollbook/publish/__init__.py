"""What leaves the ledger: profiles that say how much may, and the page."""

from .page import render_page
from .profile import PROFILES, Profile, find_profile, reduce_claims
from .record import PageClaim, PageReport, State

__all__ = [
    "PROFILES",
    "PageClaim",
    "PageReport",
    "Profile",
    "State",
    "find_profile",
    "reduce_claims",
    "render_page",
]
