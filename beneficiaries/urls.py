from django.urls import path

from beneficiaries.views import candidates, coverage, families, overlaps, people, recipients, reveals

app_name = "beneficiaries"
urlpatterns = [
    path("penerima/", people.person_list, name="person-list"),
    path("penerima/tambah/", recipients.person_add, name="person-add"),
    path("orang/<int:pk>/", people.person_detail, name="person-detail"),
    path("orang/<int:pk>/perbaiki/", recipients.person_edit, name="person-edit"),
    path("orang/<int:pk>/buka-nik/", reveals.person_reveal, name="person-reveal"),
    path("keluarga/<int:pk>/", families.family_detail, name="family-detail"),
    path("keluarga/<int:pk>/buka-no-kk/", reveals.family_reveal, name="family-reveal"),
    path("penerima/bantuan/<int:pk>/akhiri/", recipients.aid_end, name="aid-end"),
    path("belum-terlayani/", coverage.unserved_list, name="unserved-list"),
    path("tumpang-tindih/", overlaps.overlap_list, name="overlap-list"),
    path("kembar/", candidates.candidate_list, name="candidate-list"),
    path("kembar/<int:pk>/putuskan/", candidates.candidate_decide, name="candidate-decide"),
    path("kembar/<int:pk>/urungkan/", candidates.candidate_reopen, name="candidate-reopen"),
]
