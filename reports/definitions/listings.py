"""Every list that leaves as Excel: the same rows, filters and order as its page, one line after another."""

from collections.abc import Iterator

from agencies import identity
from agencies.access.permissions import Permission as P
from agencies.access.viewer import Viewer
from agencies.models import Upload
from agencies.queries import agencies, quality, regions, uploads
from beneficiaries.models import Family
from beneficiaries.queries import coverage, overlaps, recipients
from programs.queries import budgets, indicators, programs
from programs.queries.years import year_of
from reports.definitions.base import CHUNK, Column, Listing, Params, Row, counted
from reports.definitions.office import OFFICE
from reports.queries.scope import scope_of
from reports.queries.villages import narrowed, village_rows


def _programs(viewer: Viewer, params: Params) -> Iterator[tuple[None, Row]]:
    for row in programs.listing(viewer, params, year_of(params)).iterator(chunk_size=CHUNK):
        yield None, (
            row.code, row.name, str(row.agency or row.get_owner_display()), row.get_strategy_display() or "", str(row.aid_kind or ""),
            str(row.unit or ""), row.ceiling_amount, row.spent_amount, row.absorption,
        )  # fmt: skip


def _budgets(viewer: Viewer, params: Params) -> Iterator[tuple[None, Row]]:
    rows = budgets.money_by(programs.covered(viewer, params), year_of(params))
    words = {"agency": "Perangkat daerah", "strategy": "Strategi", "source": "Sumber dana"}
    for dimension, heading in words.items():
        for row in budgets.rows_of(rows, dimension):
            yield (
                None,
                (heading, row.label, row.programs, row.ceiling_amount, row.spent_amount, row.absorption),
            )


def _indicators(viewer: Viewer, params: Params) -> Iterator[tuple[None, Row]]:
    for row in indicators.listing(viewer, params, year_of(params)):
        one = row.indicator
        yield None, (
            one.code, one.name, str(one.agency), one.unit, row.target if row.target is not None else row.target_text,
            row.judgement.realized, row.judgement.percent, row.judgement.words, row.judgement.reason_words, row.hindering,
        )  # fmt: skip


def _agencies(viewer: Viewer, params: Params) -> Iterator[tuple[None, Row]]:
    for row in agencies.listing(viewer, params).iterator(chunk_size=CHUNK):
        yield (
            None,
            (row.code, row.name, row.short_name, row.get_kind_display(), ", ".join(row.fields_of_affairs)),
        )


def _regions(viewer: Viewer, params: Params) -> Iterator[tuple[None, Row]]:
    for row in regions.listing(viewer, params).iterator(chunk_size=CHUNK):
        yield (
            None,
            (row.code, row.name, row.get_level_display(), row.get_kind_display(), str(row.parent or "")),
        )


def _chosen_uploads(viewer: Viewer, params: Params):
    return uploads.narrowed(Upload.objects.visible_to(viewer).for_listing(), params)


def _uploads(viewer: Viewer, params: Params) -> Iterator[tuple[None, Row]]:
    for row in _chosen_uploads(viewer, params).iterator(chunk_size=CHUNK):
        yield None, (
            row.pk, row.name, str(row.agency), row.get_kind_display(), row.received_at, row.get_status_display(), row.rows_read,
            row.rows_new, row.rows_changed, row.rows_same, row.rows_held, row.rows_skipped, row.rows_ended, row.quality,
        )  # fmt: skip


def _quality(viewer: Viewer, params: Params) -> Iterator[tuple[None, Row]]:
    for row in quality.by_agency(Upload.objects.visible_to(viewer)):
        yield (
            None,
            (row.name, row.score, row.before, *(share for _, share in row.shares), row.lists, row.lines),
        )


def _villages(viewer: Viewer, params: Params) -> Iterator[tuple[None, Row]]:
    for row in narrowed(village_rows(scope_of(viewer, params)), params):
        yield None, (
            row.code, row.name, row.district, row.target, row.served, row.unserved, row.unserved_share, row.families, row.persons,
        )  # fmt: skip


