"""Files that leave: the same columns that can come in again, and never a formula."""
