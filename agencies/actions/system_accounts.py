"""The two accounts that act for the command line (DECISIONS 3); nobody signs in with them."""

from agencies.models import User

COMMANDS = ("perintah", "Perintah di server")
APPROVALS = ("perintah-persetujuan", "Persetujuan lewat perintah di server")


def command_account() -> User:
    return _account(*COMMANDS)


def approval_account() -> User:
    return _account(*APPROVALS)


def _account(username: str, name: str) -> User:
    user, created = User.objects.get_or_create(username=username, defaults={"name": name, "is_system": True})
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