def _recipients(viewer: Viewer, params: Params) -> Iterator[tuple[int, Row]]:
    for line in recipients.rows_for_export(viewer, params):
        one = line.subject
        name, tag = (one.head_name, one.kk_tag) if hasattr(one, "kk_tag") else (one.name, one.nik_tag)
        yield one.pk, (
            name, _masked(tag), *_home(one), one.decile, line.members, ", ".join(line.programs), line.amount, ", ".join(line.findings),
        )  # fmt: skip


def _unserved(viewer: Viewer, params: Params) -> Iterator[tuple[int, Row]]:
    for family in _unserved_rows(viewer, params).iterator(chunk_size=CHUNK):
        yield (
            family.pk,
            (family.head_name, _masked(family.kk_tag), *_home(family), family.decile, family.member_count),
        )


def _unserved_rows(viewer: Viewer, params: Params):
    chosen = recipients.Chosen.of(params)
    families = coverage.unserved(recipients.narrowed(coverage.target_families(viewer), chosen), chosen.year)
    return families.select_related("village__parent").order_by("decile", "head_key", "pk")


def _overlaps(viewer: Viewer, params: Params) -> Iterator[tuple[None, Row]]:
    """Pairs of programmes; the first row of the query counts the families of all pairs and is no pair."""
    chosen = recipients.Chosen.of(params)
    families = recipients.narrowed(Family.objects.visible_to(viewer), chosen)
    for pair in overlaps.meetings(families, chosen.year)[1:]:
        yield None, (pair.first, pair.second, pair.words, pair.families)


def _masked(tag: str) -> str:
    return identity.mask(tag) if tag else ""


def _home(one) -> tuple[str, str, str]:
    """Village, kecamatan, address."""
    village = one.village
    return (village.name, village.parent.name, one.address) if village else ("", "", one.address)


