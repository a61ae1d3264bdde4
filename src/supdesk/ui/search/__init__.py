"""Search: what was found for the words typed above, and the way to it. It remembers no search."""
