"""What can be validated, one file a form of metadata."""
