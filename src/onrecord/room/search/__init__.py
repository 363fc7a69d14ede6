"""Search: the facets of all rows in memory, counted together, and where words stand."""
