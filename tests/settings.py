"""The settings under test: those of `make demo`, and nothing else."""

import os

os.environ["DJANGO_DEBUG"] = "1"  # no redirect to https, no secure cookies

from config.settings import *  # noqa: E402, F403
