"""Requests straight to the WSGI handler, and what one of them costs besides time."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from unittest import mock

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.template.base import Template
from django.test import RequestFactory

CSRF_TOKEN = "c" * 32


class Refused(Exception):
    """A page that is to be measured does not answer."""


@dataclass
class Answer:
    """One answer, and what it took: SQL statements, rows fetched, templates rendered."""

    status: int = 0
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    statements: list = field(default_factory=list)
    rows: int = 0
    renders: int = 0


class Visitor:
    """Somebody who sends requests: anonymous, or logged in as ``user``."""

    def __init__(self, handler, user=None):
        self.handler = handler
        self.factory = RequestFactory(SERVER_NAME="localhost")
        if user is not None:
            cookies = {settings.SESSION_COOKIE_NAME: session_of(user), settings.CSRF_COOKIE_NAME: CSRF_TOKEN}
            self.factory.cookies = SimpleCookie(cookies)

    def environ(self, path, method, headers):
        environ = getattr(self.factory, method)(path, headers={**headers, "X-CSRFToken": CSRF_TOKEN}).environ
        # An empty body can be read again and again.
        return {**environ, "CONTENT_LENGTH": "0", "wsgi.input": BytesIO()}

    def request(self, path, *, method="get", **headers):
        """A call without arguments that sends this request, for timing. Raises Refused unless it is answered well."""
        environ = self.environ(path, method, headers)

        def call():
            status = self.send(dict(environ)).status
            if status >= 400:
                raise Refused(f"{path}: {status}")

        return call

    def look(self, path, *, method="get", **headers):
        """Send the request twice, and count what the second takes: by then what is kept of the guide is kept."""
        environ = self.environ(path, method, headers)
        self.send(dict(environ))
        return self.first_look(path, method=method, **headers)

    def first_look(self, path, *, method="get", **headers):
        """Send the request once and count what it takes."""
        environ = self.environ(path, method, headers)
        counted = Answer()
        with counting(counted):
            answer = self.send(environ)
        counted.status, counted.headers, counted.body = answer.status, answer.headers, answer.body
        return counted

    def send(self, environ):
        answer = Answer()

        def start_response(status, headers, exc_info=None):
            answer.status = int(status.split()[0])
            answer.headers = dict(headers)

        response = self.handler(environ, start_response)
        answer.body = b"".join(response)
        response.close()
        return answer


def new_handler():
    """The site's WSGI handler, with the middleware and addresses of the settings as they are now."""
    return WSGIHandler()


def session_of(user):
    """The key of a new session of ``user``."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


@contextmanager
def counting(answer):
    """Count statements, rows and templates into ``answer``."""

    def statement(execute, sql, params, many, context):
        answer.statements.append(sql)
        return execute(sql, params, many, context)

    class Cursor(CursorWrapper):
        """Counts the rows that are fetched through it."""

        def fetchone(self):
            row = self.cursor.fetchone()
            answer.rows += row is not None
            return row

        def fetchmany(self, *args):
            rows = self.cursor.fetchmany(*args)
            answer.rows += len(rows)
            return rows

        def fetchall(self):
            rows = self.cursor.fetchall()
            answer.rows += len(rows)
            return rows

    plain = Template.render

    def render(template, context):
        answer.renders += 1
        return plain(template, context)

    with (
        connection.execute_wrapper(statement),
        mock.patch.object(connection, "make_cursor", lambda cursor: Cursor(cursor, connection)),
        mock.patch.object(Template, "render", render),
    ):
        yield
