"""The shelf of metadata files that may lie beside the documents."""
