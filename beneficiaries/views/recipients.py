from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions.uploads import NotYours
from agencies.models import Upload
from agencies.queries.office import fiscal_year
from beneficiaries.forms.recipients import CorrectionForm, EndForm, RecipientForm
from beneficiaries.importing import forms as lists
from beneficiaries.models import Assistance, Person

NOTHING_NEW = "Isian ini sudah ada di daftar. Tidak ada yang perlu disetujui."
NOT_YOURS = "Hanya kepala perangkat daerah yang mengajukan. Minta kepala Anda mengisi."


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PEOPLE)
def person_add(request):
    form = RecipientForm(request.POST or None, viewer=request.viewer, initial={"tahun": fiscal_year()})
    if request.method == "POST" and form.is_valid():
        values = form.values()
        sent = _send(
            form,
            values,
            kind=Upload.Kind.PENERIMA,
            agency=form.cleaned_data["agency"],
            by=request.user,
            title="Penerima lewat formulir",
        )
        if sent:
            return _waiting(request, sent)
    return _form(request, form, "Tambah penerima", "Ajukan penerima", reverse("beneficiaries:person-list"))


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PEOPLE)
def person_edit(request, pk: int):
    visible = Person.objects.visible_to(request.viewer, Permission.EDIT_PEOPLE).living()
    person = get_object_or_404(visible.select_related("village"), pk=pk)
    form = CorrectionForm(
        request.POST or None, viewer=request.viewer, initial=CorrectionForm.initial_of(person)
    )
    back = reverse("beneficiaries:person-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        values = form.values() | {"tahun": fiscal_year()}
        sent = _send(
            form, values, kind=Upload.Kind.INDIVIDU, agency=form.cleaned_data["agency"], by=request.user,
            title="Perbaikan lewat formulir", person=person,
        )  # fmt: skip
        if sent:
            return _waiting(request, sent)
    return _form(request, form, "Perbaiki data", "Ajukan perbaikan", back)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PEOPLE)
def aid_end(request, pk: int):
    """End one aid of one's own agency, with a reason; a second person approves."""
    visible = Assistance.objects.visible_to(request.viewer, Permission.EDIT_PEOPLE).exclude(
        group__isnull=False
    )
    aid = get_object_or_404(visible.exclude(status=Assistance.Status.ENDED).for_listing(), pk=pk)
    page = "person-detail" if aid.person_id else "family-detail"
    back = reverse(f"beneficiaries:{page}", args=[aid.person_id or aid.family_id])
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                upload = lists.end(aid, reason=form.cleaned_data["alasan"], by=request.user)
        except (ValueError, lists.NothingNew):
            form.add_error(None, "Anggota keluarga ini belum tercatat. Lengkapi dulu lewat daftar.")
        except NotYours:
            form.add_error(None, NOT_YOURS)
        else:
            return _waiting(request, upload)
    context = {
        "question": f"Akhiri {aid.program} untuk {aid.recipient}?",
        "consequence": "Bantuan ini tetap tercatat, dengan alasan. Orang kedua menyetujui.",
        "verb": "Ajukan pengakhiran", "back": back, "form": form, "action": request.path,
        "details": [], "way_out": "Batalkan", "danger": False,
    }  # fmt: skip
    return render(request, "components/confirm.html", context)


def _send(form, values: dict, **options) -> Upload | None:
    """The upload that now waits for approval, or None with the reason on the form."""
    try:
        with transaction.atomic():
            return lists.hand_in(values, **options)
    except lists.NothingNew:
        form.add_error(None, NOTHING_NEW)
    except NotYours:
        form.add_error(None, NOT_YOURS)
    return None


def _waiting(request, upload: Upload):
    messages.success(request, "Sudah diajukan. Orang kedua menyetujui.")
    return redirect("agencies:upload-detail", upload.pk)


def _form(request, form, title: str, verb: str, back: str):
    context = {"form": form, "title": title, "verb": verb, "back": back}
    return render(request, "beneficiaries/people/form.html", context)
