"""Writes the small workbooks that the tests of packages/connectors/src/xlsx read, by two other writers, with what each cell is.

    pip install openpyxl==3.1.5 xlsxwriter==3.3.1 && python3 record_workbooks.py
"""
import datetime as dt
import json
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FOLDER = Path(__file__).parent / "../../connectors/src/xlsx/recorded"
FOLDER.mkdir(exist_ok=True)

# What is written, its number format, and what it is to come out as.
CELLS = [
    ("text", "Osei", None, "Osei"),
    ("text with blanks", "  Osei ", None, "  Osei "),
    ("text over lines", "7 Harbour Row\nWessexmoor", None, "7 Harbour Row\nWessexmoor"),
    ("text of every plane", "Zoë Łukasz 𝔸 ’", None, "Zoë Łukasz 𝔸 ’"),
    ("text that looks like markup", "<b>&amp;</b>", None, "<b>&amp;</b>"),
    ("text that looks like a number", "00417", None, "00417"),
    ("text that looks like an exponent", "9.43477E+09", None, "9.43477E+09"),
    ("text that looks like an escape", "_x0041_", None, "_x0041_"),
    ("a phone number", 7700900123, None, "7700900123"),
    ("an identifier of ten digits", 9990010005, None, "9990010005"),
    ("an identifier of ten digits, shown short", 9990010005, "0.00E+00", "9990010005"),
    ("an identifier of twelve digits", 100023336956, None, "100023336956"),
    ("an identifier of fifteen digits", 123456789012345, None, "123456789012345"),
    ("an identifier too long for a number", 541000000543284017, None, {"problem": "field.unsafe_number"}),
    ("leading zeros by format", 417, "0000000", "0000417"),
    ("leading zeros by format, in groups", 10203040, "000 000 0000", "0010203040"),
    ("a fraction", 0.1, None, "0.1"),
    ("a sum of fractions", 0.1 + 0.2, None, "0.3"),
    ("a small fraction", 0.0000001, None, "0.0000001"),
    ("a negative number", -17, None, "-17"),
    ("money", 1234.5, '"£"#,##0.00', "1234.5"),
    ("a share", 0.25, "0%", "0.25"),
    ("a colour that spells a day", 12, "[Red]0", "12"),
    ("text in a format that spells a day", 12, '0" days"', "12"),
    ("a date", dt.date(2013, 2, 11), "dd/mm/yyyy", "2013-02-11"),
    ("a date as Americans show it", dt.date(2013, 2, 11), "mm-dd-yy", "2013-02-11"),
    ("a date with its month's name", dt.date(2013, 2, 11), "[$-809]dd mmmm yyyy;@", "2013-02-11"),
    ("a month and a year", dt.date(2013, 2, 1), "mmm-yy", "2013-02-01"),
    ("a leap day", dt.date(2016, 2, 29), "dd/mm/yyyy", "2016-02-29"),
    ("a winter day of 1969", dt.date(1969, 12, 25), "dd/mm/yyyy", "1969-12-25"),
    ("the last day", dt.date(9999, 12, 31), "dd/mm/yyyy", "9999-12-31"),
    ("a date and time", dt.datetime(2026, 3, 29, 1, 30), "dd/mm/yyyy hh:mm", "2026-03-29 01:30:00"),
    ("a date and time to the second", dt.datetime(2026, 3, 29, 23, 59, 59), "yyyy-mm-dd hh:mm:ss", "2026-03-29 23:59:59"),
    ("a date whose time is not shown", dt.datetime(2026, 3, 29, 23, 59, 59), "dd/mm/yyyy", "2026-03-29"),
    ("a time of day", dt.time(9, 5), "hh:mm", "09:05:00"),
    ("minutes and seconds", dt.time(0, 9, 5), "mm:ss", "00:09:05"),
    ("yes", True, None, "true"),
    ("no", False, None, "false"),
    ("nothing", None, None, None),
    ("nothing, with a format", None, "dd/mm/yyyy", None),
]
ERRORS = ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]




