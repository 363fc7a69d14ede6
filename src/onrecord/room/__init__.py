"""The reading room: a record on screen, at an address of this computer."""
