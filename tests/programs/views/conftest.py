import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_of():
    """How many queries a page needs: the same for one row and for twenty, whatever the shell around it asks."""

    def queries_of(client, url):
        client.get(url)  # signs the session in, which a first request alone does
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    return queries_of
