"""The running product under bad luck: killed, crowded, kept waiting, out of room."""
