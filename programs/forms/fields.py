"""Fields that read numbers the way people type them."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

WHOLE = re.compile(r"^(?:rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,0{1,2})?(?:,-)?$", re.IGNORECASE)
NUMBER = re.compile(r"^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$")
LARGEST = 10**15  # a thousand times a province's yearly budget


class RupiahField(forms.CharField):
    """Whole rupiah from `1.250.000`, `Rp 1.250.000` or `1250000`; empty is None, never 0."""

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"data-number": "", "inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "required": False} | options)

    def prepare_value(self, value):
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value

    def to_python(self, value) -> int | None:
        text = str(value or "").replace("\xa0", " ").strip()
        if not text:
            return None
        found = WHOLE.match(text)
        if not found:
            raise ValidationError("Tulis angka rupiah penuh, misalnya 1.250.000.", code="not_rupiah")
        amount = int(found[1].replace(".", ""))
        if amount >= LARGEST:
            raise ValidationError("Angka ini terlalu besar untuk satu baris anggaran.", code="too_large")
        return amount

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != data and str(initial or "") != str(data or "")


class NumberField(forms.CharField):
    """A decimal from `71,48`, `1.250,5` or `-0,3`; empty is None."""

    def __init__(
        self, *, places: int = 4, low: Decimal | None = None, high: Decimal | None = None, **options
    ):
        self.places, self.low, self.high = places, low, high
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "required": False} | options)

    def prepare_value(self, value):
        if not isinstance(value, Decimal):
            return value
        text = f"{value:,f}".translate(str.maketrans(",.", ".,"))
        return text.rstrip("0").rstrip(",") if "," in text else text

    def to_python(self, value) -> Decimal | None:
        if isinstance(value, Decimal):  # a field that is closed hands back what it was given
            return value
        text = str(value or "").replace("\xa0", " ").strip().removesuffix("%").strip()
        if not text:
            return None
        found = NUMBER.match(text)
        if not found or len(found[3] or "") > self.places:
            raise ValidationError("Tulis angka dengan koma, misalnya 71,48.", code="not_number")
        number = Decimal(f"{found[1]}{found[2].replace('.', '')}.{found[3] or 0}")
        if (self.low is not None and number < self.low) or (self.high is not None and number > self.high):
            raise ValidationError(f"Tulis angka dari {self.low} sampai {self.high}.", code="out_of_range")
        if abs(number) >= LARGEST:
            raise ValidationError("Angka ini terlalu besar.", code="too_large")
        return number
