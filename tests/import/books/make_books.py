#!/usr/bin/env python3
"""Makes the workbooks of this folder anew: messy.xlsx as openpyxl writes it, the same as LibreOffice writes it (.ods and
_office.xlsx), and tidy.xlsx. Needs Debian's python3-openpyxl and libreoffice-calc-nogui; the tests read what is here.
    /usr/bin/python3 make_books.py"""
import datetime
import pathlib
import shutil
import subprocess
import tempfile

import openpyxl
from openpyxl.comments import Comment

here = pathlib.Path(__file__).parent
book = openpyxl.Workbook()
cover = book.active
cover.title = "Cover"
cover["A1"] = "Borrowing of councils"
cover["A3"] = "See the sheet “Data & more”."
data = book.create_sheet("Data & more")
data["A1"] = "Table 1: borrowing, £ thousand"
data.merge_cells("A1:F1")
data.append([])  # openpyxl counts the row on
data["A3"], data["B3"], data["C3"] = "Code", "Council", "Borrowing"
data["D3"], data["E3"], data["F3"] = "Share", "Published", "Checked"
rows = [
    ("E06000001", "Hartlepool, Borough of", 123456.7, 0.045, datetime.date(2024, 3, 31), True),
    ("E06000002", 'The "Boro"', "=0.1+0.2", 1, datetime.datetime(2024, 3, 31, 12, 30), False),
    ("E06000003", "Redcar\nand Cleveland", -1500000000000, 0.1234567, datetime.date(1999, 12, 31), None),
    (None, None, None, None, None, None),
    ("E06000004", " Stockton ", "c", None, None, None),
]
for number, row in enumerate(rows, 4):
    for column, value in enumerate(row, 1):
        if value is not None:
            data.cell(row=number, column=column, value=value)
    data.cell(row=number, column=4).number_format = "0.0%"
    data.cell(row=number, column=3).number_format = '#,##0;[Red]-#,##0'
data["C4"].comment = Comment("a remark that is no figure", "somebody")
data["E5"].number_format = "dd/mm/yyyy hh:mm"
hidden = book.create_sheet("Workings")
hidden["A1"] = 1
hidden.sheet_state = "hidden"
book.create_sheet("Empty")
book.save(here / "messy.xlsx")

tidy = openpyxl.Workbook()
sheet = tidy.active
sheet.title = "councils"
for row in (("code", "name", "type", "nation"), ("A1", "Alpha", "Town", "Elsewhere"), ("A2", "Beta", "Town", "Elsewhere")):
    sheet.append(row)
sheet = tidy.create_sheet("fields")
for row in (("slug", "name", "unit", "comparison"), ("roads", "Roads", "count", "yes")):
    sheet.append(row)
sheet = tidy.create_sheet("figures")
for row in (("council_code", "field_slug", "year", "value"), ("A1", "roads", 2022, 12), ("A2", "roads", 2022, 7.5)):
    sheet.append(row)
sheet = tidy.create_sheet("Notes")
sheet["B2"] = "Counted on foot."
tidy.save(here / "tidy.xlsx")

with tempfile.TemporaryDirectory() as folder:
    for kind in ("ods", "xlsx"):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
                        "--outdir", folder, str(here / "messy.xlsx")], check=True, stdout=subprocess.DEVNULL)
    shutil.copy(f"{folder}/messy.ods", here / "messy.ods")
    shutil.copy(f"{folder}/messy.xlsx", here / "messy_office.xlsx")
