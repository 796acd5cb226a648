"""Which register, and which year of it, the lines of an upload belong to."""

from agencies import sql
from agencies.importing.values.periods import parse_period
from agencies.models import Upload
from agencies.queries.office import fiscal_year
from beneficiaries.models import Register


def source_of(upload: Upload) -> str:
    """The register named on the form (context `sumber`); a list of recipients is always the agency's own."""
    stated = str(upload.context.get("sumber", "")).lower()
    if upload.kind == Upload.Kind.PENERIMA or stated not in Register.Source.values:
        return Register.Source.AGENCY
    return stated


def quarter_of(upload: Upload) -> int:
    """The quarter of a national register; 0 for a list of the whole year."""
    if source_of(upload) == Register.Source.AGENCY:
        return 0
    stated = upload.context.get("triwulan")
    if stated:
        return int(stated)
    period = parse_period(upload.context.get("periode"), year_of(upload))
    return period.number if period and period.kind == "triwulan" else 0


def year_of(upload: Upload) -> int:
    """The year stated for all lines, or that of the stated period, or the year the office works on."""
    stated = upload.context.get("tahun")
    if stated:
        return int(stated)
    period = parse_period(upload.context.get("periode"))
    return period.year if period else fiscal_year()


def opened(upload: Upload) -> None:
    """Make sure that there is a register for every year the upload's lines speak of."""
    sql.execute(
        """
        INSERT INTO beneficiaries_register (source, agency_id, year, number, created_at)
        SELECT %(source)s, %(agency)s::bigint, coalesce(s.year, %(year)s) AS year, %(number)s, now()
        FROM beneficiaries_stagedperson s WHERE s.upload_id = %(upload)s AND s.outcome <> 'held'
        GROUP BY coalesce(s.year, %(year)s) ORDER BY year
        ON CONFLICT DO NOTHING
        """,
        upload=upload.pk,
        year=year_of(upload),
        **key(upload),
    )


def key(upload: Upload) -> dict:
    """The parts of a register's key that all lines of an upload share."""
    source = source_of(upload)
    agency = upload.agency_id if source == Register.Source.AGENCY else None
    return {"source": source, "agency": agency, "number": quarter_of(upload)}
