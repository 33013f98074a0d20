"""The ops that the engine has: for each, what is accepted and how its parameters are computed."""
