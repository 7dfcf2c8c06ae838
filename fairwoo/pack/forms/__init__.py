"""Packages, one file a form."""
