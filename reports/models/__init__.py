from reports.models.exports import BuiltFile
from reports.models.rollups import CoverageFigure, FigureState, MeetingFigure, ReachFigure

__all__ = ["BuiltFile", "CoverageFigure", "FigureState", "MeetingFigure", "ReachFigure"]
