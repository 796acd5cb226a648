import pickle

from agencies.importing.book import FileRefused


def test_a_refusal_keeps_its_facts_on_the_way_between_processes():
    refused = pickle.loads(pickle.dumps(FileRefused("too_many_rows", found=5, limit=3)))
    assert (refused.code, refused.facts) == ("too_many_rows", {"found": 5, "limit": 3})


def test_a_refusal_shows_its_code_only():
    assert str(FileRefused("file_unreadable", reason="format")) == "file_unreadable"
