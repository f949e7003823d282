"""The fills of charts: dark and light in alternation, so that they differ in black and white too."""

from __future__ import annotations

import re

LIGHTER = 0.55
"""How far a light fill is moved towards white."""
DEFAULT = "1F4E79"
HEX = re.compile(r"[0-9A-Fa-f]{6}")


def shade(colours: tuple[str, ...], number: int) -> str:
    """The fill of the series or slice with this number (from 0), as six hexadecimal digits."""
    colour = colours[number % len(colours)] if colours else DEFAULT
    colour = colour if HEX.fullmatch(colour) else DEFAULT
    if not number % 2:
        return colour
    channels = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(channel + (255 - channel) * LIGHTER):02X}" for channel in channels)
