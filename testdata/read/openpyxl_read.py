"""Reads every cell of every .xlsx in a folder with openpyxl in its read-only mode and
prints the seconds that it took, starting the interpreter aside."""
import glob
import sys
import time
import warnings

import openpyxl

warnings.simplefilter("ignore")
start, cells = time.perf_counter(), 0
for path in sorted(glob.glob(sys.argv[1] + "/*.xlsx")):
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            cells += sum(1 for value in row if value is not None)
    book.close()
print(time.perf_counter() - start, cells)
