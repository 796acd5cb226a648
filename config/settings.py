"""The one settings file. What differs between installations is read from the environment through env.py."""

import os
import sys
from pathlib import Path

import pgtrigger
from csp.constants import NONE, SELF

from config import database, env, mail, secrets

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = env.folder("SINERGI_DATA", BASE_DIR / "var")

TRYING_OUT = env.flag("DJANGO_DEBUG")  # plain HTTP and the embedded server, under `make demo` and in tests
DEBUG = TRYING_OUT and "runserver" in sys.argv  # the demo shows an officer our error pages, not Django's
SECRET_KEY = secrets.secret_key(DATA)
SINERGI_KEYS = secrets.identity_keys(DATA)
ALLOWED_HOSTS = env.words("DJANGO_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
if "DJANGO_ALLOWED_HOSTS" not in os.environ and not TRYING_OUT:
    env.told("DJANGO_ALLOWED_HOSTS", "only localhost and 127.0.0.1 are answered")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "import_export",
    "pgtrigger",
    "pghistory",
    "agencies",
    "programs",
    "beneficiaries",
    "reports",
]
MIDDLEWARE = [
    "config.outage.OutageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.security.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "agencies.access.middleware.ViewerMiddleware",
    "config.ui.errors.NotAllowedMiddleware",
    "agencies.views.session.OfficeMiddleware",
    "agencies.views.session.SessionRulesMiddleware",
    "agencies.views.session.PasswordAgeMiddleware",
    "agencies.views.session.SecondFactorMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["config.ui.tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.ui.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {
    "default": database.settings(DATA)
    | {"ATOMIC_REQUESTS": True, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_LEVEL = pgtrigger.Statement


LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Makassar"
USE_TZ = True
PAGE_SIZE = 25

# Sign-in (SECURITY 9)
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "agencies.access.passwords.SimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
    {"NAME": "agencies.access.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "agencies.access.passwords.UncommonValidator"},
    {"NAME": "agencies.access.passwords.ProfileValidator"},
    {"NAME": "agencies.access.passwords.HistoryValidator"},
]  # fmt: skip
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "agencies.access.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,5/5m/key"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/masuk/"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_FORMS = {"reset_password": "agencies.forms.session.ResetPasswordForm"}
PASSWORD_RESET_TIMEOUT = 72 * 60 * 60  # also the life of an invitation
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "agencies.access.adapter.shown_name"
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole("SINERGI_PROXIES", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sinergi"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # official e-mail addresses are often shared or dead (SECURITY 9)
USERSESSIONS_TRACK_ACTIVITY = False  # SessionRulesMiddleware notes it with one query instead of four
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# What leaves and enters: HTTPS everywhere but in the demo and in tests
if not TRYING_OUT:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.ui.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_PERMISSIONS = 0o600

# Files: uploads and built reports lie in the data folder, encrypted, never under a web root
MEDIA_ROOT = DATA / "files"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder", "config.npm.Finder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TRYING_OUT
        else "config.storage.Storage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = TRYING_OUT
WHITENOISE_AUTOREFRESH = TRYING_OUT

EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = "sinergi@localhost"
for _name, _value in mail.settings(DATA).items():
    globals()[_name] = _value

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
