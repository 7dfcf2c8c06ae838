"""What the pages of dossiers and documents show: lists, inventories, texts, images, citations, downloads."""
