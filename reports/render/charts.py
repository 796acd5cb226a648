"""Charts and maps, each defined once with Altair, for the screen and later for paper.

Data are put in after Altair has checked the definition: checking inline outlines takes a second each time.
"""

from collections.abc import Iterable

import altair as alt

from reports.queries.villages import VillageRow

NEED = ["#fbefdc", "#f6cf97", "#e89a4c", "#c2621c", "#7f380c"]
LIMITS = [10, 20, 30, 40]  # per cent; fixed, so that two prints can be compared
NO_DATA = "#e3e6e8"
CLASSES = ("di bawah 10", "10–19", "20–29", "30–39", "40 ke atas")


def need_map(rows: Iterable[VillageRow], outlines_url: str, link: str) -> dict:
    """Villages by the share of target families without any aid. `link` is a village's address with CODE for its code."""
    scale = alt.Scale(type="threshold", domain=LIMITS, range=NEED)
    chart = (
        alt.Chart(alt.NamedData("shapes"))
        .mark_geoshape(stroke="#ffffff", strokeWidth=0.7)
        .transform_lookup(
            lookup="id",
            from_=alt.LookupData(
                data=alt.NamedData("rows"), key="code", fields=["name", "words", "share", "url", "spoken"]
            ),
        )
        .encode(
            color=alt.condition(
                "isValid(datum.share)", alt.Color("share:Q", scale=scale, legend=None), alt.value(NO_DATA)
            ),
            href=alt.Href("url:N"),
            tooltip=[alt.Tooltip("name:N", title="Desa"), alt.Tooltip("words:N", title="Belum terlayani")],
            description=alt.Description("spoken:N"),
        )
        .project(type="identity", reflectY=True)
        .properties(width="container", height=300)
    )
    values = [
        {
            "code": row.code,
            "name": f"{row.name}, {row.district}",
            "share": row.unserved_share,
            "words": _words(row),
            "spoken": f"{row.name}: {_words(row)}",
            "url": link.replace("CODE", row.code),
        }
        for row in rows
    ]
    shapes = {"url": outlines_url, "format": {"type": "json", "property": "features"}}
    return _with_data(chart, shapes=shapes, rows={"values": values})


def _words(row: VillageRow) -> str:
    return f"{row.unserved} dari {row.target} keluarga" if row.target else "belum ada data"


def _with_data(chart: alt.Chart, **named: dict) -> dict:
    """The finished definition with its data in the places that Altair only knows by name."""
    definition = chart.to_dict()
    definition.pop("datasets", None)
    definition["data"] = named["shapes"]
    for step in definition.get("transform", ()):
        if "lookup" in step:
            step["from"]["data"] = named["rows"]
    return definition
