"""Virtual power meters: processes that speak the byte protocol of a real one and make up the current."""
