from django.urls import path

from agencies.views import account_acts, accounts, audit, health, jobs, notices, office, session, settings

app_name = "agencies"
urlpatterns = [
    path("sehat/", health.health, name="health"),
    path("pekerjaan/", jobs.job_list, name="job-list"),
    path("pekerjaan/<int:pk>/kemajuan/", jobs.job_progress, name="job-progress"),
    path("pekerjaan/<int:pk>/hentikan/", jobs.job_cancel, name="job-cancel"),
    path("pekerjaan/<int:pk>/lanjutkan/", jobs.job_retry, name="job-retry"),
    path("akun/", session.account, name="account"),
    path("pengguna/", accounts.user_list, name="user-list"),
    path("pengguna/undang/", accounts.user_invite, name="user-invite"),
    path("pengguna/<int:pk>/", accounts.user_detail, name="user-detail"),
    path("pengguna/<int:pk>/ubah/", accounts.user_edit, name="user-edit"),
    path("pengguna/<int:pk>/peran/", accounts.user_grant, name="user-grant"),
    path("pengguna/<int:pk>/tautan/", accounts.user_link, name="user-link"),
    path("pengguna/<int:pk>/tutup/", account_acts.user_close, name="user-close"),
    path("pengguna/<int:pk>/buka-kunci/", account_acts.user_unlock, name="user-unlock"),
    path("pengguna/<int:pk>/kode-pengaman/", account_acts.user_second_factor, name="user-second-factor"),
    path("pengguna/<int:pk>/serah-terima/", account_acts.user_handover, name="user-handover"),
    path("peran/<int:pk>/setujui/", accounts.grant_approve, name="grant-approve"),
    path("peran/<int:pk>/cabut/", account_acts.grant_revoke, name="grant-revoke"),
    path("pengaturan/", settings.settings, name="settings"),
    path("pengaturan/kantor/", office.office_edit, name="office-edit"),
    path("pengaturan/penanda-tangan/tambah/", office.signatory_add, name="signatory-add"),
    path("pengaturan/penanda-tangan/<int:pk>/", office.signatory_edit, name="signatory-edit"),
    path("pengaturan/nilai/<slug:key>/", settings.setting_edit, name="setting-edit"),
    path("lambang/", office.office_crest, name="office-crest"),
    path("jejak/", audit.trail_list, name="trail-list"),
    path("jejak/unduh/", audit.trail_export, name="trail-export"),
    path("jejak/baca/", audit.read_list, name="read-list"),
    path("jejak/baca/unduh/", audit.read_export, name="read-export"),
    path("pemberitahuan/", notices.notices, name="notices"),
    path("pemberitahuan/terbaca/", notices.notices_read, name="notices-read"),
    path("pemberitahuan/<int:pk>/", notices.notice_open, name="notice-open"),
    path("tugas/", notices.task_list, name="task-list"),
]
