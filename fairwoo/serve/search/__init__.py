"""What a visitor asks of the search and gets: the address as a question, the asking, and what was found as the public may see it."""
