"""Ingest: files somebody else wrote — a speech, old minutes, a register — read into drafts of records.

`source` turns bytes into lines, `webpage` a page into Markdown, `rows` says what each line is; the rooms `minutes`,
`speech` and `register` read a draft out of them, with `vocabulary`, `moments` and the room `people` for words, days and
names, and `prose` for the text of a field. `settling` accounts for every letter, `writing` spells the draft as YAML,
`report` tells how sure it is; `reading` knows the order. Rules here are for notations, never for one author's files.
"""
