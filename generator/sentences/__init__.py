"""The reader of sentences with figures."""

from generator.sentences.reading import read_sentences
from generator.sentences.standing import Context
from generator.sentences.statement import Base, Figure, Role, Statement, Subject
from generator.sentences.vocabulary import Entry, Vocabulary, national

__all__ = ["Base", "Context", "Entry", "Figure", "Role", "Statement", "Subject", "Vocabulary", "national", "read_sentences"]
