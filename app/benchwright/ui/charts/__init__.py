"""Charts: pure layout in modules without Qt, drawing in the widgets beside them."""
