"""What holds of every list and every register, on the real database (hypothesis makes both up)."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings, strategies as st

from beneficiaries.actions import shown
from beneficiaries.importing import endings
from beneficiaries.queries.soundness import dangling
from tests.beneficiaries.lists import BORN, dump, kk, line, merge, merged, nik, outcomes, staged, undone
from tests.factories import AgencyFactory, ProgramFactory, VillageFactory
from tests.factories.programs import UnitFactory

pytestmark = pytest.mark.django_db
few = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip
MODES = ("add", "update", "replace")
NAMES = ("Wayan", "Made", "Nyoman", "Ketut")
people = st.integers(1, 5)
some_lines = st.lists(
    st.builds(
        lambda name, numbers, **more: line(name, **numbers, **{field: value for field, value in more.items() if value}),
        st.sampled_from(NAMES),
        st.one_of(
            st.builds(lambda n: {"nik": nik(n)}, people),
            st.builds(lambda n: {"no_kk": kk(n)}, people),
            st.builds(lambda n, f: {"nik": nik(n), "no_kk": kk(f)}, people, people),
        ),
        tanggal_lahir=st.sampled_from([None, BORN]),
        alamat=st.sampled_from([None, "Jl. Mawar", "Jl. Melati"]),
        desil=st.sampled_from([None, 1, 4]),
        kode_desa=st.sampled_from([None, "35.99.01.2001", "35.99.01.2002"]),
        hubungan_keluarga=st.sampled_from([None, "Kepala Keluarga", "Anak"]),
        nominal=st.sampled_from([None, 5, 600_000]),
        program=st.sampled_from([None, "BST", "PKH"]),
        periode=st.sampled_from([None, "Tahap 1", "Tahap 2"]),
    ),
    min_size=1, max_size=6,
    unique_by=lambda one: one.get("nik") or (one["nama"], one["no_kk"]),  # the reader holds who stands there twice
)  # fmt: skip
some_lists = st.lists(
    st.tuples(some_lines, st.sampled_from(["individu", "keluarga", "penerima"]), st.sampled_from(MODES)),
    max_size=3,
)

# A person who once lived in a family and has moved, named in both by one list: with the old No. KK and with none.
MOVED = [([line("Wayan", nik=nik(1), no_kk=kk(number))], "individu", "update") for number in (1, 2)]
NAMED_TWICE = [
    line("Wayan", no_kk=kk(1), hubungan_keluarga="Anak"),
    line("Wayan", nik=nik(1), alamat="Jl. Mawar"),
]

# A new person on two lines: the second has the number, the first the village.
TOLD_TWICE = [
    line("Made", no_kk=kk(1), tanggal_lahir=BORN, kode_desa="35.99.01.2001"),
    line("Made", nik=nik(1), no_kk=kk(1), tanggal_lahir=BORN),
]

# One aid of one family on two lines: the first counts, so the other's amount is none that the register would take.
ONE_AID = [
    line("Wayan", no_kk=kk(2), program="BST"), line("Made", no_kk=kk(2), program="BST", nominal=5),
]  # fmt: skip

# Two members with one name, one of them named by the list without a NIK: whom it means must not change once the other
# has moved in.
NAMESAKE = [([line("Wayan", nik=nik(1)), line("Wayan", nik=nik(4), no_kk=kk(2))], "individu", "add")]
BOTH_NAMED = [
    line("Wayan", no_kk=kk(2), tanggal_lahir=BORN), line("Wayan", nik=nik(1), no_kk=kk(2), tanggal_lahir=BORN),
]  # fmt: skip
ONE_WITHOUT_BIRTH = [line("Wayan", no_kk=kk(2)), line("Wayan", nik=nik(1), no_kk=kk(2), tanggal_lahir=BORN)]

# Who moved away bears today the name of who stayed, and the list calls both by other names.
RENAMED = [
    ([line("Nyoman", nik=nik(4), no_kk=kk(5), tanggal_lahir=BORN)], "individu", "add"),
    (
        [line("Wayan", nik=nik(4), no_kk=kk(2), tanggal_lahir=BORN), line("Wayan", no_kk=kk(5))],
        "individu",
        "update",
    ),
]
AS_BEFORE = [
    line("Nyoman", no_kk=kk(5)), line("Wayan", no_kk=kk(5), tanggal_lahir=BORN), line("Wayan", nik=nik(4)),
]  # fmt: skip


@pytest.fixture
def agency():
    for number in (2001, 2002):
        VillageFactory(code=f"35.99.01.{number}")
    ProgramFactory(code="BST")
    ProgramFactory(code="PKH", unit=UnitFactory(name="keluarga", recipient="family"))
    return AgencyFactory()


@contextmanager
def register_with(agency, lists):
    """A register that has seen these lists; forgotten at the end."""
    with transaction.atomic():
        for lines, kind, mode in lists:
            merged(lines, kind=kind, mode=mode, agency=agency)
        yield
        transaction.set_rollback(True)


@few
@given(
    lists=some_lists,
    lines=some_lines,
    kind=st.sampled_from(["individu", "keluarga", "penerima"]),
    mode=st.sampled_from(MODES),
)
@example(lists=MOVED, lines=NAMED_TWICE, kind="keluarga", mode="update")
@example(lists=RENAMED, lines=AS_BEFORE, kind="individu", mode="replace")
@example(lists=NAMESAKE, lines=BOTH_NAMED, kind="individu", mode="replace")
@example(lists=NAMESAKE, lines=ONE_WITHOUT_BIRTH, kind="individu", mode="replace")
@example(lists=[], lines=ONE_AID, kind="individu", mode="update")
@example(lists=[], lines=ONE_AID, kind="keluarga", mode="update")
def test_the_same_list_a_second_time_changes_nothing(agency, lists, lines, kind, mode):
    with register_with(agency, lists):
        merged(lines, kind=kind, mode=mode, agency=agency)
        before = dump()
        again = staged(lines, kind=kind, mode=mode, agency=agency)
        assert (set(outcomes(again)), endings.of(again).count()) == ({"same"}, 0)
        merge(again)
        assert dump() == before


@few
@given(
    lists=some_lists,
    lines=some_lines,
    kind=st.sampled_from(["individu", "keluarga", "penerima"]),
    mode=st.sampled_from(MODES),
)
def test_undo_restores_the_register_exactly_and_every_count_balances(agency, lists, lines, kind, mode):
    with register_with(agency, lists):
        before = dump()
        upload = staged(lines, kind=kind, mode=mode, agency=agency)
        counts = outcomes(upload)
        assert sum(counts.values()) == len(lines)
        announced = endings.of(upload).count()
        merge(upload)
        assert upload.rows_ended == announced
        assert dangling() == {}
        result = undone(upload)
        assert dump() == before
        assert dangling() == {}
        assert (result.restored, result.kept) == (
            counts.get("new", 0) + counts.get("changed", 0) + announced,
            0,
        )


@few
@given(lists=some_lists, lines=some_lines, mode=st.sampled_from(MODES))
def test_no_mode_deletes_and_adding_leaves_every_row_as_it_was(agency, lists, lines, mode):
    with register_with(agency, lists):
        before = dump()
        merged(lines, mode=mode, agency=agency)
        after = dump()
        for table, rows in before.items():
            assert {row.partition(",")[0] for row in rows} <= {row.partition(",")[0] for row in after[table]}
            if mode == "add":
                assert set(rows) <= set(after[table]), table


@few
@given(
    lists=some_lists,
    lines=some_lines,
    kind=st.sampled_from(["individu", "keluarga", "penerima"]),
    mode=st.sampled_from(MODES),
    year=st.sampled_from([2024, 2026]),
)
@example(lists=[], lines=TOLD_TWICE, kind="individu", mode="update", year=2026)
def test_a_merge_leaves_nothing_to_compute(agency, lists, lines, kind, mode, year):
    with register_with(agency, lists):
        merged(lines, kind=kind, mode=mode, agency=agency, tahun=year)
        before = dump()
        shown.refresh(
            "SELECT id FROM beneficiaries_person", "SELECT id FROM beneficiaries_family", keep_unsaid=True
        )
        assert dump() == before
