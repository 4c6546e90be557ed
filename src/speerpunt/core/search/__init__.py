"""Search over everything that somebody may see: how a text is read, kept, asked for and shown. See docs/search.md."""
