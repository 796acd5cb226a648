import random
from datetime import date
from itertools import combinations

import pytest

from beneficiaries.models import Assistance, Family
from beneficiaries.queries.overlaps import findings, meetings, with_finding
from programs.models import PairRule
from tests.factories import (
    AssistanceFactory,
    FamilyFactory,
    MembershipFactory,
    PersonFactory,
    ProgramFactory,
    UploadFactory,
)
from tests.factories.programs import AidKindFactory, UnitFactory

pytestmark = pytest.mark.django_db
QUARTER = {1: (date(2026, 1, 1), date(2026, 3, 31)), 2: (date(2026, 4, 1), date(2026, 6, 30))}


def kind(code):
    return AidKindFactory(code=code, name=code)


def give(program, *, family=None, person=None, quarter=None, **values):
    if quarter:
        start, end = QUARTER[quarter]
        values |= {
            "period_kind": "triwulan",
            "period_number": quarter,
            "period_start": start,
            "period_end": end,
        }
    return AssistanceFactory(program=program, person=person, family=family, **values)


def verdicts(family) -> set:
    return {
        (one.first, one.second, one.verdict)
        for one in findings(Family.objects.filter(pk=family.pk), 2026).get(family.pk, [])
    }


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("PKH", "SEMBAKO", None), ("PBI_JK", "PIP", None), ("BLT_DD", "BST", "check"), ("PKH", "BST", "check"), ("SEMBAKO", "BST", None),
    ],
)  # fmt: skip
def test_without_a_rule_the_national_programmes_are_judged_by_their_codes(first, second, verdict):
    family = FamilyFactory()
    for code in (first, second):
        give(ProgramFactory(code=code, name=code, aid_kind=kind(f"bentuk-{code.lower()}")), family=family)
    assert verdicts(family) == ({(first, second, verdict)} if verdict else set())


def test_two_of_the_same_kind_in_overlapping_periods_are_to_be_checked():
    house = kind("rumah")
    first, second = (ProgramFactory(name=name, aid_kind=house) for name in ("Bedah rumah", "BSPS"))
    other = ProgramFactory(name="Beasiswa", aid_kind=kind("beasiswa"))
    family = FamilyFactory()
    for program in (first, second, other):
        give(program, family=family)
    assert verdicts(family) == {("Bedah rumah", "BSPS", "check")}


def test_one_after_the_other_is_no_overlap():
    family, food = FamilyFactory(), kind("pangan")
    for quarter in (1, 2):
        give(ProgramFactory(aid_kind=food), family=family, quarter=quarter)
    assert verdicts(family) == set()


@pytest.mark.parametrize("verdict", ["allowed", "forbidden"])
def test_a_rule_of_bappeda_goes_before_the_defaults(verdict):
    first, second = ProgramFactory(code="BST", name="BST"), ProgramFactory(code="BLT_DD", name="BLT")
    PairRule.objects.create(first=first, second=second, verdict=verdict)
    family = FamilyFactory()
    for program in (first, second):
        give(program, family=family)
    assert verdicts(family) == ({("BST", "BLT", "forbidden")} if verdict == "forbidden" else set())


def test_aid_of_members_counts_for_their_family():
    family, member = FamilyFactory(), PersonFactory()
    MembershipFactory(family=family, person=member)
    give(ProgramFactory(code="BST", name="BST"), family=family)
    give(ProgramFactory(code="PKH", name="PKH"), person=member)
    assert verdicts(family) == {("BST", "PKH", "check")}


def test_a_family_programme_twice_for_one_period_is_to_be_checked_stages_are_not():
    pkh = ProgramFactory(code="PKH", name="PKH", unit=UnitFactory(name="keluarga", recipient="family"))
    pip = ProgramFactory(code="PIP", name="PIP")
    double, stages, pupils = (FamilyFactory() for _ in range(3))
    for family in (double, pupils):
        for _ in range(2):
            member = PersonFactory()
            MembershipFactory(family=family, person=member)
            give(pkh if family is double else pip, person=member)
    for number in (1, 2):
        give(pkh, family=stages, period_kind="tahap", period_number=number)
    assert verdicts(double) == {("PKH", "PKH", "check")}
    assert verdicts(stages) == set()
    assert verdicts(pupils) == set()


def test_the_smaller_side_is_what_is_at_stake():
    bst, blt = ProgramFactory(code="BST"), ProgramFactory(code="BLT_DD")
    family = FamilyFactory()
    give(bst, family=family, amount=900)
    for quarter in (1, 2):
        give(blt, family=family, quarter=quarter, amount=300)
    all_families, pair = meetings(Family.objects.all(), 2026)
    assert (all_families.families, pair.families, pair.amount) == (1, 1, 600)
    assert with_finding(Family.objects.all(), 2026, pair.first_id, pair.second_id) == [family.pk]


@pytest.mark.parametrize("seed", [1, 2])
def test_meetings_equal_comparing_every_pair_of_aids_by_hand(seed):
    dice, upload = random.Random(seed), UploadFactory()
    kinds = [kind("a"), kind("b")]
    programs = [
        ProgramFactory(code=code, aid_kind=dice.choice(kinds)) for code in ("PKH", "BST", "SEMBAKO", "X", "Y")
    ]
    rule = sorted(programs[3:], key=lambda program: program.pk)
    PairRule.objects.create(first=rule[0], second=rule[1], verdict="forbidden")
    homes = {}
    for _ in range(10):
        family, member = FamilyFactory(), PersonFactory()
        MembershipFactory(family=family, person=member)
        for program in dice.sample(programs, 3):
            to = {"family": family} if dice.random() < 0.6 else {"person": member}
            aid = give(
                program,
                quarter=dice.choice([None, 1, 2]),
                source_upload=upload,
                agency=upload.agency,
                village=None,
                **to,
            )
            homes[aid.pk] = family.pk
    expected = {}
    aids = Assistance.objects.select_related("program__aid_kind").order_by("program_id")
    for one, other in combinations(aids, 2):
        meet = one.period_start <= other.period_end and other.period_start <= one.period_end
        if (
            homes[one.pk] == homes[other.pk]
            and meet
            and _judged(one.program, other.program) in ("check", "forbidden")
        ):
            expected.setdefault((one.program_id, other.program_id), set()).add(homes[one.pk])
    rows = meetings(Family.objects.all(), 2026)
    assert {(row.first_id, row.second_id): row.families for row in rows[1:]} == {
        pair: len(ids) for pair, ids in expected.items()
    }
    assert (rows[0].families if rows else 0) == len(set().union(*expected.values()))


def _judged(first, second):
    rule = PairRule.objects.filter(first=first, second=second).first()
    codes = {first.code, second.code}
    if rule:
        return rule.verdict
    if codes <= {"PKH", "SEMBAKO", "PBI_JK", "PIP"}:
        return "allowed"
    if codes <= {"BLT_DD", "BST", "PKH"} or first.aid_kind == second.aid_kind:
        return "check"
    return None
