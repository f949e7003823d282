"""The Word writer: a Document and a Style become the bytes of one DOCX file."""

from generator.writers.docx.writer import write_docx

__all__ = ["write_docx"]
