from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions.views import list_usersessions
from django.contrib import admin
from django.urls import include, path, re_path

from agencies.views.home import home
from agencies.views.search import search
from agencies.views.session import sign_in
from config.ui import catalogue, found, help as manual

__all__ = ["found", "urlpatterns"]  # `found` fills the search box with the pages of the menu

admin.autodiscover()
admin.site.login = secure_admin_login(
    admin.site.login
)  # else a password alone would do, second factor or not

handler403 = "config.ui.errors.forbidden"
handler404 = "config.ui.errors.not_found"
handler500 = "config.ui.errors.server_error"

# allauth's views one by one, under our addresses and its own names; what is not here does not exist (sign-up, e-mail).
signing_in = [
    path("masuk/", sign_in, name="account_login"),
    path("masuk/kode/", factor.authenticate, name="mfa_authenticate"),
    path("masuk/lagi/", account.reauthenticate, name="account_reauthenticate"),
    path("masuk/lagi/kode/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("keluar/", account.logout, name="account_logout"),
    path("akun/ditutup/", account.account_inactive, name="account_inactive"),
    path("akun/perangkat/", list_usersessions, name="usersessions_list"),
    path("akun/kata-sandi/ganti/", account.password_change, name="account_change_password"),
    path("akun/kata-sandi/buat/", account.password_set, name="account_set_password"),
    path("akun/kata-sandi/lupa/", account.password_reset, name="account_reset_password"),
    path("akun/kata-sandi/lupa/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "akun/kata-sandi/baru/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^akun/kata-sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("akun/kode-pengaman/", factor.index, name="mfa_index"),
    path("akun/kode-pengaman/pasang/", totp.activate_totp, name="mfa_activate_totp"),
    path("akun/kode-pengaman/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("akun/kode-pengaman/cadangan/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "akun/kode-pengaman/cadangan/buat/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/kode-pengaman/cadangan/unduh/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

urlpatterns = [
    path("", home, name="home"),
    path("cari/", search, name="search"),
    *signing_in,
    path("", include("agencies.urls")),
    path("", include("programs.urls")),
    path("", include("beneficiaries.urls")),
    path("", include("reports.urls")),
    path("bantuan/", manual.help_index, name="help"),
    path("bantuan/<slug:slug>/", manual.help_page, name="help-page"),
    path("glosarium/", manual.glossary, name="glossary"),
    path("komponen/", catalogue.catalogue, name="components"),
    path("komponen/tanya/", catalogue.question, name="components-question"),
    path("admin/", admin.site.urls),
]
