"""What the floors above ask of the floors below: small capabilities, one file each."""
