"""Each guard is taken out in turn, and a test must turn red: `make guards`."""
