"""Tests marked `browser` drive the system's Chromium. Without one they are skipped, and the run says so loudly."""

import os
import shutil

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MISSING = "no Chromium on this machine"


def pytest_sessionstart(session):
    if CHROMIUM is None and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"{MISSING}, and CI=true allows no test to be skipped")


def pytest_collection_modifyitems(items):
    for item in items:
        if CHROMIUM is None and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter):
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if MISSING in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{len(skipped)} tests were skipped: {MISSING}. Install it: apt-get install chromium"
        )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}
