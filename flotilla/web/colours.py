"""The stylesheet with the colours of one body, made from its accent so that everything can be read."""

import functools

from flotilla.kit import contrast

#: The accent of our own theme: a body that has it needs no stylesheet.
OURS = "#0B5563"


@functools.lru_cache(maxsize=256)
def stylesheet(accent: str) -> str:
    """Return the custom properties of a body: everything that is sea-coloured in our theme."""
    made = contrast.shades(accent)
    day = _accent(made.day, contrast.PAPERS[2], contrast.WHITE, -0.05)
    night = _accent(made.night, contrast.NIGHTS[0], contrast.NIGHTS[0], 0.05)
    deep = f"--fl-deep: {made.deep}; --fl-deep-2: {contrast.mix(made.day, made.deep, 0.6)};"
    return (
        f":root, [data-color-scheme=light] {{ {day} }}\n"
        f":root {{ {deep} }}\n"
        f"[data-color-scheme=dark] {{ {night} }}\n"
        f"@media (prefers-color-scheme: dark) {{ [data-color-scheme=auto] {{ {night} }} }}\n"
    )


def _accent(colour: str, paper: str, on_it: str, step: float) -> str:
    washes = {
        "background-tinted": 0.06,
        "surface-tinted": 0.13,
        "surface-hover": 0.2,
        "surface-active": 0.3,
        "border-subtle": 0.36,
        "border-default": 0.8,
    }
    shades = {name: contrast.mix(colour, paper, share) for name, share in washes.items()}
    shades |= {"border-strong": colour, "text-subtle": colour, "base-default": colour}
    shades |= {
        "base-hover": contrast.lighter(colour, step),
        "base-active": contrast.lighter(colour, 2 * step),
    }
    shades |= {"base-contrast-default": on_it, "base-contrast-subtle": on_it}
    return " ".join(f"--ds-color-accent-{name}: {shade};" for name, shade in shades.items())
