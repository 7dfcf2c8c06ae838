"""The FAIR metrics, one a file, named after their ids in `vocab/weights.toml`. Definitions: fair.md E3 of the design."""
