import pytest

from agencies import sql
from agencies.jobs import queue
from agencies.jobs.failures import Failure
from beneficiaries.queries.soundness import dangling
from tests.factories import AssistanceFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_register_whose_keys_all_name_somebody_is_sound():
    MembershipFactory()
    AssistanceFactory()
    assert dangling() == {}


def test_a_key_that_names_nobody_is_counted_and_ends_the_nightly_check_with_a_sentence():
    membership = MembershipFactory()
    sql.execute("DELETE FROM beneficiaries_person WHERE id = %(id)s", id=membership.person_id)
    assert dangling()["membership.person"] == 1
    with pytest.raises(Failure, match="membership.person 1 baris"):
        queue.run_now("register.check", by=None)
