"""What `make.py` is made of: the reading of `texts/` and one writer for each kind of file."""
