"""The forms of the ranking, one a file.

Each has NAME, MEDIA_TYPE, EXTENSION, and `render(ranking, lang) -> str`. Same ranking, same text.
"""
