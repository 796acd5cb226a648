"""Say what takes the place of an older code."""

from django.db import transaction

from agencies.actions import audit
from agencies.models import User
from programs.models import NodeMapping, Nomenclature


@transaction.atomic
def join(mapping: NodeMapping, *, by: User) -> NodeMapping:
    """Store that one code takes the place of another."""
    mapping.save()
    audit.record(
        "nomenclature.joined", mapping.old, by=by, code=mapping.old.code, new=mapping.new.code, edition=mapping.new.edition
    )  # fmt: skip
    return mapping


@transaction.atomic
def part(mapping: NodeMapping, *, by: User) -> Nomenclature:
    """Take such a statement back; the older node."""
    old, new = mapping.old, mapping.new
    mapping.delete()
    audit.record("nomenclature.parted", old, by=by, code=old.code, new=new.code, edition=new.edition)
    return old
