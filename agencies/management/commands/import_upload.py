"""`import_upload FILE --kind KIND --agency CODE`: the whole road of an upload in the foreground, by the same code.

Exit status 0 when the report was printed; 1 when --approve was given and the upload is not merged, also because
lists of its kind cannot be stored yet (the report then says so under `note`). What is unusual about a list is asked
here as on the page: the message names each question, and the same command with --confirm for each of them goes on.
"""

import json
import os
import sys

from django.core.management.base import BaseCommand, CommandError

from agencies import identity
from agencies.actions import system_accounts, uploads as actions
from agencies.importing import storage
from agencies.importing.layouts import stores
from agencies.jobs.queue import run_now
from agencies.management.commands.preview_upload import read_context
from agencies.models import Agency, Upload
from agencies.queries import comparisons

PIECE = 2**20
ONLY_CHECKED = "Jenis ini baru sampai pemeriksaan; isinya belum dapat disimpan."


class Command(BaseCommand):
    help = "Receive, read and check a spreadsheet; with --approve also confirm, approve and merge it."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--kind", required=True, choices=Upload.Kind.values)
        parser.add_argument(
            "--agency", required=True, help="code of the agency in whose name it is handed in"
        )
        parser.add_argument(
            "--context", default="{}", help="fixed values of the upload form as a JSON object"
        )
        parser.add_argument("--mode", default=Upload.Mode.UPDATE, choices=Upload.Mode.values)
        parser.add_argument(
            "--again", action="store_true", help="take the file in although it was handed in before"
        )
        parser.add_argument(
            "--approve", action="store_true", help="confirm, approve (as a second account) and merge"
        )
        parser.add_argument(
            "--confirm", action="append", default=[], metavar="KEY", help="confirm one unusual thing that --approve has named"
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, file, kind, agency, context, mode, again, approve, confirm, as_json, **options):
        upload = self.receive(file, kind, agency, read_context(context), mode, again=again)
        unasked = self.road(upload, approve=approve, confirmed=confirm)
        upload.refresh_from_db()
        told = report(upload)
        self.stdout.write(json.dumps(told, ensure_ascii=False) if as_json else in_lines(told))
        if approve and upload.status != Upload.Status.MERGED:
            sys.exit("\n".join([f"upload {upload.pk} is not merged: it stands at {upload.status}", *unasked]))

    def receive(self, file: str, kind: str, code: str, context: dict, mode: str, *, again: bool) -> Upload:
        agency = Agency.objects.filter(code=code).first()
        if agency is None:
            raise CommandError(f"no agency has the code {code}")
        try:
            with open(file, "rb") as source:
                kept = storage.keep(iter(lambda: source.read(PIECE), b""), identity.keys())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        paper = actions.Paper(os.path.basename(file), kept.name, kept.size, kept.sha256)
        account = system_accounts.command_account()
        try:
            return actions.receive(
                paper, kind=kind, agency=agency, by=account, mode=mode, context=context, again=again
            )
        except actions.AlreadyUploaded as found:
            storage.drop(kept.name)
            return found.earlier

    def road(self, upload: Upload, *, approve: bool, confirmed: list[str]) -> list[str]:
        """Take the upload as far as it goes without a person; one that was handed in before goes on where it stood.

        Gives the questions that nobody has answered, one line each; the upload then waits before them.
        """
        account = system_accounts.command_account()
        if upload.status in (Upload.Status.RECEIVED, Upload.Status.READING):
            run_now("uploads.stage", upload.pk, by=account, agency=upload.agency_id)
            upload.refresh_from_db()
        if not approve or not stores(upload.kind):
            return []
        if upload.status == Upload.Status.PREVIEWED:
            asked = comparisons.to_confirm(upload)
            if left := [f"--confirm {key}  {words}" for key, words in asked.items() if key not in confirmed]:
                return left
            note = " ".join(["Lewat perintah import_upload.", *asked.values()])
            actions.confirm(upload, by=account, note=note, on_behalf=True, checked=villages_in(asked))
        if upload.status == Upload.Status.CONFIRMED:
            actions.approve(upload, by=system_accounts.approval_account())
        if upload.status == Upload.Status.APPROVED:
            run_now("uploads.merge", upload.pk, by=account, agency=upload.agency_id)
            upload.refresh_from_db()
            if upload.status == Upload.Status.RECEIVED:  # overtaken by another list: checked and asked anew
                return self.road(upload, approve=approve, confirmed=confirmed)
        return []


def villages_in(asked: dict[str, str]) -> list[str]:
    return [key.removeprefix("village:") for key in asked if key.startswith("village:")]


def report(upload: Upload) -> dict:
    """Counts and seconds per step."""
    return {
        "upload": upload.pk, "status": upload.status, "kind": upload.kind, "agency": upload.agency.code, "sha256": upload.sha256,
        "rows": actions.counts(upload) | {"warned": upload.rows_warned}, "seconds": upload.seconds,
        "questions": [question["code"] for question in upload.outline.get("questions", [])],
        "refusal": upload.refusal.get("code"), "answers": upload.answers_id,
        "note": "" if stores(upload.kind) else ONLY_CHECKED,
    }  # fmt: skip


def in_lines(told: dict) -> str:
    return "\n".join(f"{name}: {value}" for name, value in told.items())
