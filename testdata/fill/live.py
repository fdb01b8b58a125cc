"""Types returns into one open form through LibreOffice's own API, one after the
other, and tells what the form's live checks say of each.

usage: live.py JOBS.json
JOBS is a list of {"form", "columns": {sheet: [check column, code column]}, "returns":
[{name: number, text, or [[row, column, value], ...] within a table}]}; columns count from 0. Prints a JSON object a return: what
stands in the check column, by what stands in the code column, the first of each code;
"@" holds the texts of the given cells of "read", {label: name of sheet + "!" + cell}.
"""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from libreoffice import connect, prop, put, start  # noqa: E402


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
        for (word,), (key,) in zip(words, codes):
            if key and key not in said:
                said[key] = word
    return said


def main():
    jobs = json.load(open(sys.argv[1], encoding="utf-8"))
    with tempfile.TemporaryDirectory() as profile:
        pipe = "tonghop%d" % os.getpid()
        office = start(profile, pipe)
        try:
            context = connect(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            for job in jobs:
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
                    errors = 0
                    for sheet in doc.Sheets:
                        errors += sheet.queryFormulaCells(4).Count
                    said["#errors"] = errors
                    print(json.dumps(said), flush=True)
                doc.close(True)
            try:
                desktop.terminate()
            except Exception:
                pass
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()


main()
