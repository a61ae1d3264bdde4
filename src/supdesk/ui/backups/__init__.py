"""Backups: made by themselves while somebody works, and looked through when something is to be restored."""
