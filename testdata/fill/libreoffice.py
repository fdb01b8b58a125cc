"""Fills forms in through LibreOffice's own API, as a clerk would in its window:
looks each input up by its name in the document, sets it, stores as .xlsx, or as
.xls or .ods where the output ends so.

usage: libreoffice.py JOBS.json
JOBS is a list of {"form", "out", "cells": {name: number or text}, "tables":
{name: [[row, column, value], ...]}}; rows and columns count from 0 within the range.
Prints the program's version.
"""
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def start(profile, pipe):
    return subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", "-env:UserInstallation=file://" + profile,
         "--accept=pipe,name=%s;urp;" % pipe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start within a minute")


@contextlib.contextmanager
def session():
    """A LibreOffice of our own, without a window: yields its component context's
    service manager and its desktop, and ends it."""
    with tempfile.TemporaryDirectory() as profile:
        pipe = "tonghop%d" % os.getpid()
        office = start(profile, pipe)
        try:
            context = connect(pipe)
            manager = context.ServiceManager
            desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            yield manager, context, desktop
            try:
                desktop.terminate()
            except Exception:
                pass
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()


def put(cell, value):
    if isinstance(value, (int, float)):
        cell.setValue(value)
    else:
        cell.setString(value)


def fill(desktop, job):
    doc = desktop.loadComponentFromURL("file://" + job["form"], "_blank", 0, (prop("Hidden", True),))
    names = doc.NamedRanges
    for name, value in (job["cells"] or {}).items():
        cells = names.getByName(name).getReferredCells()
        if isinstance(value, str) and "\n" in value and cells.Rows.Count > 1:
            lines = value.split("\n")
            for i, line in enumerate(lines):
                cells.getCellByPosition(0, i).setString(line)
        else:
            put(cells.getCellByPosition(0, 0), value)
    for name, rows in (job.get("tables") or {}).items():
        cells = names.getByName(name).getReferredCells()
        for row, col, value in rows:
            put(cells.getCellByPosition(col, row), value)
    doc.calculateAll()
    computed = {}
    for name in job.get("read") or []:
        cell = names.getByName(name).getReferredCells().getCellByPosition(0, 0)
        computed[name] = cell.getString() if cell.getError() else cell.getValue() if cell.getString() else ""
        if cell.getError():
            computed[name] = "error %d" % cell.getError()
    errors = 0
    for sheet in doc.Sheets:
        found = sheet.queryFormulaCells(4)  # com.sun.star.sheet.FormulaResult.ERROR
        errors += found.Count
    kind = {".xls": "MS Excel 97", ".ods": "calc8"}.get(os.path.splitext(job["out"])[1], "Calc MS Excel 2007 XML")
    doc.storeToURL("file://" + job["out"], (prop("FilterName", kind),))
    doc.close(True)
    return {"out": job["out"], "computed": computed, "errors": errors}


def main():
    jobs = json.load(open(sys.argv[1], encoding="utf-8"))
    with session() as (manager, context, desktop):
        for job in jobs:
            print(json.dumps(fill(desktop, job)), flush=True)
        config = manager.createInstanceWithContext("com.sun.star.configuration.ConfigurationProvider", context)
        about = config.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (prop("nodepath", "/org.openoffice.Setup/Product"),))
        print(json.dumps({"program": "LibreOffice " + about.getByName("ooSetupVersionAboutBox")}))


if __name__ == "__main__":
    main()
