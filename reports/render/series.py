"""Lines over the years with their gaps, and places by two measures: the charts of the poverty analysis."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from json import dumps

import altair as alt

OWN, SECOND, THIRD = "#0b4f8a", "#8a98a4", "#b7c1c8"
INK = "#17222c"
QUADRANT_COLOURS = {1: "#7f380c", 2: "#e89a4c", 3: "#e3a21a", 4: "#b7c1c8"}
ROOM = Decimal("0.3")  # of the years: what the names at the ends of the lines need
CLOSE = Decimal("0.045")  # of the height: two names closer than this cover each other
BESIDE, LETTER = (
    Decimal("0.024"),
    Decimal("0.0185"),
)  # of the width: from a dot to its name, and each letter of it
APART = Decimal("0.075")  # of the height: two names stand no closer
HEIGHT = 300
NARROW = 420  # pixels; below, the ends carry names without values


@dataclass(frozen=True, slots=True)
class Line:
    """One area: `values` by year, None where nothing was published; the own one is drawn strongest."""

    name: str
    values: dict[int, Decimal | None]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One place with two measures and the quadrant they put it in."""

    name: str
    x: Decimal
    y: Decimal
    quadrant: int
    url: str = ""


def series_chart(lines: Sequence[Line], unit: str, decimals: int = 2) -> dict:
    """Lines that break where a year has no value, a dot on every published one, names and last values at their ends."""
    known = [line for line in lines if any(value is not None for value in line.values.values())]
    years = sorted({year for line in known for year in line.values})
    values = [_point(line, year, decimals) for line in known for year in years]
    x = alt.X(
        "year:Q", title=None, scale=alt.Scale(domain=_years_with_room(years), nice=False),
        axis=alt.Axis(format="d", values=years, grid=False, labelOverlap="parity"),
    )  # fmt: skip
    y = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(tickCount=5))
    colour = _colour(known)
    data = alt.Data(values=values)
    drawn = alt.Chart(data).mark_line(strokeJoin="round").encode(
        x=x, y=y, color=colour, detail="area:N", order="year:Q",
        strokeWidth=alt.condition("datum.own", alt.value(3), alt.value(2)),
    )  # fmt: skip
    dots = alt.Chart(data).transform_filter("isValid(datum.value)").mark_circle(opacity=1).encode(
        x=x, y=y, color=colour, size=alt.condition("datum.own", alt.value(60), alt.value(28)),
        tooltip=[alt.Tooltip("area:N", title="Wilayah"), alt.Tooltip("words:N", title="Nilai")],
        description=alt.Description("spoken:N"),
    )  # fmt: skip
    names = alt.Chart(alt.Data(values=_ends(known, decimals))).transform_calculate(
        label=f"width < {NARROW} ? datum.name : datum.words"
    ).mark_text(align="left", dx=9, fontSize=12).encode(
        x="year:Q", y="value:Q", text="label:N",
        color=alt.condition("datum.own", alt.value(OWN), alt.value("#475663")),
    )  # fmt: skip
    return _finished(alt.layer(drawn, dots, names))


def quadrant_chart(
    places: Sequence[Place],
    ref_x: Decimal,
    ref_y: Decimal,
    titles: tuple[str, str],
    directions: tuple[str, str],
    names_of: tuple[str, str],
) -> dict:
    """Places by two measures, the reference values as dashed lines; each place carries its name, on phones the worse ones."""
    values = [
        {
            "name": one.name,
            "x": float(one.x),
            "y": float(one.y),
            "place": at,
            "left": left,
            "q": one.quadrant,
            "url": one.url,
        }
        for one, (at, left) in zip(places, _spread(places), strict=True)
    ]
    x = alt.X(
        "x:Q",
        title=titles[0],
        scale=alt.Scale(zero=False, nice=False, padding=26),
        axis=alt.Axis(grid=False, tickCount=6),
    )
    y = alt.Y(
        "y:Q",
        title=titles[1],
        scale=alt.Scale(zero=False, nice=False, padding=26),
        axis=alt.Axis(grid=False, tickCount=6),
    )
    colour = alt.Color(
        "q:N", legend=None,
        scale=alt.Scale(domain=list(QUADRANT_COLOURS), range=list(QUADRANT_COLOURS.values())),
    )  # fmt: skip
    base = alt.Chart(alt.Data(values=values)).encode(x=x, y=y)
    dots = base.mark_circle(size=90, opacity=1).encode(
        color=colour, tooltip=[alt.Tooltip("name:N", title="Kecamatan")], href="url:N"
    )
    across = _rule(x=float(ref_x))
    along = _rule(y=float(ref_y))
    return _finished(
        alt.layer(across, along, dots, *_names(base), *_corners(names_of, directions)), height=360
    )


