import pytest

from agencies.access.roles import Role
from agencies.importing.limits import Limits
from agencies.importing.plainsheet import first_sheet
from programs.actions.reference import load_reference
from programs.importing.reference_tables import TABLES, exported, stored, tried
from programs.models import FundingSource, Nomenclature, PairRule, ProgramAlias
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def sheet(headings, *rows, first=2):
    return {"first": first, "headings": headings, "rows": [list(row) for row in rows]}


SOURCES = TABLES["sumber-dana"]
HEAD = ["kode", "nama", "bagian_apbd"]


def test_a_trial_counts_and_stores_nothing():
    FundingSource.objects.create(code="PAD", name="PAD", is_apbd=True)
    FundingSource.objects.create(code="DAU", name="DAU", is_apbd=True)

    trial = tried(
        SOURCES,
        sheet(HEAD, ["PAD", "PAD", "ya"], ["DAU", "Dana Alokasi Umum", "ya"], ["CSR", "CSR", "tidak"]),
    )

    assert (trial.new, trial.changed, trial.same, trial.problems) == (1, 1, 1, [])
    assert FundingSource.objects.count() == 2


def test_every_problem_names_line_and_column_and_one_problem_stops_all():
    content = sheet(
        HEAD, ["CSR", "CSR", "tidak"], ["", "", ""], ["X", "", "ya"], ["Y", "Y", "mungkin"], first=5
    )

    trial = stored(SOURCES, content)

    assert [(number, column) for number, column, _ in trial.problems] == [(7, "nama"), (8, "bagian_apbd")]
    assert not FundingSource.objects.exists()


def test_a_code_that_excel_made_a_number_is_refused():
    [problem] = tried(SOURCES, sheet(HEAD, ["≈2.1", "X", "ya"])).problems
    assert "angka di Excel" in problem[2]


def test_missing_columns_are_named():
    [problem] = tried(SOURCES, sheet(["kode"], ["X"])).problems
    assert "nama" in problem[2]


@pytest.mark.parametrize("key", list(TABLES))
def test_an_export_uploaded_again_changes_nothing(key, viewer_of, tmp_path):
    load_reference()
    AgencyFactory(fields_of_affairs=["1.06", "2.08"], valid_from="2020-01-01")
    path = tmp_path / "a.xlsx"
    path.write_bytes(exported(TABLES[key], viewer_of(Role.SECRETARIAT)))

    content = first_sheet(str(path), Limits())
    trial = tried(TABLES[key], content)

    assert trial.problems == []
    assert (trial.changes, trial.same) == (0, TABLES[key].model.objects.count())
    assert "id" not in content["headings"]


def test_what_looks_like_a_formula_stays_text(viewer_of, tmp_path):
    FundingSource.objects.create(code="X", name="=1+1")
    path = tmp_path / "a.xlsx"
    path.write_bytes(exported(SOURCES, viewer_of(Role.SECRETARIAT)))
    assert first_sheet(str(path), Limits())["rows"] == [["X", "=1+1", "ya"]]


def test_a_pair_is_found_in_either_order():
    load_reference()
    before = PairRule.objects.count()
    table = TABLES["aturan-pasangan"]
    head = ["kode_program", "dengan_program", "aturan", "dasar"]
    for pair in (["PKH", "SEMBAKO"], ["SEMBAKO", "PKH"]):
        assert stored(table, sheet(head, [*pair, "Dilarang ganda", "uji"])).problems == []
    assert PairRule.objects.count() == before
    assert PairRule.objects.filter(verdict="forbidden").count() == 1


def test_a_spelling_of_an_unknown_programme_is_refused_in_words():
    problems = tried(
        TABLES["sebutan"], sheet(["kode_program", "sebutan", "kode_perangkat_daerah"], ["TIDAK", "x", ""])
    ).problems
    [problem] = problems
    assert "program TIDAK tidak ada" in problem[2]
    assert not ProgramAlias.objects.exists()


def test_nodes_find_their_parent_in_the_same_file_and_edition():
    head = ["edisi", "kode", "tingkat", "uraian", "kode_induk"]
    rows = (["Uji 1", "1", "Urusan", "WAJIB", ""], ["Uji 1", "1.06", "Bidang urusan", "SOSIAL", "1"])
    assert stored(TABLES["nomenklatur"], sheet(head, *rows)).new == 2
    assert Nomenclature.objects.get(code="1.06").parent.edition == "Uji 1"
