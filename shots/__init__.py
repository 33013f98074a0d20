"""Pictures of every page, and checks of what stands on them; `make shots` writes them into out/shots."""
