"""The command line: the same route as the window, without Qt."""