def with_openpyxl(name, epoch_1904=False):
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Kinds"
    sheet.append(["what", "value"])
    out = []
    cells = [c for c in CELLS if not (epoch_1904 and c[0] == "the last day")]
    for row, (what, value, form, result) in enumerate(cells, start=2):
        sheet.cell(row, 1, what)
        cell = sheet.cell(row, 2, value)
        if isinstance(value, str):
            cell.data_type = "s"
        if form is not None:
            cell.number_format = form
        # openpyxl does not escape what looks like an escape, and so writes the letter that it stands for.
        out.append([what, "A" if value == "_x0041_" else result])
    for error in ERRORS:
        sheet.append([error, error])
        sheet.cell(sheet.max_row, 1).data_type = "s"
        sheet.cell(sheet.max_row, 2).data_type = "e"
        out.append([error, {"problem": "field.spreadsheet_error"}])
    sheet.append(["a formula", "=1+1"])
    out.append(["a formula", {"problem": "field.formula_without_value"}])
    book.save(FOLDER / f"{name}.xlsx")
    (FOLDER / f"{name}.json").write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n")


def with_xlsxwriter(name, options):
    book = xlsxwriter.Workbook(FOLDER / f"{name}.xlsx", options)
    sheet = book.add_worksheet("Kinds")
    sheet.write_row(0, 0, ["what", "value"])
    out = []
    row = 0
    for what, value, form, result in CELLS:
        if options.get("date_1904") and what == "the last day":
            continue
        row += 1
        style = book.add_format({"num_format": form}) if form else None
        sheet.write_string(row, 0, what)
        if isinstance(value, bool):
            sheet.write_boolean(row, 1, value, style)
        elif isinstance(value, str):
            sheet.write_string(row, 1, value, style)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, 1, value, style)
        elif value is None:
            sheet.write_blank(row, 1, None, style)
        else:
            sheet.write_datetime(row, 1, value, style)
        out.append([what, result])
    for what, formula, value, result in [
        ("a formula of a number", "=1+1", 2, "2"),
        ("a formula of a text", '="O"&"sei"', "Osei", "Osei"),
        ("a formula of yes", "=TRUE", True, "true"),
        ("a formula of an error", "=1/0", "#DIV/0!", {"problem": "field.spreadsheet_error"}),
    ]:
        row += 1
        sheet.write_string(row, 0, what)
        sheet.write_formula(row, 1, formula, None, value)
        out.append([what, result])
    row += 1
    sheet.write_string(row, 0, "two fonts in one text")
    sheet.write_rich_string(row, 1, "O", book.add_format({"bold": True}), "sei", " Mensah")
    out.append(["two fonts in one text", "Osei Mensah"])
    book.close()
    (FOLDER / f"{name}.json").write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n")


def voluntary():
    """A real spreadsheet of the voluntary sector: a title, headings merged over two rows, a hidden row, a total, other sheets."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Read me"
    cover["A1"] = "Please send by Friday"
    sheet = book.create_sheet("Referrals")
    sheet["A1"] = "Young carers: referrals of the quarter"
    sheet.merge_cells("A1:F1")
    sheet["A3"], sheet["B3"], sheet["E3"], sheet["F3"] = "Cms Id", "Child", "Postcode", "Open "
    sheet["B4"], sheet["C4"], sheet["D4"] = "First Name", "Last\nName", "Date Of Birth"
    for cells in ("A3:A4", "B3:D3", "E3:E4", "F3:F4"):
        sheet.merge_cells(cells)
    rows = [
        [101, "Amara", "Osei", dt.date(2013, 2, 11), "ZZ99 3VZ", True],
        [102, "Tom", "Pike", "01-Feb", "ZZ99 1WZ", False],
        [None, None, None, None, None, None],
        [103, "Lena", "Novak", dt.date(2011, 11, 23), None, True],
    ]
    for row in rows:
        sheet.append(row)
    for cell in sheet["D"][4:]:
        cell.number_format = "dd/mm/yyyy"
    sheet.row_dimensions[6].hidden = True
    sheet["A10"], sheet["B10"] = "Total", 3
    lists = book.create_sheet("Lists")
    lists.sheet_state = "veryHidden"
    lists["A1"] = "Cms Id"
    book.save(FOLDER / "voluntary.xlsx")


with_openpyxl("kinds-openpyxl")
with_openpyxl("kinds-openpyxl-1904", epoch_1904=True)
with_xlsxwriter("kinds-xlsxwriter", {})
with_xlsxwriter("kinds-xlsxwriter-1904", {"date_1904": True})
with_xlsxwriter("kinds-xlsxwriter-inline", {"constant_memory": True})
voluntary()
