"""Form fields: label above, hint below, the error beside the field and tied to it for screen readers."""

from django.forms import (
    BaseForm,
    BoundField,
    ChoiceField,
    ModelChoiceField,
    widgets,
)
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

FEW = 5
CHECKS = (widgets.CheckboxInput,)
GROUPS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


def field(bound: BoundField, hint: str | None = None, label: str = "") -> SafeString:
    """{% field form.name %}: one field with label, hint and errors. Up to five choices become radio buttons.

    `hint` and `label` replace the form's own; an empty hint leaves it out.
    """
    if bound.is_hidden:
        return bound.as_widget()
    bound.help_text = bound.help_text if hint is None else hint
    bound.label = label or bound.label
    widget = _widget(bound)
    return render_to_string(
        "components/field.html",
        {
            "field": bound,
            "kind": _kind(widget),
            "options": _options(bound, widget) if isinstance(widget, GROUPS) else [],
            "widget": "" if isinstance(widget, GROUPS) else dressed(bound, widget, placeholder=False),
        },
    )


def form_fields(form: BaseForm) -> SafeString:
    """{% form_fields form %}: the summary of errors, then every field in the form's order."""
    return render_to_string("components/form_fields.html", {"form": form})


def form_errors(form: BaseForm) -> SafeString:
    """The summary on top of a form, with a link to each field that has an error; nothing when all is well."""
    wrong = [bound for bound in form.visible_fields() if bound.errors]
    return render_to_string(
        "components/form_errors.html",
        {
            "form": form,
            "wrong": wrong,
            "many": len(wrong) + len(form.non_field_errors()),
        },
    )


def dressed(bound: BoundField, widget=None, placeholder: bool = True) -> SafeString:
    """The bare control in our look. Under a label a placeholder says nothing new, so fields go without."""
    widget = widget or bound.field.widget
    attrs = {"class": f"{_look(widget)} {widget.attrs.get('class', '')}".strip()}
    if not placeholder:
        attrs["placeholder"] = False
    return bound.as_widget(widget, attrs=attrs)


def _widget(bound: BoundField):
    """The field's widget, or radio buttons where a plain list has at most five choices."""
    own = bound.field.widget
    if isinstance(bound.field, ModelChoiceField) or not isinstance(bound.field, ChoiceField):
        return own
    choices = (
        [choice for choice in own.choices if choice[0] not in ("", None)]
        if type(own) is widgets.Select
        else []
    )
    if not 0 < len(choices) <= FEW or any(isinstance(label, (list, tuple)) for _, label in choices):
        return own
    if not bound.field.required:
        choices = [("", "Tidak diisi"), *choices]
    radio = widgets.RadioSelect(attrs=own.attrs, choices=choices)
    radio.is_required = own.is_required
    return radio


def _options(bound: BoundField, widget) -> list[dict]:
    """Radio buttons or check boxes one by one, so that the template writes their labels."""
    return [
        option
        for _, group, _ in widget.optgroups(bound.html_name, _as_list(bound), _attrs(bound))
        for option in group
    ]


def _attrs(bound: BoundField) -> dict:
    return bound.build_widget_attrs({"id": bound.auto_id} if bound.auto_id else {})


def _as_list(bound: BoundField) -> list[str]:
    value = bound.value()
    values = value if isinstance(value, (list, tuple)) else [value]
    return ["" if one is None else str(one) for one in values]


def _look(widget) -> str:
    if isinstance(widget, CHECKS):
        return "form-check-input"
    return "form-select" if isinstance(widget, widgets.Select) else "form-control"


def _kind(widget) -> str:
    if isinstance(widget, CHECKS):
        return "check"
    return "group" if isinstance(widget, GROUPS) else "plain"
