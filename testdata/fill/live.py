"""Types returns into one open form through LibreOffice's own API, one after the
other, and tells what the form's live checks say of each.

usage: live.py JOBS.json
JOBS is a list of {"form", "columns": {sheet: [check column, code column]}, "returns":
[{name: number, text, or [[row, column, value], ...] within a table}]}; columns count from 0. Prints a JSON object a return: what
stands in the check column, by what stands in the code column: the first of each code by
the code itself, those below it by the code and "#1", "#2"; "#errors" is how many cells
show an error. A job may have "read", [[sheet, row, column], ...]: "#read 0" is what the
first of these cells shows.
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from libreoffice import prop, put, session  # noqa: E402


def checks(doc, columns):
    said = {}
    for name, (check, code) in columns.items():
        if not doc.Sheets.hasByName(name):
            continue
        sheet = doc.Sheets.getByName(name)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress.EndRow
        words = sheet.getCellRangeByPosition(check, 0, check, last).getDataArray()
        codes = sheet.getCellRangeByPosition(code, 0, code, last).getDataArray()
        seen = {}
        for (word,), (key,) in zip(words, codes):
            if key:
                n = seen[key] = seen.get(key, -1) + 1
                said.setdefault("%s#%d" % (key, n) if n else key, word)
    return said


def play(desktop, job):
    doc = desktop.loadComponentFromURL("file://" + job["form"], "_blank", 0, (prop("Hidden", True),))
    doc.enableAutomaticCalculation(False)
    names = doc.NamedRanges
    areas, before = {}, {}
    for values in job["returns"]:
        now = {}
        for name, value in values.items():
            for row, col, one in value if isinstance(value, list) else [(0, 0, value)]:
                now[name, row, col] = one
        for key in list(before) + list(now):
            if before.get(key) == now.get(key):
                continue  # it stands there already
            name, row, col = key
            if name not in areas:
                areas[name] = names.getByName(name).getReferredCells()
            put(areas[name].getCellByPosition(col, row), now.get(key, ""))
        before = now
        doc.calculateAll()
        said = checks(doc, job["columns"])
        for i, (name, row, col) in enumerate(job.get("read") or []):
            said["#read %d" % i] = doc.Sheets.getByName(name).getCellByPosition(col, row).getString()
        said["#errors"] = sum(sheet.queryFormulaCells(4).Count for sheet in doc.Sheets)
        print(json.dumps(said), flush=True)
    doc.close(True)


with session() as (_, _, desktop):
    for job in json.load(open(sys.argv[1], encoding="utf-8")):
        play(desktop, job)
