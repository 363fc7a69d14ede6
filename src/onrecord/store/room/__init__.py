"""What the pages of the reading room ask of a record, one module for each kind of page."""
