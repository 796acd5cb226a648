"""The manual inside the application: one short page per screen and the glossary. Open to everybody."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access.guards import public

# The order of the list; the words are the titles of the pages.
PAGES = {
    "mulai": "Mulai dari sini",
    "beranda": "Beranda",
    "unggahan": "Mengunggah daftar",
    "unggahan-kolom": "Mencocokkan kolom",
    "unggahan-periksa": "Memeriksa masalah",
    "unggahan-persetujuan": "Persetujuan dan pembatalan",
    "penerima": "Penerima bantuan",
    "program": "Program dan anggaran",
    "indikator": "Indikator RPJMD",
    "laporan": "Laporan dan unduhan",
    "pengguna": "Pengguna dan peran",
    "pengaturan": "Pengaturan dan data acuan",
    "akun": "Akun saya",
}


@require_safe
@public
def help_index(request):
    return render(request, "help/index.html", {"pages": PAGES.items()})


@require_safe
@public
def help_page(request, slug: str):
    if slug not in PAGES:
        raise Http404
    return render(
        request,
        f"help/{slug}.html",
        {"title": PAGES[slug], "pages": PAGES.items(), "slug": slug},
    )


@require_safe
@public
def glossary(request):
    return render(request, "help/glossary.html")
