"""How a machine gets what Benchwright needs. Standard library only: it runs before anything is installed."""
