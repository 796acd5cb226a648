from programs.importing import programs

__all__ = ["programs"]
