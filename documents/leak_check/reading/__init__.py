"""Everything that can be read in a file: one module for each family of formats, `file.read` in front of them."""
