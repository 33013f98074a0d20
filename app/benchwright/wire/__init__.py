"""The talk with a device over a transport: bytes, frames, messages, and the clients that speak them."""
