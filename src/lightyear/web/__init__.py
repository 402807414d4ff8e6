"""Pages: one module and one template folder per noun."""
