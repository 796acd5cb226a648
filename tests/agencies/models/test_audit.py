import re
from pathlib import Path

import pytest
from django.conf import settings

from agencies.models import AuditEvent, Upload
from agencies.models.trail_words import ACTION_WORDS

RECORDED = re.compile(r"audit\.record\(\s*\"([a-z]+\.[a-z_]+)\"")


def recorded() -> set[str]:
    """Every code that the programme itself writes into the trail."""
    apps = [Path(settings.BASE_DIR) / name for name in ("agencies", "programs", "beneficiaries", "reports")]
    return {code for app in apps for path in app.rglob("*.py") for code in RECORDED.findall(path.read_text())}


def test_every_act_in_the_trail_has_words_for_officers():
    assert sorted(recorded() - set(ACTION_WORDS)) == []


@pytest.mark.parametrize(
    ("subject", "number", "words"),
    [("agencies.Upload", "53", "unggahan 53"), ("", "", ""), ("lama.Model", "5", "lama.Model 5")],
)
def test_the_trail_names_what_it_was_about(subject, number, words):
    assert AuditEvent(subject=subject, subject_id=number).about == words
    assert Upload._meta.verbose_name == "unggahan"
