"""The check before anything leaves: what a file holds is read back and compared with what must not be in it.

Pure functions over values: `secrets_of` says what one audience must not meet, `check` looks for it in the files.
"""
