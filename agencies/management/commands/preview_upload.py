"""`preview_upload FILE --kind KIND`: what a file would be understood as, as one JSON object; nothing is stored."""

import json
import os

from django.core.management.base import BaseCommand, CommandError

from agencies import identity
from agencies.importing.book import FileRefused
from agencies.importing.child import run_limited
from agencies.importing.limits import Limits
from agencies.importing.masters_source import masters
from agencies.importing.messages import TEXTS, explain_code
from agencies.importing.order import Order
from agencies.models import Upload


class Command(BaseCommand):
    help = "Print the preview of a spreadsheet as JSON, without storing anything."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--kind", required=True, choices=Upload.Kind.values)
        parser.add_argument(
            "--context", default="{}", help="fixed values of the upload form as a JSON object"
        )
        parser.add_argument(
            "--password-env", help="name of the environment variable that holds the file's password"
        )

    def handle(self, *, file, kind, context, password_env, **options):
        if not os.path.isfile(file):
            raise CommandError(f"{file}: no such file")
        preview = preview_of(
            os.path.abspath(file), kind, read_context(context), os.environ.get(password_env or "")
        )
        self.stdout.write(json.dumps(preview, ensure_ascii=False))


def read_context(text: str) -> dict:
    """The value of --context. Raises CommandError unless it is a JSON object."""
    try:
        context = json.loads(text)
    except ValueError as error:
        raise CommandError(f"--context is not JSON: {error}") from None
    if not isinstance(context, dict):
        raise CommandError("--context is not a JSON object")
    return context


def preview_of(path: str, kind: str, context: dict, password: str | None) -> dict:
    limits = Limits()
    order = Order(path, identity.keys(), kind, context, masters(), limits)
    try:
        return run_limited(
            "agencies.importing.handover:preview_lines", {"order": order, "password": password}, limits=limits,
            seconds=limits.preview_seconds,
        )  # fmt: skip
    except FileRefused as refusal:
        return refused(kind, context, refusal)


def refused(kind: str, context: dict, refusal: FileRefused) -> dict:
    """A file that could not be read at all is a preview, too."""
    wrong, remedy = explain_code(refusal.code if refusal.code in TEXTS else "file_unreadable", refusal.facts)
    error = {"code": refusal.code, "wrong": wrong, "remedy": remedy} | refusal.facts
    return {"kind": kind, "context": context, "accept": False, "file_error": error, "sheets": []}
