from django.urls import path

from agencies.views import health, jobs

app_name = "agencies"
urlpatterns = [
    path("sehat/", health.health, name="health"),
    path("pekerjaan/", jobs.job_list, name="job-list"),
    path("pekerjaan/<int:pk>/kemajuan/", jobs.job_progress, name="job-progress"),
    path("pekerjaan/<int:pk>/hentikan/", jobs.job_cancel, name="job-cancel"),
    path("pekerjaan/<int:pk>/lanjutkan/", jobs.job_retry, name="job-retry"),
]
