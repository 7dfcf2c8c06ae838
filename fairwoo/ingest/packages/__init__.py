"""Packages that fairwoo or another system made, RO-Crate and BagIt: which files are in them, and whether they are still the same."""
