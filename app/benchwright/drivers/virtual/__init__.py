"""Virtual devices: real firmware in a process that looks like a board on a cable."""
