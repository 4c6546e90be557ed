"""Every building block on one page, to look at and to hold against the accessibility rules."""
