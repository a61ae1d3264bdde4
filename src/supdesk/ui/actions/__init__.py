"""Actions: what is open and how old, deciding on it, and what was closed. The rules of deciding are the desk's."""
