"""Skills in everyday words: names in two languages, what people type for them, and how they are grouped.

Keeps no rows: the vocabulary is a file of `matching`, read once per process. Everybody may read.
"""
