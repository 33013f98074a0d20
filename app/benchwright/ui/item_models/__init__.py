"""Item models: tuples of frozen values as Qt's views want them."""
