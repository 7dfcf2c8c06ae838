"""The shelf of search engines."""
