"""Which fiscal year a page is about, and which years there are to choose from."""

from agencies.queries.office import fiscal_year

BACK, AHEAD = 5, 1


def year_of(request_get, at_work: int | None = None) -> int:
    """?tahun= when it is a year, else the year the office works on."""
    asked = request_get.get("tahun", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else at_work or fiscal_year()


def years_around(at_work: int) -> list[int]:
    """The years of the choice, newest first."""
    return list(range(at_work + AHEAD, at_work - BACK - 1, -1))
