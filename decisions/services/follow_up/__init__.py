"""Tasks: given, worked on, moved and finished. Each change is a line in the task's log and one in the journal."""
