"""Search over every record and figure: the words are folded and stemmed here, so that both databases see the same.

words      a text as words; a word's term, which stands for all its forms
entries    what of a document is searched, in fields of different weight
lexicon    every word of the index with its term, and a card for each entry, kept in memory per process
query      what was typed, as groups of terms: other names, unfinished words, typing errors
engines    which rows hold the terms: FTS5 on SQLite, tsvector on PostgreSQL
ranking    in which order the rows are shown
excerpts   the part of a text that shows the hit
index      the rows, brought up to date by every write
"""
