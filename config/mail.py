"""EMAIL_URL, or else letters in the data folder."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.env import BadEnvironment, told


def settings(data: Path) -> dict:
    """smtps://user:password@host:465/sender@address; smtp:// with STARTTLS is refused (CVE-2026-7666)."""
    if not (url := os.environ.get("EMAIL_URL")):
        told("EMAIL_URL", f"letters are written to {data / 'mail'}")
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": data / "mail",
        }
    parts = urlsplit(url)
    if parts.scheme != "smtps" or not parts.hostname:
        raise BadEnvironment("EMAIL_URL", "must look like smtps://user:password@host:465/sender@address")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 465,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": True,
        "DEFAULT_FROM_EMAIL": unquote(parts.path.strip("/")) or unquote(parts.username or ""),
    }
