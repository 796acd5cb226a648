import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import pytest

from agencies import identity
from beneficiaries.importing import rows
from tests.beneficiaries.lists import BORN, kk, line, nik, sheet_of

FACTS = {
    "upload_id": 7,
    "kind": "penerima",
    "context": {"tahun": 2026},
    "year": 2026,
    "programs": {"PKH": (3, True), "BST": (4, False)},
}


@pytest.fixture
def keys(tmp_path):
    return identity.Keys.create(tmp_path / "keys.json")


def staged(lines, keys, problems=None, **facts):
    found = list(rows.rows_for_staging(sheet_of(lines), problems or {}, FACTS | facts, keys))
    return [dict(zip(rows.TABLES[table], values, strict=True)) | {"table": table} for table, values in found]


def test_numbers_leave_sealed_and_never_in_clear(keys):
    person, _ = staged([line("Siti", nik=nik(1), no_kk=kk(2), program="PKH")], keys)
    assert identity.unseal(person["nik_ct"], person["nik_bi"], "nik", keys) == nik(1)
    assert identity.unseal(person["kk_ct"], person["kk_bi"], "kk", keys) == kk(2)
    assert nik(1) not in repr(person)
    assert kk(2) not in repr(person)


def test_a_line_is_told_in_the_words_of_the_register(keys):
    (person,) = staged(
        [
            line(
                "Hj. Siti", hubungan_keluarga="Istri", status_penduduk="Pindah", tanggal_lahir="1980-01-01", rt="004", desil=2,
                kode_desa="35.99.01.2001", pekerjaan="petani", penghasilan=500_000, nik=nik(1),
            )
        ],
        keys,
    )  # fmt: skip
    wanted = {"name_key": "SITI", "relation": "pasangan", "status": "pindah", "birth_date": date(1980, 1, 1), "rt": "004", "decile": 2,
              "village_code": "35.99.01.2001", "year": 2026, "outcome": "new"}  # fmt: skip
    assert {name: person[name] for name in wanted} == wanted
    assert person["other"] == {"pekerjaan": "petani", "penghasilan": 500_000}


def test_the_named_person_of_a_families_list_is_its_head(keys):
    assert staged([line("Wayan")], keys, kind="keluarga")[0]["relation"] == "kepala"
    assert staged([line("Wayan")], keys)[0]["relation"] == ""


def test_a_held_line_is_staged_without_its_aid(keys):
    (person,) = staged([line("Siti", nik=nik(1), program="PKH")], keys, {2: [{"severity": "error"}]})
    assert person["outcome"] == "held"
    assert person["problems"] == [{"severity": "error"}]


def test_a_warning_holds_nothing(keys):
    assert [
        row["outcome"] for row in staged([line("Siti", program="PKH")], keys, {2: [{"severity": "warning"}]})
    ] == ["new", ""]


@pytest.mark.parametrize(
    ("values", "kind", "number", "first", "last"),
    [
        ({"periode": "Triwulan II 2025"}, "triwulan", 2, date(2025, 4, 1), date(2025, 6, 30)),
        ({"periode": "Tahap 3"}, "tahap", 3, date(2026, 1, 1), date(2026, 12, 31)),
        ({}, "tahun", 0, date(2026, 1, 1), date(2026, 12, 31)),
        ({"tahun": 2024}, "tahun", 0, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_aid_carries_its_period(keys, values, kind, number, first, last):
    _, aid = staged([line("Siti", nik=nik(1), program="BST", **values)], keys)
    assert (aid["period_kind"], aid["period_number"], aid["period_start"], aid["period_end"]) == (
        kind,
        number,
        first,
        last,
    )


def test_aid_is_for_the_family_by_programme_or_where_only_its_card_is_known(keys):
    def to_family(**values):
        return staged([line("Siti", **values)], keys)[1]["to_family"]

    assert to_family(nik=nik(1), program="PKH") is True
    assert to_family(nik=nik(1), program="BST") is False
    assert to_family(no_kk=kk(1), program="BST") is True


def test_a_programme_nobody_knows_gives_no_aid(keys):
    assert len(staged([line("Siti", nik=nik(1), program="BANSOS LAIN")], keys)) == 1


def test_a_proposed_recipient_has_not_received(keys):
    _, aid = staged([line("Siti", nik=nik(1), program="BST", status_bantuan="Calon penerima")], keys)
    assert aid["status"] == "diusulkan"


def test_the_child_process_needs_no_django():
    code = "import beneficiaries.importing.rows, sys; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_block_can_be_made_by_itself(keys, monkeypatch):
    monkeypatch.setattr(rows, "BLOCK", 2)
    lines = [
        line(f"Siti {number}", nik=nik(number), program="BST" if number % 3 else None, tahun=2020 + number)
        for number in range(1, 8)
    ]
    whole = list(rows.rows_for_staging(sheet_of(lines), {}, FACTS, keys))
    blocks = rows.rows_for_staging(sheet_of(lines), {}, FACTS, keys).blocks
    apart = [list(zip(*columns(), strict=True)) for _, columns in reversed(blocks)][::-1]

    assert [table for table, _ in blocks] == [rows.PERSONS] * 4 + [rows.AIDS] * 3
    assert [told(values) for block in apart for values in block] == [told(values) for _, values in whole]
    years = [values[7] for table, values in whole if table == rows.AIDS]
    assert years == [2021, 2022, 2024, 2025, 2027]


def told(values: tuple) -> tuple:
    return tuple(value for value in values if not isinstance(value, bytes) or len(value) == 32)


def test_a_title_of_the_sheet_fills_period_and_year(keys):
    sheet = sheet_of([line("Siti", nik=nik(1), program="BST", tanggal_lahir=BORN)])
    sheet = SimpleNamespace(
        name=sheet.name, table=sheet.table, aid=sheet.aid, constants={"periode": "Tahap II 2025"}
    )
    (_, person), (_, aid) = rows.rows_for_staging(sheet, {}, FACTS, keys)
    assert dict(zip(rows.TABLES[rows.AIDS], aid, strict=True))["year"] == 2025
    assert dict(zip(rows.TABLES[rows.PERSONS], person, strict=True))["year"] == 2025
