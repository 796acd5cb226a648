from django.core.management.base import BaseCommand
from django.db import connections
from django.test.utils import override_settings

from reports.management.bench import dashboard, ground, imports, plans
from reports.management.bench.bars import own_database, say


class Command(BaseCommand):
    help = "Measure the bars of import, dashboard or plans in a database of its own; one JSON object per bar on stdout."

    def add_arguments(self, parser):
        parser.add_argument("name", choices=["import", "dashboard", "plans"])
        parser.add_argument(
            "--rows",
            type=int,
            help="import: lines of the small sheet, 10,000 for the bars; dashboard: aid records; plans: indicators per agency",
        )
        parser.add_argument(
            "--persons",
            type=int,
            help="people in the register before anything is measured; import: 100 times the lines",
        )
        parser.add_argument("--repeats", type=int, default=3)

    def handle(self, *, name, rows, persons, repeats, **options):
        with own_database(connections["default"]), override_settings(ALLOWED_HOSTS=["*"], DEBUG=False):
            if name == "import":
                rows = rows or 2_000
                persons = persons or 100 * rows
                laid = ground.lay(persons, persons, say)
                imports.measure(laid, rows, repeats)
                return
            if name == "plans":
                plans.measure(plans.prepared(), rows or 1_000, repeats)
                return
            aid = rows or 300_000
            laid = ground.lay(persons or 50_000, aid // 10, say)
            tenth = dashboard.page()
            ground.more(laid, aid // 10, aid, say)
            dashboard.measure(laid, aid, repeats, tenth)
