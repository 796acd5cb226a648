"""Every template tag and filter of the site, loaded as builtins: no page needs {% load %}.

`/komponen/` shows each of them with its variants. Words for states, from the look's point of view:
ok, warn, bad, proc (under way), none (nothing to judge), lock.
"""

from collections.abc import Iterable, Mapping

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agencies.access.devices import device_words
from config.ui import charts, fields, formats, icons, listing, states

register = template.Library()

for function in (
    formats.angka, formats.rupiah, formats.rupiah_singkat, formats.persen, formats.nama,
    formats.tanggal, formats.tanggal_singkat, formats.hari_tanggal, formats.waktu, formats.saat,
    states.kata_status, states.samar,
):  # fmt: skip
    register.filter(function)

register.filter("perangkat", device_words)
register.simple_tag(icons.icon)
register.simple_tag(states.badge)
register.simple_tag(states.status)
register.simple_tag(charts.bar)
register.simple_tag(charts.chart)
register.simple_tag(fields.field)
register.simple_tag(fields.form_fields)
register.simple_tag(fields.form_errors)
register.simple_tag(listing.pager, takes_context=True)
register.simple_tag(listing.sort_link, takes_context=True)
register.simple_tag(listing.filters, takes_context=True)
register.simple_tag(listing.chips, takes_context=True)

STEPS = ("Berkas", "Kolom", "Periksa", "Persetujuan", "Selesai")
BALANCE = (
    ("new", "Baru", "act", "akan ditambahkan"),
    ("changed", "Berubah", "act-2", "akan diperbarui"),
    ("same", "Tetap", "none", "sudah ada, sama"),
    ("held", "Ditahan", "bad", "ada masalah"),
    ("skipped", "Dilewati", "skip", "judul, jumlah, kosong"),
)


@register.simple_block_tag
def part(content: SafeString) -> SafeString:
    """Keep a piece of template for another tag: {% part as tools %}..{% endpart %}{% card "Judul" actions=tools %}."""
    return content


@register.simple_block_tag
def head(
    content: SafeString,
    title: str,
    fresh=None,
    note: str = "",
    lead: str = "",
    mark: str = "",
) -> SafeString:
    """The top of a page: the only <h1>, what the data rest on, and the page's buttons as content.

    `fresh` is the moment the figures were computed (`Data per ...`), `note` a short fact beside it,
    `lead` one sentence under the title, `mark` an icon before the note.
    """
    return _render(
        "head",
        title=title,
        fresh=fresh,
        note=note,
        lead=lead,
        mark=mark,
        content=content,
    )


@register.simple_block_tag
def card(
    content: SafeString, title: str = "", actions: str = "", foot: str = "", hint: str = "",
    mark: str = "", state: str = "", ident: str = "",
) -> SafeString:  # fmt: skip
    """A white card. Tables, to-do lists and filters inside run to its edges by themselves.

    `actions` (right of the title) and `foot` take a {% part %}; `hint` is grey text after the title;
    `mark` an icon before it in the colour of `state`; `ident` the element's id.
    """
    return _render(
        "card",
        title=title,
        actions=actions,
        foot=foot,
        hint=hint,
        mark=mark,
        state=state,
        ident=ident,
        content=content,
    )


@register.simple_block_tag
def notice(content: SafeString, state: str = "warn", actions: str = "") -> SafeString:
    """One sentence that must be seen before the page is used, with at most one button in `actions`."""
    return _render(
        "notice",
        state=state,
        icon_name=states.ICONS[state],
        actions=actions,
        content=content,
    )


@register.simple_block_tag
def actbar(content: SafeString, words: str = "", hint: str = "") -> SafeString:
    """The bar at the bottom of a step: `words` say where one stands, the content is its buttons."""
    return _render("actbar", words=words, hint=hint, content=content)


@register.simple_tag
def tile(
    name,
    number,
    unit="",
    url="",
    bar=None,
    sub="",
    definition=None,
    mark=None,
    state="act",
    wide=False,
):
    """One figure of a dashboard; the number is the link to the rows behind it.

    `bar` as in {% bar %}: per cent, or parts; `mark` a black line on it; `sub` one line of context
    (text or a {% part %}); `definition` as in {% definition %}; `wide`: the whole row on a phone.
    """
    drawn = "" if bar is None else charts.bar(bar, state=state, mark=mark, label=str(name))
    return _render(
        "tile",
        name=name,
        number=number,
        unit=unit,
        url=url,
        bar=drawn,
        sub=sub,
        definition=definition,
        wide=wide,
    )


@register.simple_tag
def definition(subject, name: str = "", left: bool = False, inline: bool = False) -> SafeString:
    """The round i that opens meaning, formula, source and freshness of a figure.

    `subject` has these four as attributes or keys; empty ones are left out. `left` opens to the right,
    `inline` puts the i into a heading or a table head.
    """
    lines = [
        (word, value)
        for word, key in (("Definisi", "meaning"), ("Rumus", "formula"), ("Sumber", "source"), ("Kemutakhiran", "freshness"))
        if (value := _get(subject, key))
    ]  # fmt: skip
    return _render(
        "definition",
        lines=lines,
        name=name or _get(subject, "name"),
        left=left,
        inline=inline,
    )


