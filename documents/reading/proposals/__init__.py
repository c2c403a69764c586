"""A proposal that somebody wrote in Word: the document taken apart, and each piece put where it belongs. Pure."""
