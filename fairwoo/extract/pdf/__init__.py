"""What the reader of PDFs is made of: the text of a page, what covers it, and what the file says of itself."""
