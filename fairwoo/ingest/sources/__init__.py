"""The shelf of places dossiers come from."""
