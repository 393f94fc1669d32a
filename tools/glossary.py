#!/usr/bin/env python3
"""Write the words of flotilla/web/glossary.toml into their place in GLOSSARY.md."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).parent.parent
BEGIN, END = "<!-- words: begin -->\n", "<!-- words: end -->\n"


def main() -> None:
    """Replace what stands between the two marks."""
    sys.path.insert(0, str(ROOT))
    from flotilla.web import glossary  # noqa: PLC0415 - after the path is known

    path = ROOT / "GLOSSARY.md"
    before, rest = path.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    path.write_text(before + BEGIN + glossary.as_table() + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
