"""The shelf of formats: `MEDIA_TYPES`, `read(path, limits) -> Reading`, and, where there is one, `read_another_way`."""
