"""Imported when the site starts: registers what programmes add to the ground floor (words of sheets, preparation)."""

from programs.actions import reference
from programs.importing import plan_lines, programs

__all__ = ["plan_lines", "programs", "reference"]
