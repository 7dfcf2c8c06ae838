"""Text from the image of a page: the recognition data, the engine (Tesseract), and the page put straight for it."""
