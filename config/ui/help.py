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
    "rencana": "Rencana dan benang merah",
    "rencana-aksi": "Rencana aksi dan OPPKPKE",
    "program": "Program dan anggaran",
    "anggaran": "Pagu, realisasi, dan kas",
    "nomenklatur": "Nomenklatur dan edisinya",
    "indikator": "Indikator RPJMD",
    "indikator-isi": "Mengisi dan memverifikasi triwulan",
    "kemiskinan": "Analisis kemiskinan",
    "angka-makro": "Angka makro",
    "evaluasi": "Tabel evaluasi",
    "konsolidasi": "Konsolidasi ketercapaian",
    "laporan": "Laporan dan unduhan",
    "pengguna": "Pengguna dan peran",
    "pengaturan": "Pengaturan dan data acuan",
    "akun": "Akun saya",
}

# One line per word of the interface that needs explaining, by alphabet.
TERMS = (
    (
        "Belum dapat dinilai",
        "Indikator yang target atau realisasinya belum ada, jadi belum tercapai atau tidak.",
    ),
    ("Belum terlayani", "Keluarga desil 1–4 yang tidak tercatat menerima bantuan apa pun pada tahun itu."),
    ("Benang merah", "Jalur dari visi dan sasaran sampai sub kegiatan, uang, dan penerimanya."),
    ("Bidang urusan", "Pembagian urusan pemerintahan, misalnya 1.06 sosial. Dipakai untuk kode program."),
    ("Bobot", "Bagian pagu sub kegiatan yang dihitung untuk penduduk miskin, dari 0 sampai 1."),
    (
        "Desil",
        "Sepersepuluh keluarga menurut kesejahteraan. Desil 1 paling miskin, desil 10 paling sejahtera.",
    ),
    ("Di luar sasaran", "Menerima bantuan padahal desilnya di atas batas program."),
    ("Ditahan", "Baris berkas yang bermasalah. Tidak disimpan, tidak hilang, menunggu perbaikan."),
    ("DTSEN", "Data Tunggal Sosial dan Ekonomi Nasional, register kesejahteraan dari pemerintah pusat."),
    ("Garis kemiskinan", "Pengeluaran per orang sebulan untuk kebutuhan dasar, ditetapkan BPS."),
    ("IKD", "Indikator kinerja daerah, ukuran penyelenggaraan pemerintahan menurut urusan."),
    ("IKU", "Indikator kinerja utama, hasil terpenting daerah atau perangkat daerah."),
    ("Keluarga", "Orang-orang dalam satu Kartu Keluarga (No. KK)."),
    ("Kemutakhiran", "Kapan angka dihitung, dan dari data bulan atau triwulan apa."),
    ("Kode cadangan", "Kode sekali pakai untuk masuk bila ponsel dengan kode pengaman tidak ada."),
    ("Kode pengaman", "Enam angka dari aplikasi di ponsel, diminta setelah kata sandi."),
    (
        "Lokasi fokus",
        "Desa atau kecamatan yang ditetapkan untuk didahulukan pada satu tahun. Disebut juga lokus.",
    ),
    ("Neraca baris", "Baris terbaca = baru + berubah + tetap + ditahan + dilewati."),
    ("OPD", "Organisasi perangkat daerah: dinas, badan, kecamatan, dan kantor lain."),
    ("Padanan kode", "Kode nomenklatur baru yang menggantikan kode edisi lama."),
    ("Pagu", "Batas anggaran suatu program menurut dokumen yang berlaku."),
    ("Pergeseran", "Perubahan pagu antarsub kegiatan sebelum APBD perubahan, boleh beberapa kali setahun."),
    ("Rakor", "Rapat koordinasi penanggulangan kemiskinan."),
    ("Realisasi", "Uang yang sudah dibelanjakan menurut SP2D, atau pekerjaan fisik yang sudah selesai."),
    ("Rincian", "Realisasi menurut kelompok, misalnya jenis kelamin, kecamatan, atau desil."),
    ("RPJMD", "Rencana Pembangunan Jangka Menengah Daerah, lima tahun."),
    ("Serapan", "Realisasi keuangan dibagi pagu, dalam persen."),
    ("SPM", "Standar pelayanan minimal yang wajib dipenuhi daerah."),
    ("Sub kegiatan", "Tingkat terkecil dalam nomenklatur anggaran, tempat uang dibelanjakan."),
    ("Temuan", "Kesimpulan tertulis suatu analisis, disimpan bersama angkanya."),
    ("TKPK", "Tim Koordinasi Penanggulangan Kemiskinan daerah."),
    ("Tumpang tindih", "Bantuan sejenis untuk orang atau keluarga yang sama pada periode yang sama."),
    ("Unggahan", "Satu berkas yang dikirim, dengan semua baris, perbaikan, dan persetujuannya."),
)


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
    return render(request, "help/glossary.html", {"terms": TERMS})
