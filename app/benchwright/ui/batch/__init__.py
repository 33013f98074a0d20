"""The queue in the window: its bar, its jobs, its summary, and the offer to go on with one that was not finished."""
