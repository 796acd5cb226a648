"""Every page of the site, with something on it, in a real browser at both widths: axe finds nothing serious, the page
does not scroll sideways, and the console is silent (the content policy is obeyed)."""

import pytest
from django.conf import settings
from playwright.sync_api import Error, Page

from agencies.access.roles import Role
from tests.architecture.matrix import METHODS, SHARED, Asker, judged
from tests.architecture.routes import own_routes
from tests.architecture.world import build
from tests.journeys.test_story import is_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READERS = (Role.SECRETARIAT, Role.OPERATOR, Role.AUDITOR, Role.ADMINISTRATOR)
NO_PAGE = {"agencies:health", "agencies:region-boundaries", "agencies:job-progress", "agencies:office-logo"}


def pages_of(role: str, taken: set[str]) -> list:
    """Routes that show this role a page, and no role before it: each page is looked at once."""
    shown = {
        question.route: question
        for question, answers in judged().items()
        if question.method == METHODS[0] and answers[role] == 200
    }
    return [
        (route, "own" if shown[route.name].relation != SHARED else SHARED)
        for route in own_routes()
        if route.name in shown and route.name not in taken | NO_PAGE and not route.is_foreign and "key" not in route.arguments
    ]  # fmt: skip


@pytest.mark.long
def test_every_page_is_sound_for_those_who_open_it(page: Page, live_server):
    world = build()
    asker, seen, complaints, unsound = Asker(world), set(), [], []
    page.on(
        "console", lambda m: complaints.append((page.url, m.text)) if m.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))
    for role in READERS:
        _be(page, asker, role, live_server.url)
        for route, relation in pages_of(role, seen):
            seen.add(route.name)
            if _opens(page, live_server.url + asker.address(route, relation, role)):
                unsound += _faults(page)
    assert unsound == []
    assert complaints == []
    assert len(seen) > 50


def _faults(page: Page) -> list[str]:
    try:
        is_sound(page)
    except AssertionError as fault:
        return [str(fault)[:400]]
    return []


def _opens(page: Page, address: str) -> bool:
    """Whether the address shows a page; a file that is downloaded or data for a map is none."""
    try:
        return "text/html" in page.goto(address).headers.get("content-type", "")
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise


def _be(page: Page, asker: Asker, role: str, base: str) -> None:
    cookie = asker._headers[role]["cookie"].partition("=")[2]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
