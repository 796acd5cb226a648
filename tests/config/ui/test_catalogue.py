import re

import pytest
from django.urls import reverse

from agencies.access.roles import Role
from tests.factories import OfficeFactory


@pytest.fixture
def shown(sign_in):
    OfficeFactory(is_demo=True)
    client = sign_in(Role.SECRETARIAT)
    return client.get(reverse("components")).content.decode()


def test_the_catalogue_shows_every_component(shown):
    names = ("stat-num", "st-lock", "def-body", "walk", "balance", "filters", "chips", "pager", "field-error", "todo",
             "empty-state", "progress-card", "drop", "notice", "actbar", "data-dialog", "fig-wait", "nik")  # fmt: skip
    for name in names:
        assert name in shown, name


def test_no_page_carries_what_the_content_policy_forbids(shown):
    assert not re.search(r"<[^>]+\sstyle=", shown)
    assert not re.search(r"<[^>]+\son[a-z]+=", shown)
    assert "<style" not in shown
    scripts = re.findall(r"<script([^>]*)>", shown)
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)


def test_ids_are_unique_and_the_page_has_one_heading(shown):
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert len(ids) == len(set(ids)), sorted(name for name in ids if ids.count(name) > 1)
    assert shown.count("<h1") == 1


def test_the_page_is_small_enough_for_a_slow_line(shown):
    assert len(shown.encode()) < 150_000


def test_a_message_can_be_undone_where_it_appears(sign_in):
    client = sign_in(Role.SECRETARIAT)
    text = client.get(reverse("components"), {"pesan": "1"}).content.decode()
    assert "Tersimpan." in text
    assert "Urungkan" in text


def test_a_question_repeats_its_verb_and_names_the_way_out(sign_in):
    text = sign_in(Role.SECRETARIAT).get(reverse("components-question")).content.decode()
    assert "Urungkan 296 perubahan" in text
    assert "Biarkan tersimpan" in text


def test_strangers_see_the_components_without_menu_and_name(client, db):
    text = client.get(reverse("components")).content.decode()
    assert "Akun saya" not in text
    assert "tabs-phone" not in text
