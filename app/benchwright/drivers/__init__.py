"""What touches the world outside: ports, flash tools, virtual devices."""
