import pytest
from django.contrib.staticfiles.storage import HashedFilesMixin

from config.storage import Storage


@pytest.fixture
def converter(tmp_path):
    storage = Storage(location=tmp_path, base_url="/static/")
    pattern = storage._patterns["*.css"][0][0]

    def convert(name: str, text: str) -> str:
        found = pattern.search(text)
        return storage.url_converter(name, {})(found)

    return convert


def test_a_fallback_font_that_is_not_collected_keeps_its_address(converter):
    text = 'url("./fonts/missing.woff")'
    assert converter("@tabler/core/dist/css/tabler.min.css", text) == text


def test_a_broken_address_in_our_own_style_sheet_fails(converter):
    with pytest.raises(ValueError, match="missing"):
        converter("css/base.css", 'url("../img/missing.svg")')


def test_the_storage_is_hashed():
    assert issubclass(Storage, HashedFilesMixin)
