"""The evaluation tables of Renja, RKPD and RPJMD in the columns of DOMAIN 11.6. K is performance, Rp money.

Realised money of a year is the sum of its quarters. K of a year follows the indicator's kind: flows add up, of
everything else the last figure counts. Ratios of K use the indicator's own formula, so a falling one is judged
as the planning period says.
"""

from decimal import Decimal

from agencies.access.permissions import Permission as P
from agencies.models import Signatory
from programs.queries.attainment import class_of
from programs.queries.evaluation_rules import (
    Line,
    Money,
    Performance,
    Reached,
    attained,
    reached_in,
    target_of,
)
from programs.queries.evaluations import UNLINKED, Evaluation, evaluation
from reports.definitions.forms import Filled, FormRow, Heading, Measured, OfficialForm, numbered, pair
from reports.measures.words import number, per_cent
from reports.queries.scope import Scope

QUARTERS = ("I", "II", "III", "IV")
FORMULAS = {
    "A": "target dibagi realisasi",
    "B": "dua kali target dikurangi realisasi, dibagi target",
}
RULE = "Capaian: 91 ke atas sangat tinggi, 76 tinggi, 66 sedang, 51 rendah, di bawahnya sangat rendah."
OF_NODES = ("urusan", "bidang", "program", "kegiatan", "sub_kegiatan")
BOLD = ("urusan", "bidang", "program", "tujuan", "sasaran", UNLINKED)
Pair = tuple[object, object]


def renja_headings(told: Evaluation) -> tuple[Heading, ...]:
    return numbered((
        Heading("No", width=6), Heading("Tujuan/Sasaran", width=30), Heading("Kode", kind="code", width=18),
        Heading("Program/Kegiatan/Sub Kegiatan dan Indikator", width=46),
        *pair("Target Renstra akhir periode", ""),
        *pair("Realisasi s.d. Renja tahun lalu", ""),
        *pair("Target dan anggaran tahun berjalan", ""),
        *(column for word in QUARTERS for column in pair(f"Realisasi triwulan {word}", "")),
        *pair("Realisasi tahun berjalan", "12 = 8+9+10+11"),
        *pair("Capaian tahun berjalan %", "13 = 12/7×100", k="per_cent", rp="per_cent"),
        *pair("Realisasi s.d. tahun berjalan", "14 = 6+12"),
        *pair("Capaian target Renstra %", "15 = 14/5×100", k="per_cent", rp="per_cent"),
        Heading("Unit penanggung jawab", width=24), Heading("Keterangan", width=28),
    ))  # fmt: skip


def rkpd_headings(told: Evaluation) -> tuple[Heading, ...]:
    year = told.year
    return numbered((
        Heading("No", width=6), Heading("Sasaran", width=30), Heading("Kode", kind="code", width=18),
        Heading("Urusan/Bidang/Program/Kegiatan/Sub Kegiatan", width=42), Heading("Indikator", width=36),
        *pair("Target RPJMD akhir", ""),
        *pair(f"Realisasi s.d. RKPD {year - 1}", ""),
        *pair(f"Target dan anggaran RKPD {year}", ""),
        *(column for word in QUARTERS for column in pair(f"Realisasi triwulan {word}", "")),
        *pair("Realisasi", "13 = 9+10+11+12"),
        *pair(f"Realisasi s.d. RKPD {year}", "14 = 7+13"),
        *pair("Capaian target RPJMD %", "15 = 14/6×100", k="per_cent", rp="per_cent"),
        Heading("Perangkat daerah", width=28),
    ))  # fmt: skip


def rpjmd_headings(told: Evaluation) -> tuple[Heading, ...]:
    years = five_years(told)
    return numbered((
        Heading("No", width=6), Heading("Sasaran", width=30), Heading("Kode", kind="code", width=14),
        Heading("Program", width=40), Heading("Indikator", width=36), Heading("Kondisi awal", kind="measure", width=14),
        *pair("Target akhir", ""),
        *(column for year in years for column in pair(f"Target {year}", "")),
        *(column for year in years for column in pair(f"Realisasi {year}", "")),
        *(column for year in years for column in pair(f"Rasio {year} %", "", k="per_cent", rp="per_cent")),
        Heading("Perangkat daerah", width=28),
    ))  # fmt: skip


def five_years(told: Evaluation) -> range:
    """The five years of the table: those of the period, which may be shorter in a transition."""
    return range(told.first_year, told.first_year + 5)


def renja(scope: Scope) -> Filled:
    return _filled(scope, "renja", renja_headings, _renja_rows)


