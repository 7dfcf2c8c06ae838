"""Files about many dossiers at once, one file a standard."""
