"""Opening the bytes of a file. No hostile file is kept here: `hostile` makes each when it is needed."""
