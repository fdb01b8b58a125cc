"""Does with an officers' workbook what an officer does in a table, through openpyxl: sets
cells, turns the order of the rows round, filters and hides one, and stores it in place.

usage: openpyxl_rows.py FILE SHEET FIRST LAST SHEET!CELL=TEXT ...
"""
import sys

import openpyxl

path, name, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
book = openpyxl.load_workbook(path)
for arg in sys.argv[5:]:
    place, text = arg.split("=", 1)
    sheet, cell = place.rsplit("!", 1)
    book[sheet][cell] = text
page = book[name]
rows = [[cell.value for cell in page[n]] for n in range(first, last + 1)]
for at, values in enumerate(reversed(rows)):
    for col, value in enumerate(values, start=1):
        cell = page.cell(first + at, col)
        if type(cell).__name__ != "MergedCell":
            cell.value = value
page.auto_filter.ref = "A%d:B%d" % (first - 1, last)
page.row_dimensions[first].hidden = True
book.properties.lastModifiedBy = "Người dùng openpyxl"
book.save(path)
