from django.urls import path

from programs.views import budgets, indicators, programs, reference

app_name = "programs"
urlpatterns = [
    path("program/", programs.program_list, name="program-list"),
    path("program/baru/", programs.program_add, name="program-add"),
    path("program/salin-tahun/", programs.program_copy, name="program-copy"),
    path("program/salin-tahun/<int:pk>/urungkan/", programs.program_copy_undo, name="program-copy-undo"),
    path("program/<int:pk>/", programs.program_detail, name="program-detail"),
    path("program/<int:pk>/ubah/", programs.program_edit, name="program-edit"),
    path("program/<int:pk>/sasaran/<int:year>/", programs.program_year, name="program-year"),
    path("program/<int:pk>/pagu/<int:year>/", budgets.budget_edit, name="budget-edit"),
    path(
        "program/<int:pk>/realisasi/<int:year>/<slug:source>/",
        budgets.realization_edit,
        name="realization-edit",
    ),
    path("anggaran/", budgets.budget_overview, name="budget-overview"),
    path("lapor/", budgets.reporting_grid, name="reporting-grid"),
    path("indikator/", indicators.indicator_list, name="indicator-list"),
    path("indikator/daftar/", indicators.indicator_table, name="indicator-table"),
    path("indikator/perangkat/<int:pk>/", indicators.agency_indicators, name="agency-indicators"),
    path("indikator/baru/", indicators.indicator_add, name="indicator-add"),
    path("indikator/<int:pk>/", indicators.indicator_detail, name="indicator-detail"),
    path("indikator/<int:pk>/ubah/", indicators.indicator_edit, name="indicator-edit"),
    path("indikator/<int:pk>/target/", indicators.indicator_targets, name="indicator-targets"),
    path(
        "indikator/<int:pk>/capaian/<int:year>/<int:quarter>/",
        indicators.attainment_edit,
        name="attainment-edit",
    ),
    path("rujukan/", reference.reference_index, name="reference-index"),
    path("rujukan/<slug:key>/", reference.reference_list, name="reference-list"),
    path("rujukan/<slug:key>/baru/", reference.reference_add, name="reference-add"),
    path("rujukan/<slug:key>/unggah/", reference.reference_upload, name="reference-upload"),
    path("rujukan/<slug:key>/simpan/", reference.reference_store, name="reference-store"),
    path("rujukan/<slug:key>/unduh/", reference.reference_export, name="reference-export"),
    path("rujukan/<slug:key>/<int:pk>/", reference.reference_edit, name="reference-edit"),
]
