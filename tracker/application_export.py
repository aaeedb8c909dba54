"""Applications as files: CSV in pieces, and a workbook of the same cells."""

import io

from guide.datasets.files import escaped
from tracker.exchange import applications as exchange
from tracker.models import Application
from tracker.recounts import course_of

CHUNK = 500


def lines_of(access):
    """The lines of the learner's kept applications, in the order in which they were made."""
    rows = Application.objects.for_learner(access.learner).for_export()
    for application in rows.iterator(chunk_size=CHUNK):
        own = {event.sequence: event.own_stage.name for event in application.events.all() if event.own_stage}
        assumed = {event.sequence for event in application.events.all() if event.day_assumed}
        steps = tuple(
            exchange.Step(event.stage, event.happened_on, own.get(event.sequence, ""), event.sequence in assumed)
            for event in course_of(application).events
        )
        values = {name: getattr(application, name) for name in exchange.TEXTS if name != "id"}
        yield exchange.Line(id=str(application.token), steps=steps, **values)


def csv_of(access):
    """The text of the file, piece by piece."""
    yield exchange.head()
    for line in lines_of(access):
        yield exchange.written([line])


def workbook_of(access):
    """The bytes of a workbook with the same cells, each a text: nothing in it is a formula."""
    from openpyxl import Workbook  # which brings numpy with it, that other pages do without
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Applications")

    def text(value):
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"
        return cell

    sheet.append([text(name) for name in exchange.COLUMNS])
    for line in lines_of(access):
        sheet.append([text(escaped(cell)) for cell in exchange.row_of(line)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
