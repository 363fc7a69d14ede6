"""The nouns are in `onrecord.records`; the public face is filled as the parts land."""
