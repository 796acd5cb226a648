"""The components and the sign-in page as a browser draws them, on an office screen and on a phone."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.factories import OfficeFactory

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SIZES = [(1366, 768), (390, 844)]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        pytest.skip("NO CHROMIUM ON THIS MACHINE: the browser tests do not run")
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture(params=SIZES, ids=["office", "phone"])
def opened(request, page, live_server, transactional_db):
    """Open an address in this size and tell what the browser complained about."""
    width, height = request.param
    page.set_viewport_size({"width": width, "height": height})
    page.complaints = []
    page.on(
        "console",
        lambda line: page.complaints.append(line.text) if line.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    OfficeFactory(is_demo=True)

    def opened(name: str):
        page.goto(live_server.url + reverse(name))
        page.wait_for_load_state("networkidle")
        return page

    return opened


@pytest.mark.parametrize("name", ["components", "account_login", "help", "components-question"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(opened, name):
    page = opened(name)
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.complaints == []


def test_the_chart_is_drawn_with_indonesian_numbers(opened):
    page = opened("components")
    page.locator("[data-chart][data-ready]").wait_for()
    assert "1.000" in page.locator("[data-chart] svg").inner_html()


def test_a_question_opens_as_a_dialog_and_the_harmless_button_has_the_focus(opened):
    page = opened("components")
    page.get_by_role("link", name="Buka pertanyaan").click()
    page.locator("dialog[open]").wait_for()
    assert page.evaluate("() => document.activeElement.textContent") == "Biarkan tersimpan"
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert "Buka pertanyaan" in page.evaluate("() => document.activeElement.textContent")


def test_a_filter_changes_the_address_and_sends_only_what_was_chosen(opened):
    page = opened("components")
    opener = page.locator("[data-filters-open]")
    if opener.is_visible():
        opener.click()
    page.locator("form.filters [name=kecamatan]").select_option("tejakula")
    page.wait_for_url("**/komponen/?kecamatan=tejakula&desil=1-4")


def test_choosing_rows_shows_how_many_and_what_can_be_done(opened):
    page = opened("components")
    boxes = page.locator("input[name=baris]")
    if not boxes.first.is_visible():
        return  # on a phone rows are opened one by one
    boxes.first.check()
    assert page.locator("[data-rows-strip]").inner_text().startswith("1 keluarga dipilih")
    page.locator("[data-rows-all]").check()
    assert boxes.last.is_checked()
    page.locator("[data-rows-none]").click()
    assert page.locator("[data-rows-strip]").is_hidden()


def test_a_message_can_be_closed(opened, live_server):
    page = opened("components")
    page.goto(live_server.url + reverse("components") + "?pesan=1")
    page.get_by_role("button", name="Tutup pesan").click()
    assert page.locator("[data-toast]").count() == 0
