import pytest

from beneficiaries.queries import recipients
from tests.factories import (
    AgencyFactory,
    AssistanceFactory,
    FamilyFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    OfficeFactory(fiscal_year=2026)


def family_with(*amounts, **values):
    family = FamilyFactory(**values)
    for amount in amounts:
        AssistanceFactory(person=None, family=family, amount=amount)
    return family


@pytest.mark.parametrize(
    ("typed", "judged"), [("2", (2, 2)), ("1-4", (1, 4)), ("", None), ("x", None), ("1-x", None)]
)
def test_deciles_are_one_or_a_range(typed, judged):
    assert recipients.deciles_of(typed) == judged


def test_nonsense_in_an_address_finds_nothing_and_breaks_nothing(viewer_of):
    family_with(1)
    rows = recipients.chosen_rows(
        viewer_of("secretariat"), {"program": "abc", "tahun": "x", "desil": "-", "urut": "';--"}
    )
    assert list(rows) == []


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("nama", "ABC"),
        ("-nama", "CBA"),
        ("desil", "BCA"),
        ("-desil", "ACB"),
        ("-nilai", "CAB"),
        ("nilai", "BAC"),
        ("", "ABC"),
    ],
)
def test_the_list_is_ordered_as_asked_and_ties_by_name(viewer_of, order, wanted):
    for name, decile, amount in (("A", 4, 2), ("B", 1, 1), ("C", 3, 3)):
        family_with(amount, head_name=name, decile=decile)
    rows = recipients.chosen_rows(viewer_of("secretariat"), {"urut": order})
    assert "".join(row.head_name for row in rows) == wanted


def test_totals_and_lines_count_what_the_viewer_sees_in_full(viewer_of):
    ours = AgencyFactory()
    family = family_with(100)
    AssistanceFactory(person=None, family=family, agency=ours, amount=7)
    viewer, chosen = viewer_of("operator", agency=ours), recipients.Chosen.of({})
    rows = recipients.chosen_rows(viewer, {})
    (line,) = recipients.lines(viewer, list(rows), chosen)
    assert (line.amount, len(line.programs), recipients.total_amount(viewer, rows, chosen)) == (7, 2, 7)
    secretariat = viewer_of("secretariat")
    assert recipients.total_amount(secretariat, recipients.chosen_rows(secretariat, {}), chosen) == 107


def test_an_unknown_amount_is_not_zero(viewer_of):
    family_with(None)
    viewer = viewer_of("secretariat")
    (line,) = recipients.lines(viewer, list(recipients.chosen_rows(viewer, {})), recipients.Chosen.of({}))
    assert line.amount is None


def test_families_to_be_checked_can_be_chosen(viewer_of):
    family_with(1)
    family = FamilyFactory()
    for code in ("BST", "BLT_DD"):
        AssistanceFactory(person=None, family=family, program=ProgramFactory(code=code, name=code))
    viewer = viewer_of("secretariat")
    rows = recipients.chosen_rows(viewer, {"temuan": "periksa"})
    assert list(rows) == [family]
    (line,) = recipients.lines(viewer, list(rows), recipients.Chosen.of({}))
    assert line.findings == ["BST + BLT_DD"]


def test_the_export_gives_every_line_in_the_order_of_the_list(viewer_of):
    for name in ("C", "A", "B"):
        family_with(1, head_name=name)
    viewer = viewer_of("secretariat")
    lines = list(recipients.rows_for_export(viewer, {}, chunk=2))
    assert [line.subject.head_name for line in lines] == ["A", "B", "C"]


def test_persons_count_only_what_is_theirs(viewer_of):
    person, family = PersonFactory(), FamilyFactory()
    MembershipFactory(family=family, person=person)
    AssistanceFactory(person=None, family=family, amount=100)
    AssistanceFactory(person=person, amount=5)
    viewer, chosen = viewer_of("secretariat"), recipients.Chosen.of({"sebagai": "orang"})
    rows = recipients.chosen_rows(viewer, {"sebagai": "orang", "urut": "-nilai"})
    (line,) = recipients.lines(viewer, list(rows), chosen)
    assert (line.subject, line.amount, recipients.total_amount(viewer, rows, chosen)) == (person, 5, 5)
