"""What goes out: pictures of pages, copies without personal traces, folders as zip."""
