"""The FAIR scores as the public may see them: of a dossier, and of bodies in their class."""
