import pytest
from django.utils import timezone

from agencies.access.roles import Role
from programs.views.action_pieces import Review
from tests.factories import ActionRowFactory, OfficeFactory, ScheduleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


@pytest.mark.parametrize(
    ("status", "enters", "verifier", "allowed"),
    [
        ("draft", True, False, {"edit", "submit"}),
        ("returned", True, False, {"edit", "submit"}),
        ("submitted", True, False, set()),
        ("submitted", True, True, {"edit", "judge"}),
        ("verified", False, True, {"judge"}),
        ("draft", False, False, set()),
    ],
)
def test_what_may_be_done_follows_from_the_state_and_the_person(status, enters, verifier, allowed):
    row = ActionRowFactory(status=status, note="Sebab")
    review = Review.of(row, UserFactory(), enters=enters, verifier=verifier)
    told = {"edit": review.may_edit, "submit": review.may_submit, "judge": review.may_judge}
    assert {name for name, may in told.items() if may} == allowed


def test_a_locked_plan_allows_nothing_and_says_who_can_open_it(holder):
    row = ActionRowFactory()
    ScheduleFactory(
        document="rat",
        fiscal_year=2026,
        period=0,
        locked_at=timezone.now(),
        locked_by=holder(Role.SECRETARIAT),
    )
    review = Review.of(row, UserFactory(), enters=True, verifier=True)
    assert (review.may_edit, review.may_submit, review.may_judge) == (False, False, False)
    assert "sekretariat TKPK" in review.closed
