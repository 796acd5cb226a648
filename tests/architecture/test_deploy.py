import os
import subprocess
import sys

from tests.architecture.sources import ROOT


def test_the_deployment_check_has_nothing_to_say_about_production_settings(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "SINERGI_DATA": str(tmp_path),
        "DATABASE_URL": "postgresql://sinergi@localhost:1/sinergi",
        "DJANGO_ALLOWED_HOSTS": "sinergi.contoh.example",
    }
    told = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "no issues" in told.stdout + told.stderr
