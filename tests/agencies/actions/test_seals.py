import json
from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
from django.core.management import CommandError, call_command

from agencies.actions import audit, seals
from agencies.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(tmp_path):
    for reason in ("satu", "dua", "tiga"):
        audit.record("setting.changed", None, by=None, reason=reason)
    path = tmp_path / "seals.jsonl"
    seals.seal_until(datetime.now(UTC).date(), path)
    return path


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def test_an_untouched_trail_agrees_with_its_seals(sealed):
    assert seals.verify(sealed) == []
    assert seals.read(sealed)[-1].rows == 3


def test_sealing_again_seals_nothing_twice(sealed):
    assert seals.seal_until(datetime.now(UTC).date(), sealed) == []


def test_days_without_rows_are_sealed_too(sealed):
    added = seals.seal_until(datetime.now(UTC).date() + timedelta(days=2), sealed)
    assert [seal.rows for seal in added] == [0, 0]
    assert seals.verify(sealed) == []


def test_a_changed_row_names_its_day(sealed):
    with pgtrigger.ignore("agencies.AuditEvent:append_only"):
        AuditEvent.objects.filter(reason="dua").update(reason="lain")
    assert seals.verify(sealed) == [today()]


def test_a_deleted_row_names_its_day(sealed):
    with pgtrigger.ignore("agencies.AuditEvent:append_only"):
        AuditEvent.objects.filter(reason="dua").delete()
    assert seals.verify(sealed) == [today()]


def test_a_row_slipped_in_afterwards_names_its_day(sealed):
    audit.record("setting.changed", None, by=None)
    assert seals.verify(sealed) == [today()]


def test_a_seal_written_by_hand_or_taken_out_breaks_the_chain(sealed):
    seals.seal_until(datetime.now(UTC).date() + timedelta(days=2), sealed)
    lines = sealed.read_text().splitlines()
    forged = json.loads(lines[0]) | {"rows": 99}
    for broken in ([json.dumps(forged), *lines[1:]], [lines[0], *lines[2:]], ["x"]):
        sealed.write_text("\n".join(broken) + "\n")
        with pytest.raises(seals.SealsBroken):
            seals.read(sealed)


def test_the_command_tells_what_it_found(sealed, capsys):
    call_command("audit", "verify", "--file", sealed)
    assert "agree" in capsys.readouterr().out
    audit.record("setting.changed", None, by=None)
    with pytest.raises(CommandError, match=today()):
        call_command("audit", "verify", "--file", sealed)
