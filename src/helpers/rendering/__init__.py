"""Rendering: from `.qmd` sources and executed notebooks to HTML, PDF and DOCX.

This wing knows documents and nothing of police. One interface (`Engine`), two
engines: `quarto` (the Quarto command) and `embedded` (Pandoc and Typst from
PyPI, the Quarto features this project uses and nothing else).
"""

from helpers.rendering.engine import Engine, choose_engine
from helpers.rendering.errors import KesalahanRender

__all__ = ["Engine", "KesalahanRender", "choose_engine"]
