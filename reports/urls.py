from django.urls import path

from reports.views import (
    consolidation,
    costs,
    dashboards,
    determinants,
    evaluations,
    exports,
    poverty,
    priorities,
    villages,
)

app_name = "reports"
urlpatterns = [
    path("beranda/", dashboards.dashboard, name="dashboard"),
    path("anggaran/biaya/", costs.budget_costs, name="budget-costs"),
    path("desa/", villages.village_list, name="village-list"),
    path("desa/<str:code>/", villages.village_detail, name="village-detail"),
    path("kemiskinan/", poverty.poverty_list, name="poverty-list"),
    path("kemiskinan/bidang/", priorities.poverty_fields, name="poverty-fields"),
    path("kemiskinan/wilayah/", priorities.poverty_places, name="poverty-places"),
    path("kemiskinan/anggaran/", priorities.poverty_budget, name="poverty-budget"),
    path("kemiskinan/keterkaitan/", determinants.poverty_links, name="poverty-links"),
    path("kemiskinan/keterkaitan/tambah/", determinants.determinant_add, name="determinant-add"),
    path("kemiskinan/keterkaitan/<int:pk>/", determinants.determinant_edit, name="determinant-edit"),
    path(
        "kemiskinan/keterkaitan/<int:pk>/hapus/", determinants.determinant_remove, name="determinant-remove"
    ),
    path("kemiskinan/<str:indicator>/", poverty.poverty_statistic, name="poverty-statistic"),
    path("temuan/<slug:kind>/<str:indicator>/", poverty.finding_edit, name="finding-edit"),
    path("evaluasi/<slug:scope>/", evaluations.evaluation_show, name="evaluation-show"),
    path("evaluasi/<slug:scope>/unduh/", evaluations.evaluation_file, name="evaluation-file"),
    path("evaluasi/<slug:scope>/catatan/", evaluations.evaluation_note, name="evaluation-note"),
    path("konsolidasi/", consolidation.consolidation, name="consolidation"),
    path("laporan/", exports.report_list, name="report-list"),
    path("laporan/<slug:slug>/", exports.report_build, name="report-build"),
    path("unduhan/", exports.export_mine, name="export-mine"),
    path("unduhan/<int:pk>/", exports.export_download, name="export-download"),
    path("unduhan/<int:pk>/hapus/", exports.export_remove, name="export-remove"),
    path("unduhan/daftar/<slug:key>/", exports.export_list, name="export-list"),
]
