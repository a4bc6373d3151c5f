"""
Feeding for coachplan: hands over the catalogue beside this file, and refuses to know how it is used.
"""

from importlib.resources import files

from coachplan import Catalogue, hookimpl, read_catalogue

__all__ = ["coachplan_catalogue"]


@hookimpl
def coachplan_catalogue() -> Catalogue:
    """
    Return the skills, strategies, rules, flags and texts of feeding, read from the TOML files of this package.
    """
    return read_catalogue(files(__name__) / "catalogue", name="coachplan-feeding")
