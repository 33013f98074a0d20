"""The agent as a library for the user's own project: the firmware's sources in the form a build system takes."""
