"""Opens a workbook with openpyxl and says what it found, one line per sheet: name, rows, columns, charts and their series."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
for sheet in book:
    charts = sheet._charts
    series = sum(len(group.series) for chart in charts for group in [chart] + chart._charts[1:])
    print(sheet.title, sheet.max_row, sheet.max_column, len(charts), series, sep="\t")
