"""What the engine takes, beside what others take for the same: `make bench-engine`."""
