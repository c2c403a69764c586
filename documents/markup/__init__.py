"""The plain-text form of a meeting: what each line is, and how rich text is written and read.

Both the drawer (`documents.drawing.text`) and the reader (`documents.reading`) ask these functions, so that the two
cannot drift apart. docs/text-markup.md describes the form.
"""
