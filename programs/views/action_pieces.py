"""What the pages of the action plan share: finding a row, what may be done with it or its report, doing it or saying why not."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.access.permissions import Permission as P
from agencies.models import User
from programs.actions import action_plans as actions
from programs.forms.action_plans import ReturnForm
from programs.models import ActionRow


@dataclass(frozen=True, slots=True)
class Review:
    """Where a row or a semester report stands for one person; `closed` says why the calendar takes no entry."""

    piece: actions.Piece
    closed: str
    enters: bool
    verifier: bool
    is_own: bool

    @classmethod
    def of(cls, piece: actions.Piece, user: User, *, enters: bool, verifier: bool) -> "Review":
        own = user.pk in (piece.entered_by_id, piece.submitted_by_id)
        return cls(piece, actions.closed(piece, verifier=verifier), enters, verifier, own)

    @property
    def is_open(self) -> bool:
        return self.piece.status in actions.OPEN

    @property
    def may_edit(self) -> bool:
        return self.enters and not self.closed and (self.is_open or self.verifier)

    @property
    def may_submit(self) -> bool:
        return self.enters and not self.closed and self.is_open

    @property
    def may_judge(self) -> bool:
        return self.verifier and not self.closed and not self.is_open


def visible_rows(request):
    rows = ActionRow.objects.visible_to(request.viewer).kept()
    people = ("entered_by", "submitted_by", "verified_by")
    return rows.select_related("agency", "program__node__parent", "target_unit", *people).prefetch_related(
        "sources", "regions", *(f"reports__{name}" for name in people)
    )


def row_of(request, pk: int, permission: P) -> ActionRow:
    """The row, or 404 where it cannot be seen, or 403 where it may be seen but not touched."""
    row = get_object_or_404(visible_rows(request), pk=pk)
    if not may_act(request, row, permission):
        raise PermissionDenied
    return row


def may_act(request, row: ActionRow, permission: P) -> bool:
    return ActionRow.objects.visible_to(request.viewer, permission).filter(pk=row.pk).exists()


def page_of(row: ActionRow) -> str:
    return reverse("programs:action-detail", args=[row.pk])


def act(request, deed, words: str) -> bool:
    """Do it and say so, or say why not."""
    try:
        deed()
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
        return False
    messages.success(request, words)
    return True


def returned(request, piece: actions.Piece):
    """Ask for the reason, then give the row or the report back to its agency."""
    row = actions.row_of(piece)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        act(
            request,
            lambda: actions.send_back(piece, note=note, by=request.user),
            "Dikembalikan ke perangkat daerah.",
        )
        return redirect(page_of(row))
    context = {
        "question": "Kembalikan ke perangkat daerah?",
        "consequence": f"{row.program} dapat diubah lagi oleh {row.agency}.",
        "verb": "Kembalikan",
        "back": page_of(row),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=422 if form.is_bound else 200)