def rkpd(scope: Scope) -> Filled:
    return _filled(scope, "rkpd", rkpd_headings, _rkpd_rows)


def rpjmd(scope: Scope) -> Filled:
    return _filled(scope, "rpjmd", rpjmd_headings, _rpjmd_rows)


def _filled(scope: Scope, kind: str, headings, rows) -> Filled:
    told = evaluation(scope.viewer, kind, scope.year, scope.agency)
    return Filled(headings(told), rows(told), footer_of(told, kind), remarks_of(told), _subtitle(told))


def _subtitle(told: Evaluation) -> str:
    period = f"{told.plan.name}, versi {told.plan.get_stage_display().lower()}" if told.plan else ""
    return f"Tahun {told.year}" + (f" · {period}" if period else "")


def _renja_rows(told: Evaluation) -> list[FormRow]:
    """Below each program, kegiatan and sub kegiatan stand its indicators, one row each; money stands with the first."""
    rows, count = [], 0
    for line in told.lines:
        if line.level in ("urusan", "bidang"):
            continue
        count += line.level == "program"
        number_ = str(count) if line.level == "program" else None
        depth = max(OF_NODES.index(line.level) - 2, 0) if line.level in OF_NODES else 0
        money = _year_pairs(told, line.money, None)
        cells = (number_, line.goal or None, line.code or None, line.name, *money, line.agency, None)
        rows.append(FormRow(cells, depth, line.level in BOLD))
        for one in line.indicators:
            pairs = _year_pairs(told, None, one)
            rows.append(
                FormRow((None, None, None, one.indicator.name, *pairs, None, _remark(one)), depth + 1)
            )
    total = _year_pairs(told, _total(told), None)
    return [*rows, FormRow((None, None, None, "Jumlah", *total, None, None), bold=True, total=True)]


def _rkpd_rows(told: Evaluation) -> list[FormRow]:
    rows, count = [], 0
    for line in told.lines:
        count += line.level == "program"
        number_ = str(count) if line.level == "program" else None
        head = (number_, line.goal or None, line.code or None, line.name)
        for first, one in _stacked(line):
            pairs = _cut(_year_pairs(told, line.money if first else None, one))
            cells = (
                *(head if first else (None,) * 4),
                one.indicator.name if one else None,
                *pairs,
                line.agency,
            )
            rows.append(
                FormRow(
                    cells,
                    OF_NODES.index(line.level) if line.level in OF_NODES else 0,
                    first and line.level in BOLD,
                    continues=0 if first else len(head),
                )
            )
    total = _cut(_year_pairs(told, _total(told), None))
    return [*rows, FormRow((None, None, None, "Jumlah", None, *total, None), bold=True, total=True)]


def _rpjmd_rows(told: Evaluation) -> list[FormRow]:
    rows, count = [], 0
    for line in told.lines:
        if line.level not in ("program", "tujuan", "sasaran"):
            continue
        count += line.level == "program"
        head = (
            str(count) if line.level == "program" else None,
            line.goal or None,
            line.code or None,
            line.name,
        )
        for first, one in _stacked(line):
            cells = (
                *(head if first else (None,) * 4), one.indicator.name if one else None,
                _measured(one.indicator.baseline_value, one) if one else "",
                *_period_cells(told, line.money if first else None, one), line.agency,
            )  # fmt: skip
            rows.append(FormRow(cells, 0, first and line.level in BOLD, continues=0 if first else len(head)))
    return rows


def _stacked(line: Line) -> list[tuple[bool, Performance | None]]:
    """(is the first row of its line, indicator): a line without indicator has one row all the same."""
    return [(place == 0, one) for place, one in enumerate(line.indicators or [None])]


def _year_pairs(told: Evaluation, money: Money | None, one: Performance | None) -> tuple:
    """Columns 5 to 15 of the Renja table: (K, Rp) each."""
    year = told.year
    k = (
        (
            one.goal, one.before, one.target, *one.quarters, one.reached, one.percent, one.until, one.of_goal,
        )
        if one
        else ("",) * 11
    )  # fmt: skip
    rp = (
        (
            money.final, money.before(year), money.ceiling, *money.quarters, money.spent, money.absorption, money.until(year),
            attained(money.until(year), money.final),
        )
        if money
        else ("",) * 11
    )  # fmt: skip
    ratios = (8, 10)
    return tuple(
        cell
        for place, (performance, amount) in enumerate(zip(k, rp, strict=True))
        for cell in (performance if place in ratios else _measured(performance, one), amount)
    )


def _cut(pairs: tuple) -> tuple:
    """The RKPD table has no column for the ratio of the year."""
    return (*pairs[:16], *pairs[18:])


