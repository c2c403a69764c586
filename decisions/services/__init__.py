"""Every change to what the forum decides, and to what becomes of its minutes."""
