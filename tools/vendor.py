#!/usr/bin/env python3
"""Fetch the style and the typeface that Flotilla serves, from named packages at named versions.

Run it by `make vendor`. It needs npm, and only this needs npm: what it writes is committed,
so that installing and testing Flotilla never does. Running it again changes nothing.

What it does to the packages, and nothing else:
- of Designsystemet's stylesheet it keeps the components that our pages use (KEPT), because a
  first visit may cost 100 kB and the unused two thirds of the file are not free;
- of the typeface it takes the upright variable files for Latin and extended Latin.
"""

import hashlib
import pathlib
import re
import subprocess
import tarfile
import tempfile

PACKAGES = {
    "@digdir/designsystemet-css@1.22.0": "0eeef1d967ee4f21e5e59f37c20666db8b66f20d93d4617907c4c4661f52298c",
    "@fontsource-variable/atkinson-hyperlegible-next@5.3.0": (
        "75d5156505841b7dd4251398f0a5ff9e44120c87c2e388e9a108879b4def23a6"
    ),
}
STYLE, TYPEFACE = PACKAGES
STATIC = pathlib.Path(__file__).parent.parent / "flotilla" / "web" / "static"

#: The components of the design system that our pages use. Add one here, run `make vendor`.
KEPT = {
    "alert",
    "breadcrumbs",
    "button",
    "details",
    "error-summary",
    "field",
    "fieldset",
    "input",
    "link",
    "pagination",
    "skip-link",
    "table",
    "tag",
}


def main() -> None:
    """Fetch both packages, check them, and write what we serve of them."""
    with tempfile.TemporaryDirectory() as folder:
        style = unpacked(STYLE, pathlib.Path(folder))
        typeface = unpacked(TYPEFACE, pathlib.Path(folder))
        css = (style / "dist/src/index.css").read_text()
        write("css/designsystemet.css", kept_only(css).encode())
        write("css/LICENSE-designsystemet.txt", (style / "LICENSE").read_bytes())
        for subset in ("latin", "latin-ext"):
            name = f"atkinson-hyperlegible-next-{subset}-wght-normal.woff2"
            write(f"fonts/{name}", (typeface / "files" / name).read_bytes())
        write("fonts/LICENSE-OFL.txt", (typeface / "LICENSE").read_bytes())


def unpacked(package: str, folder: pathlib.Path) -> pathlib.Path:
    """Return the folder with the contents of a package, after comparing its checksum."""
    told = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    archive = folder / told.stdout.strip().splitlines()[-1]
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != PACKAGES[package]:
        raise SystemExit(f"{package} has the checksum {found}, expected {PACKAGES[package]}.")
    target = folder / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def kept_only(css: str) -> str:
    """Return the stylesheet without the blocks that belong to components we do not use."""
    return "\n".join(block for block in top_level(css) if wanted(block)) + "\n"


def wanted(block: str) -> bool:
    """Say whether a top-level block is shared, or belongs to a component that we use."""
    if not block.startswith("@layer ds.components{"):
        return True
    component = re.search(r"\.ds-([a-z]+(?:-[a-z]+)*)", block.split(":has(", maxsplit=1)[0])
    return component is None or component[1] in KEPT


def top_level(css: str) -> list[str]:
    """Cut a minified stylesheet into its outermost statements, minding strings and braces."""
    blocks, depth, start, quote, at = [], 0, 0, "", 0
    while at < len(css):
        sign = css[at]
        if quote:
            at += sign == "\\"
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        else:
            depth += (sign == "{") - (sign == "}")
            if depth == 0 and sign in "};":
                blocks.append(css[start : at + 1].strip())
                start = at + 1
        at += 1
    return [block for block in blocks if block]


def write(name: str, content: bytes) -> None:
    """Write one file under static/ and say so."""
    path = STATIC / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(f"{len(content):>7} bytes  {path.relative_to(STATIC.parent.parent.parent)}")


if __name__ == "__main__":
    main()