def _period_cells(told: Evaluation, money: Money | None, one: Performance | None) -> tuple:
    """Final target, then targets, realisation and ratios of five years: (K, Rp) each."""
    years = five_years(told)
    k = _period_performance(years, one) if one else ("",) * 16
    rp = _period_money(years, money) if money else ("",) * 16
    return tuple(cell for two in zip(k, rp, strict=True) for cell in two)


def _period_performance(years: range, one: Performance) -> tuple:
    rows = [one.years.get(year) for year in years]
    return (
        _measured(one.goal, one),
        *(_measured(target_of(row), one) if row else None for row in rows),
        *(_measured(reached_in(row), one) if row else None for row in rows),
        *(row.judgement.percent if row else None for row in rows),
    )


def _period_money(years: range, money: Money) -> tuple:
    planned, spent = ([told.get(year) for year in years] for told in (money.planned, money.spent_in))
    return (
        money.final,
        *planned,
        *spent,
        *(attained(part, whole) for part, whole in zip(spent, planned, strict=True)),
    )


def _measured(value: Reached, one: Performance | None):
    """A number with the indicator's unit; words and nothing as they are."""
    return Measured(value, one.indicator.unit) if isinstance(value, Decimal) and one else value


def _total(told: Evaluation) -> Money:
    """Every programme once; the indicative ceilings are those of the program level."""
    told.total.planned = {}
    for line in told.lines:
        for year, amount in line.money.planned.items() if line.level == "program" else ():
            told.total.planned[year] = told.total.planned.get(year, 0) + amount
    return told.total


def _remark(one: Performance) -> str | None:
    """Why nothing can be judged, else what held the indicator back."""
    return one.now.judgement.reason_words or one.now.hindering or None


def footer_of(told: Evaluation, kind: str) -> tuple[tuple[str, str], ...]:
    note = told.note
    next_plan = "Renja" if kind == "renja" else "RKPD" if kind == "rkpd" else "RPJMD"
    return (
        ("Rata-rata capaian kinerja (%)", number(told.mean, 2)),
        ("Predikat", class_of(told.mean)[1]),
        ("Serapan anggaran (%)", per_cent(told.total.absorption)),
        ("Keadaan indikator", _states(told)),
        ("Faktor pendorong", note.driving if note else ""),
        ("Faktor penghambat", note.hindering if note else ""),
        ("Tindak lanjut triwulan berikutnya", note.next_quarter if note else ""),
        (f"Tindak lanjut {next_plan} berikutnya", note.next_plan if note else ""),
    )


def _states(told: Evaluation) -> str:
    one = told.score
    return f"{one.met} tercapai, {one.not_met} belum tercapai, {one.open} belum dapat dinilai"


def remarks_of(told: Evaluation) -> tuple[str, ...]:
    """The rules by which the table is to be read, and what is missing in it."""
    silent = tuple(
        f"Realisasi triwulan {QUARTERS[n - 1]} tidak dilaporkan tersendiri." for n in told.silent_quarters
    )
    return (
        "K = kinerja, Rp = anggaran. Tanda – berarti belum ada data.",
        "Rata-rata: rata-rata sederhana capaian indikator yang dapat dinilai, setinggi-tingginya menurut pengaturan.",
        RULE,
        f"Tren negatif memakai rumus {told.falling}: {FORMULAS[told.falling]}.",
        *silent,
    )


RENJA = OfficialForm(
    "renja", "Evaluasi Hasil Renja", "Target, realisasi per triwulan, dan capaian Renja perangkat daerah dalam 17 kolom.",
    P.VIEW_INDICATORS, (Signatory.Post.PLANNING_HEAD,), renja, indented=3, signs=("Dievaluasi",),
)  # fmt: skip
RKPD = OfficialForm(
    "rkpd", "Evaluasi Hasil RKPD", "Target, realisasi per triwulan, dan capaian RKPD dalam 16 kolom.",
    P.VIEW_INDICATORS, (Signatory.Post.PLANNING_HEAD, Signatory.Post.REGENT), rkpd, indented=3, signs=("Disusun", "Disetujui"),
)  # fmt: skip
RPJMD = OfficialForm(
    "rpjmd", "Evaluasi Hasil RPJMD", "Target, realisasi, dan rasio lima tahun RPJMD dalam 23 kolom.",
    P.VIEW_INDICATORS, (Signatory.Post.PLANNING_HEAD, Signatory.Post.REGENT), rpjmd, indented=3, signs=("Disusun", "Disetujui"),
)  # fmt: skip
EVALUATIONS = {form.slug: form for form in (RENJA, RKPD, RPJMD)}
