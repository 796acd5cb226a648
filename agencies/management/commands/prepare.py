from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from agencies.access.roles import Role
from agencies.actions.preparation import prepare


class Command(BaseCommand):
    help = "Prepare this installation for one regency or city: places, Bappeda, and the two first accounts."

    def add_arguments(self, parser):
        parser.add_argument("--region", required=True, metavar="CODE", help="for instance 51.08")
        parser.add_argument("--admin", required=True, metavar="NAME", help="the administrator")
        parser.add_argument(
            "--secretary", required=True, metavar="NAME", help="the TKPK secretariat in Bappeda"
        )

    def handle(self, *, region: str, admin: str, secretary: str, **options):
        try:
            accounts = prepare(region, admin=admin, secretary=secretary)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            "Siap dipakai. Kata sandi ini hanya ditampilkan sekali; gantilah saat pertama masuk."
        )
        for account in accounts:
            self.stdout.write(
                f"  {Role(account.role).label}: {account.user.username}  kata sandi {account.password}"
            )
