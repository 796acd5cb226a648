import re

import pytest
from django.urls import reverse

from config.ui.help import PAGES, TERMS
from config.ui.menu import HELP


@pytest.mark.parametrize("slug", PAGES)
def test_every_page_of_the_manual_can_be_read_without_signing_in(client, db, slug):
    response = client.get(reverse("help-page", args=[slug]))
    assert response.status_code == 200
    assert f"<h1>{PAGES[slug]}</h1>" in response.content.decode()


def test_every_screen_leads_to_a_page_that_exists():
    assert {page for _, page in HELP} <= set(PAGES)


def test_the_manual_lists_all_its_pages(client, db):
    text = client.get(reverse("help")).content.decode()
    for slug in PAGES:
        assert reverse("help-page", args=[slug]) in text


def test_an_unknown_page_is_not_found(client, db):
    assert client.get("/bantuan/tidak-ada/").status_code == 404


def test_the_glossary_is_in_the_order_of_the_alphabet(client, db):
    words = [term for term, _ in TERMS]
    assert words == sorted(words, key=str.lower)
    text = client.get(reverse("glossary")).content.decode()
    for word in words:
        assert f"<dt>{word}</dt>" in text


@pytest.mark.parametrize("slug", PAGES)
def test_the_manual_speaks_in_short_sentences_and_never_begs(client, db, slug):
    text = client.get(reverse("help-page", args=[slug])).content.decode()
    words = re.sub(r"<[^>]+>", " ", text[text.index("<article") : text.index("</article>")])
    assert not re.search(r"silakan|mohon|!", words, re.IGNORECASE)
    for sentence in re.split(r"[.:?]\s", words):
        assert len(sentence.split()) <= 22, sentence.strip()
