"""The text of a report on screen: cut into parts and blocks, with marks that nest."""
