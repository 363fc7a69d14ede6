"""Search: the facets of all rows in memory, counted together, and the lines it shows."""
