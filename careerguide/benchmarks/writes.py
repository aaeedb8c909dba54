"""What logging a session costs the database, against inserting its row alone."""

import uuid

from django.db import connection, transaction

from careerguide.benchmarks.pace import medians
from careerguide.benchmarks.records import LAST
from guide.models import Skill
from tracker.actions.study import log_session
from tracker.days import DAY

INSERT = 'INSERT INTO "tracker_studysession"'


def logging_against_inserting(learner, pace):
    """Returns (times as long, statements): the statements of ``log_session`` against its insert alone, both replayed as
    plain SQL in a transaction, so that only the database is measured."""
    token = uuid.uuid4()
    written = statements_of_logging(learner, token)
    insert = [pair for pair in written if pair[0].startswith(INSERT)]
    times = medians({"insert": replay(insert, token), "log": replay(written, token)}, pace)
    return times["log"] / times["insert"], len(written)


def statements_of_logging(learner, token):
    """The SQL, with its values, of logging one session."""
    skill = Skill.objects.published().filter(counts_to_total=True).first()
    seen = []

    def note(execute, sql, params, many, context):
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        log_session(learner=learner, by=learner.user, token=token, day=LAST + DAY, seconds=1, skill=skill)
    return [(sql, params) for sql, params in seen if "SAVEPOINT" not in sql]


def replay(statements, captured):
    """A call that executes the statements in one transaction, with a new token in place of the ``captured`` one."""

    def call():
        token = uuid.uuid4()
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, [replaced(value, captured, token) for value in params])
                if cursor.description:
                    cursor.fetchall()

    return call


def replaced(value, captured, token):
    """``value``, or the token in the form that the engine stores it in, where it is the captured one."""
    if value == captured:
        return token
    return token.hex if value == captured.hex else value
