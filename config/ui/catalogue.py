"""`/komponen/`: every component in every variant, with invented figures. People look at it, and so do the tests."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access.guards import public
from config.ui.states import ICONS, WORDS

BARS = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "width": "container",
    "height": 200,
    "data": {
        "values": [
            {"kecamatan": "Banjar", "keluarga": 1284},
            {"kecamatan": "Tejakula", "keluarga": 1040},
            {"kecamatan": "Gerokgak", "keluarga": 866},
        ]
    },
    "mark": {"type": "bar", "color": "#3d7fb8", "tooltip": True},
    "encoding": {
        "y": {"field": "kecamatan", "type": "nominal", "sort": "-x", "title": None},
        "x": {"field": "keluarga", "type": "quantitative", "title": "keluarga", "axis": {"format": ",d"}},
    },
}
MEASURE = {
    "name": "keluarga miskin terlayani",
    "meaning": "Keluarga desil 1–4 yang menerima paling sedikit satu bantuan tahun ini.",
    "formula": "6.234 keluarga penerima ÷ 7.984 keluarga desil 1–4 × 100",
    "source": "DTSEN triwulan III 2026; penerima dari 34 perangkat daerah",
    "freshness": "Dihitung 21 November 2026, 06.15 WITA",
}
BALANCE = {"read": 1297, "new": 212, "changed": 87, "same": 944, "held": 41, "skipped": 13}
ROWS = (
    ("LUH RASMINI", "5199•••••••••••• #T9RC", "Tigawasa", 2, 40_000_000, "Perlu diperiksa"),
    ("KOMANG SUKERTI", "5199•••••••••••• #K7QF", "Cempaga", 1, 4_500_000, "Boleh"),
    ("I NENGAH DARMA", "5199•••••••••••• #M2XA", "Cempaga", 1, 4_200_000, "Diverifikasi"),
)


@dataclass(frozen=True)
class ShownJob:
    """A job as {% progress %} needs it."""

    done: int
    total: int
    words: str
    finished_at: object = None


class ShownForm(forms.Form):
    """One field of each kind."""

    nama = forms.CharField(label="Nama program", max_length=80, help_text="Seperti tertulis di DPA.")
    pagu = forms.CharField(
        label="Pagu (Rp)", help_text="Misalnya 1.250.000.", widget=forms.TextInput(attrs={"data-number": ""})
    )
    bentuk = forms.ChoiceField(label="Bentuk bantuan", choices=[("uang", "Uang"), ("barang", "Barang")])
    kecamatan = forms.ChoiceField(
        label="Kecamatan",
        required=False,
        choices=[("", "Semua")] + [(n, f"Kecamatan {n}") for n in range(1, 10)],
    )
    catatan = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    ingat = forms.BooleanField(label="Ingat susunan ini untuk berkas berikutnya", required=False)


class ShownFilters:
    """A filter set as {% filters %} and {% chips %} need it: something with a form."""

    class Form(forms.Form):
        kecamatan = forms.ChoiceField(
            label="Kecamatan",
            required=False,
            choices=[("", "Semua"), ("banjar", "Banjar"), ("tejakula", "Tejakula")],
        )
        desil = forms.ChoiceField(
            label="Desil", required=False, choices=[("", "Semua"), ("1-4", "1 sampai 4")]
        )
        program = forms.ChoiceField(label="Program", required=False, choices=[("", "Semua"), ("pkh", "PKH")])
        cari = forms.CharField(
            label="Nama desa atau program", required=False, widget=forms.TextInput(attrs={"type": "search"})
        )

    def __init__(self, chosen):
        self.form = self.Form(chosen)


@require_safe
@public
def catalogue(request):
    if "pesan" in request.GET:
        messages.success(request, "Tersimpan.", extra_tags="urungkan=/komponen/")
    chosen = request.GET if request.GET else {"kecamatan": "banjar", "desil": "1-4"}
    return render(
        request,
        "components/catalogue.html",
        {
            "now": timezone.now(),
            "states": [(state, ICONS[state], words) for state, words in WORDS.items()],
            "measure": MEASURE,
            "balance": BALANCE,
            "parts": [("ok", 193), ("bad", 77)],
            "form": ShownForm(),
            "wrong": ShownForm({"nama": "", "pagu": "", "bentuk": "uang"}, prefix="salah"),
            "filterset": ShownFilters(chosen),
            "page": Paginator(range(46), 25).get_page(request.GET.get("halaman")),
            "rows": ROWS,
            "chart": BARS,
            "running": ShownJob(42_000, 100_000, "Membaca baris 42.000 dari kira-kira 100.000"),
            "ended": ShownJob(100_000, 100_000, "100.000 baris terbaca.", timezone.now()),
        },
    )


@require_safe
@public
def question(request):
    """The page of a confirmation, which {% confirm_button %} opens as a dialog."""
    return render(
        request,
        "components/confirm.html",
        {
            "question": "Urungkan unggahan ini?",
            "consequence": "299 perubahan dikembalikan. 3 orang sudah diubah setelah itu dan tidak ikut dikembalikan.",
            "verb": "Urungkan 296 perubahan",
            "back": "/komponen/",
            "way_out": "Biarkan tersimpan",
        },
    )
