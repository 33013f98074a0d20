"""The Bench page: is it running, and how did it do."""
