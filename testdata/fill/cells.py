"""Sets cells of a workbook through LibreOffice's own API and stores it in place.

usage: cells.py FILE SHEET!CELL=TEXT ...
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from libreoffice import connect, prop, start  # noqa: E402


def main():
    with tempfile.TemporaryDirectory() as profile:
        pipe = "tonghop%d" % os.getpid()
        office = start(profile, pipe)
        try:
            context = connect(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            doc = desktop.loadComponentFromURL("file://" + sys.argv[1], "_blank", 0, (prop("Hidden", True),))
            for arg in sys.argv[2:]:
                place, text = arg.split("=", 1)
                sheet, cell = place.rsplit("!", 1)
                doc.Sheets.getByName(sheet).getCellRangeByName(cell).setString(text)
            doc.storeToURL("file://" + sys.argv[1], (prop("FilterName", "Calc MS Excel 2007 XML"),))
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
