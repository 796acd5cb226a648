"""Reference tables as lists that people fill in Excel: natural keys, Indonesian columns, never an id of ours."""

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import BooleanWidget, DateWidget, ForeignKeyWidget, Widget

from agencies.models import Agency


class ChoiceWidget(Widget):
    """A choice by its word or its code, whatever the case; written as its word."""

    def __init__(self, choices):
        self.words = {str(code): str(word) for code, word in choices}
        self.codes = {word.casefold(): code for code, word in self.words.items()} | {
            code.casefold(): code for code in self.words
        }

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        if not text:
            return ""
        if text.casefold() not in self.codes:
            raise ValueError(f"{text!r} tidak dikenal. Pilih: {', '.join(self.words.values())}.")
        return self.codes[text.casefold()]

    def render(self, value, obj=None, **kwargs):
        return self.words.get(str(value), "")


class YesNoWidget(BooleanWidget):
    """ya or tidak."""

    TRUE_VALUES = ("ya", "y", "1", "true", True)
    FALSE_VALUES = ("tidak", "t", "0", "false", False)

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip().lower()
        if text not in (*self.TRUE_VALUES, *self.FALSE_VALUES):
            raise ValueError("Tulis ya atau tidak.")
        return text in self.TRUE_VALUES

    def render(self, value, obj=None, **kwargs):
        return "ya" if value else "tidak"


class NamedWidget(ForeignKeyWidget):
    """Another row by its natural key; the error names what was not found."""

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return self.get_queryset(text, row, **kwargs).get(**{self.field: text})
        except self.model.DoesNotExist as error:
            raise ValueError(f"{self.model._meta.verbose_name} {text} tidak ada.") from error


class ListWidget(Widget):
    """Several codes in one cell, separated by commas."""

    def clean(self, value, row=None, **kwargs):
        return [part.strip() for part in str(value or "").split(",") if part.strip()]

    def render(self, value, obj=None, **kwargs):
        return ", ".join(value or [])


class ReferenceResource(ModelResource):
    """What all reference lists share: rows are told apart by natural keys, every row is validated, nothing is deleted."""

    def before_import_row(self, row, **kwargs):
        """A code that Excel had turned into a number is refused before anything is looked up by it."""
        for value in row.values():
            if str(value or "").startswith("≈"):
                raise ValueError(f"Kode {str(value)[1:]} adalah angka di Excel. Ubah selnya menjadi teks.")

    @classmethod
    def columns(cls) -> list[str]:
        return [field.column_name for field in cls().get_import_fields()]


class CommonMeta:
    skip_unchanged = True
    report_skipped = True
    clean_model_instances = True
    use_transactions = True


class AgencyResource(ReferenceResource):
    code = Field("code", "kode")
    name = Field("name", "nama")
    short_name = Field("short_name", "singkatan")
    kind = Field("kind", "jenis", ChoiceWidget(Agency.Kind.choices))
    parent = Field("parent", "kode_induk", NamedWidget(Agency, field="code"))
    fields_of_affairs = Field("fields_of_affairs", "bidang_urusan", ListWidget())
    valid_from = Field("valid_from", "berlaku_mulai", DateWidget("%Y-%m-%d"))
    valid_to = Field("valid_to", "berlaku_sampai", DateWidget("%Y-%m-%d"))
    successor = Field("successor", "kode_pengganti", NamedWidget(Agency, field="code"))

    class Meta(CommonMeta):
        model = Agency
        import_id_fields = ("code",)
        fields = (
            "code", "name", "short_name", "kind", "parent", "fields_of_affairs", "valid_from", "valid_to", "successor",
        )  # fmt: skip
