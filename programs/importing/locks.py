"""Lists respect locked periods as forms do: what a locked quarter says stays, whoever hands a list in."""

from agencies.queries.schedules import locked
from programs.importing.facts import Draft
from programs.models import Attainment, Realization

DOCUMENTS = {Attainment: "capaian", Realization: "realisasi"}  # Schedule.document


def hold_locked(draft: Draft) -> None:
    """Hold the lines that would change a locked quarter. Needs `compare`."""
    known: dict[tuple, bool] = {}
    for fact in draft.facts.values():
        document = DOCUMENTS.get(fact.model)
        if document and (fact.is_new or fact.changes):
            quarter = fact.key["quarter"] if document == "capaian" else (fact.key["month"] + 2) // 3
            whose = fact.key["indicator"] if document == "capaian" else fact.key["program"]
            period = (document, fact.key["year"], quarter, whose.agency_id)
            if period not in known:
                known[period] = locked(*period) is not None
            if known[period]:
                for told in fact.told:
                    told.hold(
                        "locked_period",
                        fact.names.get("value", ""),
                        periode=f"triwulan {quarter} tahun {period[1]}",
                    )
