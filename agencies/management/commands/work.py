from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies.actions.jobs import tell_about_failure
from agencies.jobs.queue import failure_listeners
from agencies.jobs.worker import Worker
from agencies.management.commands.keys import refuse_wrong_keys


def refuse_embedded_server() -> None:
    """The embedded server is for trying out: no backup, no tuning, everybody of this system account is its superuser."""
    if not settings.TRYING_OUT and settings.DATABASES["default"]["ENGINE"] == "config.database":
        raise CommandError("DATABASE_URL is not set: the embedded PostgreSQL serves only with DJANGO_DEBUG=1")


class Command(BaseCommand):
    help = "Work on queued jobs until told to stop (SIGTERM). Start as many as wanted, on any machine."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="stop when the queue is empty")
        parser.add_argument(
            "--queue", action="append", default=[], help="take jobs of this queue only (repeatable)"
        )
        parser.add_argument("--parent", type=int, help="stop when this process, our parent, has ended")

    def handle(self, *, once, queue, parent, **options):
        refuse_embedded_server()
        refuse_wrong_keys()
        failure_listeners.append(tell_about_failure)
        Worker(tuple(queue), once=once, parent=parent).run()
