"""What `make` runs to put the program on a machine and start it.

Everything here but `prepare` needs nothing outside Python's own library, because it runs before anything is
installed.
"""
