from django.urls import path

from reports.views import dashboards, villages

app_name = "reports"
urlpatterns = [
    path("beranda/", dashboards.dashboard, name="dashboard"),
    path("desa/", villages.village_list, name="village-list"),
    path("desa/<str:code>/", villages.village_detail, name="village-detail"),
]
