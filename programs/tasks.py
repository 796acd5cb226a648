"""What this floor hands to the pipeline below: the words that sheets use for programmes."""

from programs.importing import programs

__all__ = ["programs"]
