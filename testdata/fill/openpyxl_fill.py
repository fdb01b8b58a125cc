"""Fills forms in with openpyxl; the same jobs and output as libreoffice.py."""
import json
import sys

import openpyxl


def area(book, name):
    sheet, ref = next(book.defined_names[name].destinations)
    cells = book[sheet][ref.replace("$", "")]
    return cells if isinstance(cells, tuple) else ((cells,),)


def fill(job):
    book = openpyxl.load_workbook(job["form"])
    for name, value in (job["cells"] or {}).items():
        cells = area(book, name)
        lines = value.split("\n") if isinstance(value, str) and len(cells) > 1 else [value]
        for i, line in enumerate(lines):
            cells[i][0].value = line
            if isinstance(line, str):
                cells[i][0].data_type = "s"
    for name, rows in (job.get("tables") or {}).items():
        cells = area(book, name)
        for row, col, value in rows:
            cells[row][col].value = value
    book.save(job["out"])
    return {"out": job["out"], "computed": {}, "errors": 0}


for job in json.load(open(sys.argv[1], encoding="utf-8")):
    print(json.dumps(fill(job)))
print(json.dumps({"program": "openpyxl " + openpyxl.__version__}))
