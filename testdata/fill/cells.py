"""Sets cells of a workbook through LibreOffice's own API and stores it in place.

usage: cells.py FILE SHEET!CELL=TEXT ...
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from libreoffice import prop, session  # noqa: E402

with session() as (_, _, desktop):
    doc = desktop.loadComponentFromURL("file://" + sys.argv[1], "_blank", 0, (prop("Hidden", True),))
    for arg in sys.argv[2:]:
        place, text = arg.split("=", 1)
        sheet, cell = place.rsplit("!", 1)
        doc.Sheets.getByName(sheet).getCellRangeByName(cell).setString(text)
    doc.storeToURL("file://" + sys.argv[1], (prop("FilterName", "Calc MS Excel 2007 XML"),))
    doc.close(True)
