"""The decisions on an upload. Each is a POST, changes the state once, and leads back to the upload's page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.actions import uploads as actions
from agencies.forms.upload_confirm import ConfirmForm
from agencies.forms.uploads import NoteForm
from agencies.importing.layouts import layout_of, stores
from agencies.models import Upload
from agencies.queries import comparisons
from agencies.views.upload_pages import RUNNING, Page, kept_words

MOVED_ON = "Unggahan ini sudah berubah sejak Anda membuka halaman. Ini keadaannya sekarang."
SECOND_PERSON = "Anda yang mengunggah, jadi orang lain yang menyetujui."
HEAD_FIRST = "Di perangkat daerah ini hanya kepala yang mengajukan unggahan."


def reachable(request, pk: int, permission: P) -> Upload:
    """The upload, if the person's power `permission` reaches it; 404 for everybody else."""
    return get_object_or_404(Upload.objects.visible_to(request.viewer, permission).for_listing(), pk=pk)


def act(request, upload: Upload, action, said: str = "", **details):
    """Do it, or say why it cannot be done now; then show the upload as it stands."""
    try:
        action(upload, by=request.user, **details)
    except actions.NotNow:
        messages.warning(request, MOVED_ON)
    except actions.NotYours:
        messages.error(request, HEAD_FIRST if action is actions.confirm else SECOND_PERSON)
    else:
        if said:
            messages.success(request, said)
    return redirect("agencies:upload-detail", upload.pk)


@require_http_methods(["GET", "POST"])
@requires(P.CONFIRM_UPLOADS)
def upload_confirm(request, pk):
    """Ask for approval; what is unusual is confirmed by the one who asks, above a threshold with a reason."""
    upload = reachable(request, pk, P.CONFIRM_UPLOADS)
    if not stores(upload.kind):
        raise Http404
    stops, many_held = comparisons.stops(upload), comparisons.many_held(upload)
    posted = request.POST if request.method == "POST" else None
    form = ConfirmForm(upload, posted, reason_needed=bool(stops), ticked=request.GET.getlist("desa"))
    if request.method == "POST" and form.is_valid():
        return act(
            request, upload, actions.confirm, "Diajukan. Kami beri tahu bila sudah diputuskan.",
            note=form.cleaned_data.get("note", ""), checked=form.cleaned_data.get("desa", ()),
        )  # fmt: skip
    touched = actions.written(upload)
    context = {
        "question": f"Ajukan {touched} perubahan?",
        "consequence": " ".join(stops.values())
        or "Belum ada yang disimpan. Orang kedua memeriksa dan menyetujuinya.",
        "verb": "Tetap ajukan, dengan alasan" if stops else f"Ajukan {touched} perubahan",
        "form": form if form.fields else None,
        "back": reverse("agencies:upload-columns" if many_held else "agencies:upload-check", args=[pk]),
        "way_out": "Kembali ke kolom" if many_held else "Jangan ajukan dulu",
        "action": reverse("agencies:upload-confirm", args=[pk]),
    }
    return render(request, "components/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@requires(P.APPROVE_UPLOADS)
def upload_approve(request, pk):
    return act(
        request,
        reachable(request, pk, P.APPROVE_UPLOADS),
        actions.approve,
        "Disetujui. Perubahannya sedang disimpan.",
    )


@require_POST
@requires(P.APPROVE_UPLOADS)
def upload_return(request, pk):
    upload = reachable(request, pk, P.APPROVE_UPLOADS)
    form = NoteForm(request.POST, label="Catatan untuk pengirim")
    if form.is_valid():
        return act(
            request,
            upload,
            actions.send_back,
            "Dikembalikan kepada pengirim.",
            note=form.cleaned_data["note"],
        )
    return render(
        request, "agencies/uploads/detail.html", Page(request, upload).context() | {"return_form": form}
    )


@require_POST
@requires(P.SEND_UPLOADS)
def upload_take_back(request, pk):
    return act(
        request,
        reachable(request, pk, P.SEND_UPLOADS),
        actions.take_back,
        "Ditarik kembali. Anda dapat memperbaikinya.",
    )


@require_POST
@requires(P.SEND_UPLOADS)
def upload_resume(request, pk):
    """Go on with a returned list, or read, save or take back anew after the job has failed."""
    upload = reachable(request, pk, P.SEND_UPLOADS)
    if upload.status in RUNNING:
        actions.work_again(upload, by=request.user)
        return redirect("agencies:upload-detail", pk)
    return act(request, upload, actions.resume)


@require_http_methods(["GET", "POST"])
@requires(P.SEND_UPLOADS)
def upload_withdraw(request, pk):
    upload = reachable(request, pk, P.SEND_UPLOADS)
    if request.method == "POST":
        return act(request, upload, actions.withdraw, "Unggahan dibatalkan. Tidak ada data yang berubah.")
    context = {
        "question": "Batalkan unggahan ini?",
        "consequence": f"{upload.name} tidak jadi disimpan. Data yang ada tidak berubah.",
        "verb": "Batalkan unggahan",
        "danger": True,
        "back": reverse("agencies:upload-detail", args=[pk]),
        "way_out": "Jangan batalkan",
        "action": reverse("agencies:upload-withdraw", args=[pk]),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "POST"])
@requires(P.SEND_UPLOADS, P.APPROVE_UPLOADS)
def upload_undo(request, pk):
    """Ask that a whole upload be taken back; somebody else decides."""
    upload = _of_either(request, pk)
    form = NoteForm(request.POST or None, label="Alasan mengurungkan")
    if not Page(request, upload).may()["undo"]:
        messages.warning(request, MOVED_ON)
        return redirect("agencies:upload-detail", pk)
    if request.method == "POST" and form.is_valid():
        said = "Permintaan dicatat. Orang kedua yang memutuskan."
        return act(request, upload, actions.ask_undo, said, reason=form.cleaned_data["note"])
    restored, kept = layout_of(upload.kind).undo_outlook(upload)
    context = {
        "question": f"Kembalikan {restored} perubahan?",
        "consequence": kept_words(kept),
        "verb": f"Minta urungkan {restored} perubahan",
        "form": form,
        "danger": True,
        "back": reverse("agencies:upload-detail", args=[pk]),
        "way_out": "Biarkan tersimpan",
        "action": reverse("agencies:upload-undo", args=[pk]),
    }
    return render(request, "components/confirm.html", context)


def _of_either(request, pk: int) -> Upload:
    """For whoever may send or approve it."""
    reach = Upload.objects.visible_to
    uploads = reach(request.viewer, P.SEND_UPLOADS) | reach(request.viewer, P.APPROVE_UPLOADS)
    return get_object_or_404(uploads.for_listing(), pk=pk)


@require_POST
@requires(P.APPROVE_UPLOADS)
def upload_undo_approve(request, pk):
    return act(
        request,
        reachable(request, pk, P.APPROVE_UPLOADS),
        actions.approve_undo,
        "Disetujui. Perubahan sedang dikembalikan.",
    )


@require_POST
@requires(P.APPROVE_UPLOADS)
def upload_undo_refuse(request, pk):
    upload = reachable(request, pk, P.APPROVE_UPLOADS)
    form = NoteForm(request.POST, label="Alasan menolak", required=False)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return act(request, upload, actions.refuse_undo, "Tetap tersimpan.", note=note)
