"""The pages of a site: one module a kind, each turning the analysed site into pages with their views."""
