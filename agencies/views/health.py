"""`/sehat/`: for the operator's monitoring. Says what is well and what is not, and nothing that helps a stranger."""

import shutil
import sys
from pyexpat import version_info as expat

from django.conf import settings
from django.db import Error, transaction
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from agencies.access.guards import public
from agencies.jobs.presence import workers_alive

PYTHON_FLOOR = (3, 11, 9)  # below: CVE-2023-6597, CVE-2024-0450 (SECURITY 2)
EXPAT_FLOOR = (2, 6, 0)  # below: CVE-2023-52425
FULL_DISK = 0.85


@transaction.non_atomic_requests  # else the answer about the database would need the database
@public
@require_safe
def health(request):
    """200 while database and worker live, 503 otherwise; the other findings warn only."""
    database, worker = _database_and_worker()
    disk = shutil.disk_usage(settings.DATA)
    found = {
        "basis_data": database,
        "pekerja": worker,
        "ruang_penyimpanan": disk.used / disk.total < FULL_DISK,
        "python": sys.version_info[:3] >= PYTHON_FLOOR,
        "expat": expat >= EXPAT_FLOOR,
    }
    well = database and worker
    return JsonResponse({"sehat": well, **found}, status=200 if well else 503)


def _database_and_worker() -> tuple[bool, bool]:
    try:
        return True, workers_alive() > 0
    except Error:
        return False, False
