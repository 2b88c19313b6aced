"""The workbench: people review the machine's claims in a browser. Needs no internet, and asks none."""

from .access import Person, Sessions
from .app import make_app
from .bench import Workbench

__all__ = ["Person", "Sessions", "Workbench", "make_app"]
