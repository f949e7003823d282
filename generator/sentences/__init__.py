"""The reader of sentences with figures: a text in, what each figure is a figure of out. It takes names and knows no data.

    vocabulary = national().extended(entries, own_names, parts)
    for statement in read_sentences(text, vocabulary, Context(2023, section="机关运行经费支出情况")):
        statement.subject, statement.kind, statement.figure, text[statement.figure.start : statement.figure.end]

`read_sentences(text, vocabulary, context)` gives one `Statement` for each figure with a unit, and for each clause that says
没有, 持平 or 有所增加 of a thing, in the order of the text. Positions are those of the text as it was given. Paragraphs are
parted by blank lines or begin with `- `; a short paragraph with an ordinal and no full stop is the title of what follows. A
line break inside a paragraph, blanks, quotation marks and full-width signs make no difference. U+E000 stands for a character
of an expression that the reader does not see; what runs of it mean stays open.

- `Context`: the year of the report (for 上年, 本年), the title of the section that the text stands in, whether the text is
  about a part of the department, and what it is about (a project, a 科目), which it then need not name.
- `statement.subject`: the name, its fund, stage (年初预算 … 决算), the year that the words say, the codes of a 科目. A name
  that is not understood is an empty one (`subject.understood`), never a guess: each word before the figure has to be known.
  The year is 0 where the words say none: the report's; the stage is empty likewise.
- `statement.kind`: an amount or a count, a change (with its base and direction), a rate of change, a share (of `whole`), a
  completion of a budget; NONE, SAME and TREND are said in words, their figure is 0 and spans the words. `value`, `change`
  and `wholes` are the printed figures that a percentage restates, also where the subject is not understood.
- `statement.definite` is False for plans, reasons, estimates, other areas, parts of a year or of the department: nothing
  should be held against the data then. What it names is right all the same.
- `figure.exact` is False for ranges, 余, 近 and 以上; 超过 and 不足 make a `bound`. `figure.worded`: 两辆, 十二批.
- No amounts: figures without a unit, ordinals, dates, document and telephone numbers.

`names.yaml` holds the names that all reports share with the ways in which they are written, `words.yaml` the other words
that the reader knows. A caller adds names with `Vocabulary.extended`: a spelling with an `Entry` (what it is called, the
units of its figures, the codes of a 科目; `item_entries` and `economic_entries` make those of the classification), what the
department calls itself, and its parts, whose figures are not the whole's.
The time is linear in the length of a paragraph.
"""

from generator.sentences.items import economic_entries, item_entries
from generator.sentences.reading import WORTH_READING, read_sentences
from generator.sentences.standing import Context
from generator.sentences.statement import NOT_UNDERSTOOD, Base, SentenceFigure, Statement, StatementKind, Subject
from generator.sentences.vocabulary import Entry, Vocabulary, national

__all__ = [
    "NOT_UNDERSTOOD",
    "WORTH_READING",
    "Base",
    "Context",
    "Entry",
    "SentenceFigure",
    "Statement",
    "StatementKind",
    "Subject",
    "Vocabulary",
    "economic_entries",
    "item_entries",
    "national",
    "read_sentences",
]
