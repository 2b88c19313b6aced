"""The static site of a publication: pages that need no server and no script."""

from .writing import write_site

__all__ = ["write_site"]
