"""What is read of a calendar in the cage. Nothing here knows Django."""
