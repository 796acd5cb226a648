"""The settings under test: those of `make demo`, and nothing else."""

import os

os.environ["DJANGO_DEBUG"] = "1"  # no redirect to https, no secure cookies

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

# Thousands of people are made and forgotten: a slow hash and a commit on the disk for each would take minutes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