def _names(base: alt.Chart) -> list[alt.Chart]:
    """The names right of their dots, and those left of them."""
    return [
        base.transform_filter(f"datum.left == {left}").transform_calculate(
            told=f"width < {NARROW} && datum.q == 4 ? '' : datum.name"
        ).mark_text(
            align=align, dx=dx, fontSize=12, color=INK
        ).encode(text="told:N", y="place:Q")
        for left, align, dx in (("false", "left", 8), ("true", "right", -8))
    ]  # fmt: skip


def _rule(**at: float) -> alt.Chart:
    (axis,) = at
    drawn = alt.Chart(alt.Data(values=[at])).mark_rule(strokeDash=[4, 4], color=SECOND)
    return drawn.encode(**{axis: f"{axis}:Q"})


def _corners(names: tuple[str, str], directions: tuple[str, str]) -> list[alt.Chart]:
    """What each quadrant means in its corner, on phones its number; worse is right and up where lower is better."""
    meanings = (
        "keduanya lebih buruk",
        f"hanya {names[0].lower()}",
        f"hanya {names[1].lower()}",
        "keduanya lebih baik",
    )
    found = []
    for number, words in enumerate(meanings, 1):
        worse_x, worse_y = number in (1, 2), number in (1, 3)
        right, up = worse_x == (directions[0] != "+"), worse_y == (directions[1] != "+")
        mark = alt.Chart(alt.Data(values=[{}])).mark_text(
            text=alt.ExprRef(f"width < {NARROW} ? '{number}' : {dumps(f'{number} {words}')}"),
            align="right" if right else "left", baseline="top" if up else "bottom", fontSize=12, fontStyle="italic",
            color="#475663", x=alt.ExprRef("width - 4" if right else "4"), y=alt.ExprRef("4" if up else "height - 4"),
        )  # fmt: skip
        found.append(mark)
    return found


def _spread(places: Sequence[Place]) -> list[tuple[float, bool]]:
    """The height of each name, and whether it stands left of its dot: right of it, else left, else a little above."""
    lowest = min(one.x for one in places)
    wide = max(one.x for one in places) - lowest
    room = (max(one.y for one in places) - min(one.y for one in places)) * CLOSE
    taken: list[tuple[Decimal, Decimal, Decimal]] = []
    found = {}
    for place, one in sorted(enumerate(places), key=lambda item: item[1].y):
        reach = wide * (BESIDE + LETTER * len(one.name))
        fits_left = one.x - reach >= lowest - reach / 2  # else the name would leave the drawing
        spots = [(one.y, False), *([(one.y, True)] if fits_left else [])]
        spots += [(one.y + step * room, False) for step in range(1, len(places) + 1)]
        for at, left in spots:
            box = (one.x - reach, one.x, at) if left else (one.x, one.x + reach, at)
            if not any(
                box[0] < other[1] and other[0] < box[1] and abs(at - other[2]) < room for other in taken
            ):
                break
        taken.append(box)
        found[place] = (float(at), left)
    return [found[place] for place in range(len(places))]


def _point(line: Line, year: int, decimals: int) -> dict:
    value = line.values.get(year)
    words = "" if value is None else f"{_words(value, decimals)} ({year})"
    return {
        "area": line.name, "year": year, "value": None if value is None else float(value), "own": line.own, "words": words,
        "spoken": f"{line.name}: {words}",
    }  # fmt: skip


def _ends(lines: Sequence[Line], decimals: int) -> list[dict]:
    """The name of each line with its last value, moved apart where two would cover each other."""
    every = [value for line in lines for value in line.values.values() if value is not None]
    room = (max(every) - min(every)) * APART if every else Decimal(0)
    last = []
    for line in lines:
        year = max(year for year, value in line.values.items() if value is not None)
        last.append((line.values[year], year, line))
    ends, below = [], None
    for value, year, line in sorted(last, key=lambda one: one[0]):
        place = value if below is None else max(value, below + room)
        below = place
        words = f"{line.name} {_words(value, decimals)}"
        ends.append({"year": year, "value": float(place), "name": line.name, "words": words, "own": line.own})
    return ends


def _years_with_room(years: Sequence[int]) -> list[float]:
    if not years:
        return [0, 1]
    span = max(years[-1] - years[0], 1)
    return [years[0] - 0.3, years[-1] + float(max(span * ROOM, Decimal("0.6")))]


def _colour(lines: Sequence[Line]) -> alt.Color:
    others = iter((SECOND, THIRD, THIRD))
    colours = {line.name: OWN if line.own else next(others) for line in lines}
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return alt.Color("area:N", legend=None, scale=scale)


def _words(value: Decimal, decimals: int) -> str:
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _finished(chart: alt.LayerChart, height: int = HEIGHT) -> dict:
    """Wide as its card; the data stand inside, in the places where Altair put them."""
    definition = chart.properties(width="container", height=height).to_dict()
    definition["autosize"] = {"type": "fit-x", "contains": "padding"}
    return definition
