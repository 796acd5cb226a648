"""The settings under test, with an app whose tasks do nothing useful, slowly."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.chaos.toy"]
