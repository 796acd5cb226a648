"""What a chart says, as its title: a head of region reads the title first and often nothing else."""

from reports.measures.lenses import Picture, against
from reports.measures.phrases import moved, name_of
from reports.measures.places import Compared


def of_statistic(picture: Picture) -> str:
    """Where the regency stands against the province, else the nation, else how it moved, else what is shown."""
    told, macro = picture.told, picture.told.macro
    own, province, nation = macro.areas
    at, over = told.position, told.trend
    subject = f"{name_of(macro)} {own.short}"
    if at and at.gap_province is not None:
        return f"{subject} {against(at.gap_province, province, macro)}"
    if at and at.gap_nation is not None:
        return f"{subject} {against(at.gap_nation, nation, macro)}"
    if over and over.n >= told.rules.effect.min_points:
        return f"{subject} {moved(over.delta, macro)} sejak {over.first.year}"
    return subject


def of_places(told: Compared) -> str:
    """How many kecamatan are worse by both measures."""
    known = [row for row in told.rows if row.quadrant]
    worst = [row for row in known if row.quadrant == 1]
    if not known:
        return "Angka kecamatan belum ada"
    if not worst:
        return "Tidak ada kecamatan yang lebih buruk pada kedua ukuran"
    return f"{len(worst)} dari {len(known)} kecamatan lebih buruk pada kedua ukuran"