@register.simple_tag
def empty(sentence: str, url: str = "", label: str = "") -> SafeString:
    """An empty state: what is empty and since when, and the next step."""
    return _render("empty", sentence=sentence, url=url, label=label)


@register.simple_tag
def crumbs(*words) -> SafeString:
    """{% crumbs "Unggahan" url "Nomor 512" %}: word, address, word, address, and last the page itself."""
    pairs = list(zip(words[:-1:2], words[1:-1:2], strict=True))
    return _render("crumbs", pairs=pairs, last=words[-1])


@register.simple_tag(takes_context=True)
def tabs(context, *words, label: str = "Bagian") -> SafeString:
    """{% tabs "Masalah (41)" url "Peringatan (96)" url %}: views of one thing as links; the open one is marked.

    An address that is only a query (`?bagian=masalah`) is open when this page has these values; none of them: the first is.
    """
    request = context["request"]
    links = [(word, url, _is_open(url, request)) for word, url in zip(words[::2], words[1::2], strict=True)]
    if not any(link[2] for link in links) and links[0][1].startswith("?"):
        links[0] = (*links[0][:2], True)
    return _render("tablinks", links=links, label=label)


def _is_open(url: str, request) -> bool:
    if not url.startswith("?"):
        return url in (request.path, request.get_full_path())
    asked = QueryDict(url[1:])
    return bool(asked) and all(request.GET.get(name) == value for name, value in asked.items())


@register.simple_tag
def todo(title, url, sub="", when="", state="warn", mark="", late=False) -> SafeString:
    """One line of <ul class="todo">: what to do, why, by when."""
    return _render(
        "todo",
        title=title,
        url=url,
        sub=sub,
        when=when,
        state=state,
        mark=mark or states.ICONS[state],
        late=late,
    )


@register.simple_tag
def steps(current: int, done: int | None = None, urls: Mapping | None = None) -> SafeString:
    """The five steps of an upload. `done`: how many are behind (default: all before `current`).

    `urls` maps a step's number to its page; a done step with a page can be opened again.
    """
    behind = current - 1 if done is None else done
    rows = [
        {"number": number, "name": name, "now": number == current, "done": number <= behind,
         "url": (urls or {}).get(number, "")}
        for number, name in enumerate(STEPS, start=1)
    ]  # fmt: skip
    return _render("steps", steps=rows)


@register.simple_tag
def balance(
    counts,
    urls: Mapping | None = None,
    notes: Mapping | None = None,
    read_note: str = "",
) -> SafeString:
    """The balance of an upload: read = new + changed + same + held + skipped.

    `counts` has these six as attributes or keys; `urls` and `notes` map new, changed, same, held, skipped
    to the rows behind a part and to its line of explanation.
    """
    rows = [
        {"name": name, "kind": kind, "number": _get(counts, key) or 0,
         "url": (urls or {}).get(key, ""), "note": (notes or {}).get(key, note)}
        for key, name, kind, note in BALANCE
    ]  # fmt: skip
    drawn = charts.bar([(row["kind"], row["number"]) for row in rows], label="Neraca baris")
    return _render("balance", rows=rows, read=_get(counts, "read"), read_note=read_note, bar=drawn)


@register.simple_tag
def progress(
    job, url: str = "", cancel_url: str = "", csrf_token: str = "", notes: Iterable[str] = ()
) -> SafeString:
    """A job under way; asks `url` (the view that renders only this tag) every 2 seconds until it has ended.

    `notes` are further sentences, such as the time it will take.

    `job` has done, total (0: not known), words (what is being done, or the result) and finished_at.
    """
    return _render(
        "progress", url=url, cancel_url=cancel_url, csrf_token=csrf_token, notes=notes,
        done=_get(job, "done") or 0, total=_get(job, "total") or 0, words=_get(job, "words"),
        finished=bool(_get(job, "finished_at")),
    )  # fmt: skip


@register.simple_tag
def confirm_button(label: str, url: str, mark: str = "", kind: str = "", small: bool = False) -> SafeString:
    """A link to a page made from components/confirm.html; with script that page opens as a dialog here."""
    return _render("confirm_button", label=label, url=url, mark=mark, kind=kind, small=small)


@register.simple_tag(takes_context=True)
def print_head(context) -> SafeString:
    """The letterhead line that only paper shows; base.html has it on every page."""
    return _render("print_head", shell=context["shell"], user=context["user"])


@register.simple_tag(takes_context=True)
def toast(context, message) -> SafeString:
    """One message of the messages framework; extra_tags="urungkan=/address/" offers to undo by POST."""
    state = {"success": "ok", "warning": "warn", "error": "bad"}.get(message.level_tag, "proc")
    undo = (message.extra_tags or "").partition("urungkan=")[2]
    return _render(
        "toast", message=message, state=state, icon_name=states.ICONS[state], undo=undo,
        csrf_token=context.get("csrf_token", ""),
    )  # fmt: skip


@register.filter
def groups(rows: Iterable, size: int) -> list[list]:
    """The rows in pieces of `size`."""
    rows = list(rows)
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _get(subject, key: str):
    """The key of a mapping or the attribute of anything else; None when it has none."""
    return subject.get(key) if isinstance(subject, Mapping) else getattr(subject, key, None)


def _render(component: str, **context) -> SafeString:
    return render_to_string(f"components/{component}.html", context)
