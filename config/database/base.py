"""Django's PostgreSQL backend, which starts the embedded server when nobody answers."""

from django.db.backends.postgresql import base
from psycopg2 import OperationalError

from config.database.server import start


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            start()
            return super().get_new_connection(conn_params)
