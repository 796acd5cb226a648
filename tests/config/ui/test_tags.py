import pytest
from django.template import Context, Template
from django.test import RequestFactory

from config.ui.catalogue import ShownJob


def draw(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_the_number_of_a_tile_is_the_link_to_its_rows():
    shown = draw('{% tile name="Terlayani" number="6.234" unit="keluarga" url="/penerima/" bar=78 %}')
    assert '<a class="stat-num stretched-link" href="/penerima/">6.234' in shown
    assert "Terlayani: 78,0 persen" in shown


def test_a_definition_leaves_out_what_is_not_said():
    shown = draw("{% definition it %}", it={"meaning": "Keluarga desil 1–4", "source": ""})
    assert "Definisi" in shown
    assert "Sumber" not in shown


def test_a_definition_takes_objects_as_well_as_mappings():
    class Measure:
        name, meaning, formula, source, freshness = "Cakupan", "Arti", "a ÷ b", "DTSEN", "kemarin"

    shown = draw("{% definition it %}", it=Measure())
    assert "a ÷ b" in shown
    assert 'aria-label="Definisi Cakupan"' in shown


def test_a_card_escapes_its_title_and_keeps_its_content():
    shown = draw("{% card title %}<p>Isi</p>{% endcard %}", title="<b>")
    assert "&lt;b&gt;" in shown
    assert "<p>Isi</p>" in shown


def test_a_part_is_kept_for_another_tag():
    shown = draw(
        '{% part as tools %}<a href="/x/">Unduh</a>{% endpart %}{% card "J" actions=tools %}.{% endcard %}'
    )
    assert '<div class="end"><a href="/x/">Unduh</a></div>' in shown


def test_a_page_has_one_heading_and_its_buttons():
    shown = draw('{% head "Penerima" note="NIK disamarkan" %}<a class="btn">Unduh</a>{% endhead %}')
    assert shown.count("<h1>") == 1
    assert '<div class="head-tools"><a class="btn">Unduh</a></div>' in shown


def test_a_page_without_buttons_has_no_place_for_them():
    assert "head-tools" not in draw('{% head "Penerima" %} {% endhead %}')


def test_done_steps_can_be_opened_and_the_present_one_is_told_to_screen_readers():
    shown = draw("{% steps current=3 urls=urls %}", urls={1: "/satu/", 3: "/tiga/"})
    assert shown.count("(selesai)") == 2
    assert 'href="/satu/"' in shown
    assert 'href="/tiga/"' not in shown
    assert shown.count('aria-current="step"') == 1


def test_the_balance_shows_every_part_and_links_to_its_rows():
    counts = {"read": 1297, "new": 212, "changed": 87, "same": 944, "held": 41, "skipped": 13}
    shown = draw("{% balance counts urls=urls %}", counts=counts, urls={"held": "/masalah/"})
    for number in ("1.297", "212", "87", "944", "41", "13"):
        assert f"<strong>{number}</strong>" in shown
    assert 'href="/masalah/"' in shown


def test_a_running_job_asks_again_and_a_finished_one_does_not():
    running = draw('{% progress job url="/kemajuan/" %}', job=ShownJob(42_000, 100_000, "Membaca"))
    ended = draw('{% progress job url="/kemajuan/" %}', job=ShownJob(1, 1, "Selesai", "kemarin"))
    assert 'hx-trigger="every 2s"' in running
    assert 'max="100000" value="42000"' in running
    assert "hx-trigger" not in ended


def test_a_job_of_unknown_length_shows_no_invented_share():
    assert "value=" not in draw("{% progress job %}", job=ShownJob(42_000, 0, "Membaca"))


def test_crumbs_end_with_the_page_itself():
    shown = draw('{% crumbs "Unggahan" "/unggahan/" "Nomor 512" %}')
    assert '<a href="/unggahan/">Unggahan</a>' in shown
    assert '<span aria-current="page">Nomor 512</span>' in shown


def test_an_empty_list_names_the_next_step():
    shown = draw('{% empty "Belum ada unggahan." url="/baru/" label="Unggah berkas" %}')
    assert '<a class="btn" href="/baru/">Unggah berkas</a>' in shown


@pytest.mark.parametrize(("tags", "offered"), [("urungkan=/batal/5/", True), ("", False)])
def test_a_message_offers_to_undo_only_what_can_be_undone(tags, offered):
    class Message:
        level_tag, extra_tags = "success", tags

        def __str__(self):
            return "Tersimpan."

    shown = draw("{% toast message %}", message=Message(), csrf_token="t")
    assert ('action="/batal/5/"' in shown) is offered


def test_of_several_views_the_open_one_is_marked(rf):
    source = '{% tabs "Masalah" "?bagian=masalah" "Contoh" "?bagian=contoh" %}'
    shown = Template(source).render(Context({"request": rf.get("/unggahan/5/?bagian=contoh")}))
    assert shown.count('aria-current="page"') == 1
    assert 'href="?bagian=contoh" aria-current="page"' in shown


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("", "?bagian=masalah"),
        ("?halaman=2", "?bagian=masalah"),
        ("?bagian=contoh&halaman=2", "?bagian=contoh"),
    ],
)
def test_without_a_choice_the_first_view_is_open_and_other_filters_do_not_matter(rf, query, marked):
    source = '{% tabs "Masalah" "?bagian=masalah" "Contoh" "?bagian=contoh" %}'
    shown = Template(source).render(Context({"request": rf.get(f"/unggahan/5/{query}")}))
    assert f'href="{marked}" aria-current="page"' in shown
    assert shown.count("aria-current") == 1


def test_rows_are_cut_into_groups():
    assert draw("{% for g in rows|groups:2 %}{{ g|length }} {% endfor %}", rows=range(5)) == "2 2 1 "


def test_the_head_of_a_printed_page_says_who_printed_it(rf: RequestFactory):
    class Shell:
        government, now = "Pemerintah Kabupaten · Bappeda · ", None

    class User:
        name = "Kadek Yuliani"

    assert "Dicetak Kadek Yuliani" in draw("{% print_head %}", shell=Shell(), user=User())
