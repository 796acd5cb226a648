from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

CLASSES = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
OFFICE_WORDS = ("sinergi", "bappeda", "dinas", "bansos", "kabupaten", "password", "katasandi")


class LengthValidator(MinimumLengthValidator):
    """Django's rule in our words."""

    def get_error_message(self):
        return f"Kata sandi terlalu pendek. Pakai sedikitnya {self.min_length} huruf."

    def get_help_text(self):
        return f"Sedikitnya {self.min_length} huruf."


class SimilarityValidator(UserAttributeSimilarityValidator):
    """Django's rule in our words."""

    def get_error_message(self):
        return "Kata sandi terlalu mirip dengan nama atau surel Anda. Pilih yang lain."

    def get_help_text(self):
        return "Tidak mirip dengan nama atau surel Anda."


class UncommonValidator(CommonPasswordValidator):
    """Django's rule in our words."""

    def get_error_message(self):
        return "Kata sandi ini sering dipakai orang. Pilih yang lain."

    def get_help_text(self):
        return "Bukan kata sandi yang sering dipakai orang."


class ProfileValidator:
    """The SPBE password profile (BSSN 4/2021, SECURITY 9): three of four classes unless long, no office words, at most 128."""

    def validate(self, password, user=None):
        if len(password) > 128:
            raise ValidationError("Kata sandi paling panjang 128 huruf.", code="password_too_long")
        if len(password) < 20 and sum(any(map(has, password)) for has in CLASSES) < 3:
            raise ValidationError(
                "Pakai sedikitnya tiga dari: huruf kecil, huruf besar, angka, tanda baca.",
                code="password_classes",
            )
        if any(word in password.lower() for word in OFFICE_WORDS):
            raise ValidationError(
                "Jangan pakai nama kantor atau nama aplikasi ini.", code="password_office_word"
            )

    def get_help_text(self):
        return "Tiga dari: huruf kecil, huruf besar, angka, tanda baca; atau kalimat 20 huruf lebih."


class HistoryValidator:
    """Neither the password of now nor one of the last five before it (SECURITY 9)."""

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        used = [user.password, *user.past_passwords.values_list("password", flat=True)]
        if any(check_password(password, old) for old in used):
            raise ValidationError(
                "Kata sandi ini pernah Anda pakai. Pilih yang baru.", code="password_used_before"
            )

    def get_help_text(self):
        return "Bukan salah satu dari lima kata sandi terakhir Anda."