CODE, WHOLE, RUPIAH, SHARE = "code", "whole", "rupiah", "per_cent"
FAMILY = (
    Column("Nama", width=30), Column("NIK atau No. KK disamarkan", CODE, 24), Column("Desa", width=22), Column("Kecamatan", width=20),
    Column("Alamat", width=30), Column("Desil", WHOLE, 8), Column("Anggota", WHOLE, 9),
)  # fmt: skip
ALL = (
    Listing(
        "programs", "Daftar program", (P.VIEW_PROGRAMS,),
        (Column("Kode", CODE, 18), Column("Program", width=44), Column("Perangkat daerah", width=40), Column("Strategi", width=30),
         Column("Bentuk bantuan", width=22), Column("Satuan", width=12), Column("Pagu (Rp)", RUPIAH, 18),
         Column("Realisasi (Rp)", RUPIAH, 18), Column("Serapan, %", SHARE, 12)),
        _programs, lambda viewer, params: programs.listing(viewer, params, year_of(params)).count(), back="programs:program-list",
    ),
    Listing(
        "budgets", "Serapan anggaran", (P.VIEW_PROGRAMS,),
        (Column("Menurut", width=20), Column("Nama", width=44), Column("Program", WHOLE, 10), Column("Pagu (Rp)", RUPIAH, 18),
         Column("Realisasi (Rp)", RUPIAH, 18), Column("Serapan, %", SHARE, 12)),
        _budgets, counted(_budgets), back="programs:budget-overview",
    ),
    Listing(
        "indicators", "Daftar indikator", (P.VIEW_INDICATORS,),
        (Column("Kode", CODE, 14), Column("Indikator", width=50), Column("Perangkat daerah", width=40), Column("Satuan", width=12),
         Column("Target", "decimal", 14), Column("Realisasi", "decimal", 14), Column("Capaian, %", SHARE, 12), Column("Keadaan", width=20),
         Column("Alasan", width=30), Column("Faktor penghambat", width=40)),
        _indicators, counted(_indicators), back="programs:indicator-table",
    ),
    Listing(
        "agencies", "Daftar perangkat daerah", (P.VIEW_AGENCIES,),
        (Column("Kode", CODE, 22), Column("Nama", width=50), Column("Singkatan", width=16), Column("Jenis", width=16),
         Column("Bidang urusan", CODE, 20)),
        _agencies, lambda viewer, params: agencies.listing(viewer, params).count(), back="agencies:agency-list",
    ),
    Listing(
        "regions", "Daftar wilayah", (P.VIEW_REGIONS,),
        (Column("Kode", CODE, 16), Column("Nama", width=30), Column("Tingkat", width=16), Column("Jenis", width=16),
         Column("Induk", width=26)),
        _regions, lambda viewer, params: regions.listing(viewer, params).count(), back="agencies:region-list",
    ),
    Listing(
        "uploads", "Daftar unggahan", (P.VIEW_UPLOADS,),
        (Column("Nomor", CODE, 9), Column("Berkas", width=40), Column("Perangkat daerah", width=36), Column("Isi", width=20),
         Column("Diterima", "day", 13), Column("Keadaan", width=22), Column("Baris terbaca", WHOLE, 12), Column("Baru", WHOLE, 10),
         Column("Berubah", WHOLE, 10), Column("Tetap", WHOLE, 10), Column("Ditahan", WHOLE, 10), Column("Dilewati", WHOLE, 10),
         Column("Berakhir", WHOLE, 10), Column("Mutu data", SHARE, 11)),
        _uploads, lambda viewer, params: _chosen_uploads(viewer, params).count(), back="agencies:upload-list",
    ),
    Listing(
        "quality", "Mutu data per perangkat daerah", (P.VIEW_UPLOADS,),
        (Column("Perangkat daerah", width=44), Column("Mutu data", SHARE, 11), Column("Sebelumnya", SHARE, 11),
         *(Column(f"{label} benar, %", SHARE, 13) for label, _ in quality.PARTS.values()), Column("Daftar", WHOLE, 9),
         Column("Baris", WHOLE, 11)),
        _quality, counted(_quality), back="agencies:quality-list",
    ),
    Listing(
        "villages", "Daftar desa", (P.VIEW_DASHBOARD,),
        (Column("Kode", CODE, 16), Column("Desa/kelurahan", width=26), Column("Kecamatan", width=22), Column("Keluarga sasaran", WHOLE, 12),
         Column("Terlayani", WHOLE, 12), Column("Belum terlayani", WHOLE, 12), Column("Belum terlayani, %", SHARE, 12),
         Column("Keluarga penerima", WHOLE, 12), Column("Orang penerima", WHOLE, 12)),
        _villages, counted(_villages), back="reports:village-list",
    ),
    Listing(
        "recipients", "Daftar penerima", (P.EXPORT_PEOPLE,),
        (*FAMILY, Column("Program", width=44), Column("Nilai (Rp)", RUPIAH, 16), Column("Temuan", width=36)),
        _recipients, lambda viewer, params: recipients.chosen_rows(viewer, params).count(), has_names=True,
        back="beneficiaries:person-list",
    ),
    Listing(
        "unserved", "Keluarga belum terlayani", (P.EXPORT_PEOPLE,), FAMILY,
        _unserved, lambda viewer, params: _unserved_rows(viewer, params).count(), has_names=True, back="beneficiaries:unserved-list",
    ),
    Listing(
        "overlaps", "Tumpang tindih antarprogram", (P.VIEW_PEOPLE,),
        (Column("Program", width=44), Column("Bertemu dengan", width=44), Column("Aturan", width=20), Column("Keluarga", WHOLE, 12)),
        _overlaps, counted(_overlaps), back="beneficiaries:overlap-list",
    ),
)  # fmt: skip
LISTINGS: dict[str, Listing] = {listing.key: listing for listing in (*ALL, *OFFICE)}
