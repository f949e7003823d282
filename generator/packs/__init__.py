"""Template packs: found, inherited, checked and rendered. A province is a folder of data and templates, no code."""

from generator.packs.definition.pack import Pack, available, load_pack
from generator.packs.rendering.render import Rendered, read_through, render

__all__ = ["Pack", "Rendered", "available", "load_pack", "read_through", "render"]
