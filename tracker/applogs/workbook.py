"""An XLSX workbook to sheets of text: looked at before it is unpacked, read with defusedxml, never reckoned. Pure.

What a cell shows is its stored value. Nothing in it is run: of a formula it is the value that was saved with it, and
where none was, the cell says so (``UNCOUNTED``) and its row is refused.
"""

import datetime
import io
import warnings
import zipfile
from itertools import zip_longest

from tracker.importers.text import NotText

ZIP = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of any workbook with a password
PROTECTED = "EncryptedPackage".encode("utf-16-le")
MOST_FILES = 1_000
MOST_UNPACKED = 30 * 1024 * 1024  # bytes of all that is in it
MOST_RATIO = 200  # to one: no sheet that people fill packs so well
SMALL = 1024 * 1024  # bytes below which that says nothing
MOST_SHEETS = 20
MOST_LOOKED_AT = 20_000  # rows, the empty ones too
MOST_COLUMNS = 200
# Control characters, which no cell of a workbook can have: the XML that it is knows none.
UNCOUNTED = "\x1a"  # "a formula without a value"
BROKEN = "\x18"  # "an error", the cell's own word after it
DAMAGED = "This workbook is damaged, or no workbook. Open it in your spreadsheet and save it anew as .xlsx."


def is_workbook(data):
    """Whether these bytes are to be read here, be it only to say why they cannot be."""
    return data.startswith((ZIP, OLD))


def read_workbook(data):
    """[(name, rows)] of the visible sheets, a row being (line, cells). Raises NotText."""
    if data.startswith(OLD):
        if PROTECTED in data:
            raise NotText("This workbook is protected by a password. Save it as .xlsx without one.")
        raise NotText("This is an old Excel workbook (.xls). Save it as .xlsx or CSV.")
    refuse_bomb(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which are not read
        try:
            return _sheets(data)
        except NotText:
            raise
        except Exception as error:  # whatever a file made by anybody makes a parser stumble over
            raise NotText(DAMAGED) from error


def refuse_bomb(data):
    """Raise NotText for an archive that is no workbook, or grows out of all measure; nothing of it is unpacked.

    What is unpacked later is never more than is announced here: ``zipfile`` stops there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotText(DAMAGED) from error
    names = {file.filename for file in files}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise NotText("This is a zip archive, not a workbook. Unpack it first.")
    if any(file.flag_bits & 1 for file in files):
        raise NotText("This archive is protected by a password. Save the workbook without one.")
    large = [file for file in files if file.file_size > SMALL]
    if (
        len(files) > MOST_FILES
        or sum(file.file_size for file in files) > MOST_UNPACKED
        or any(file.file_size > MOST_RATIO * max(1, file.compress_size) for file in large)
    ):
        raise NotText("This workbook unpacks to far more than a log of applications. Copy the table to a new one.")


def _sheets(data):
    from openpyxl import load_workbook  # which brings numpy with it, that other pages do without

    shown, written = (load_workbook(io.BytesIO(data), read_only=True, data_only=only) for only in (True, False))
    try:
        if len(shown.worksheets) > MOST_SHEETS:
            raise NotText(f"This workbook has more than {MOST_SHEETS} sheets. Copy the table to a new one.")
        pairs = zip(shown.worksheets, written.worksheets, strict=True)
        visible = [pair for pair in pairs if pair[0].sheet_state == "visible"]
        looked_at, sheets = 0, []
        for values, formulas in visible:
            rows = list(_rows(values, formulas, MOST_LOOKED_AT - looked_at))
            looked_at += rows[-1][0] if rows else 0
            sheets.append((values.title, rows))
        return sheets
    finally:
        shown.close()
        written.close()


def _rows(values, formulas, most):
    """(line, cells) of a sheet's rows that are not empty."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # a sheet may say that it is as large as can be
    width = MOST_COLUMNS + 1
    both = zip_longest(values.iter_rows(max_col=width), formulas.iter_rows(max_col=width), fillvalue=())
    for line, (seen, written) in enumerate(both, start=1):
        if line > most:
            raise NotText(
                f"This workbook has more than {MOST_LOOKED_AT:,} rows, be they empty. Copy the table to a new one."
            )
        cells = [_text(cell, formula) for cell, formula in zip_longest(seen, written)]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise NotText(f"Line {line:,} has more than {MOST_COLUMNS} columns. Copy the table to a new workbook.")
        if cells:
            yield line, cells


def _text(cell, formula):
    """What a cell shows, as text."""
    value = getattr(cell, "value", None)
    if value is None:
        # A formula that came to nothing is stored as an empty text; one that nobody reckoned is stored as no value.
        is_formula = getattr(formula, "data_type", "") == "f"
        return UNCOUNTED if is_formula and cell.data_type == "n" else ""
    if cell.data_type == "e":
        return f"{BROKEN}{value}"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).strip().replace(UNCOUNTED, "").replace(BROKEN, "")


def wrong_in(cell):
    """Why a cell has no value to go by; "" where it has one."""
    if cell.startswith(UNCOUNTED):
        return "A formula whose value was not saved with it. Open the file in a spreadsheet and save it."
    if cell.startswith(BROKEN):
        return f"The spreadsheet has an error in it: {cell[1:20]}."
    return ""
