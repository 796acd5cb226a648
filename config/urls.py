from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # else a password alone would do, second factor or not

handler403 = "config.ui.errors.forbidden"
handler404 = "config.ui.errors.not_found"
handler500 = "config.ui.errors.server_error"

urlpatterns = [
    path("", include("agencies.urls")),
    path("", include("programs.urls")),
    path("", include("beneficiaries.urls")),
    path("", include("reports.urls")),
    path("admin/", admin.site.urls),
]
