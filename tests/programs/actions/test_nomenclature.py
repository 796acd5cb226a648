import pytest

from agencies.models import AuditEvent
from programs.actions.nomenclature import join, part
from programs.models import NodeMapping
from tests.factories import NodeFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_joining_and_parting_stand_in_the_trail():
    old, new, by = NodeFactory(), NodeFactory(), UserFactory()
    mapping = join(NodeMapping(old=old, new=new), by=by)
    assert part(mapping, by=by) == old
    assert not NodeMapping.objects.exists()
    told = AuditEvent.objects.order_by("pk").values_list("action", "actor_id", "detail__new")
    assert list(told) == [("nomenclature.joined", by.pk, new.code), ("nomenclature.parted", by.pk, new.code)]
