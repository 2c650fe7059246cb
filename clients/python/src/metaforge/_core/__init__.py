"""What the client does, without any input or output: shared by both ways of calling it."""
