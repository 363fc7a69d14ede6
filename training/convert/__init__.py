"""One module per corpus: files of the corpus in, rows out."""
