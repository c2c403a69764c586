"""Webhooks: other programs are told that something has happened to a task or a document, and where to ask for it."""
