"""What kind of file a file is, judged by what is in it and never by its name. Pure; the leak check shares it."""
