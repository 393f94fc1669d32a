"""Tables in and out: CSV, TSV, XLSX, JSON and JSON Lines, row by row, with the line of every fault."""

from flotilla.kit.spreadsheet.reading import read
from flotilla.kit.spreadsheet.rows import Row, Table, Unreadable
from flotilla.kit.spreadsheet.writing import Columns, csv_lines, harmless, write_xlsx

__all__ = ["Columns", "Row", "Table", "Unreadable", "csv_lines", "harmless", "read", "write_xlsx"]
