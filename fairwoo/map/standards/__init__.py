"""The shelf of metadata standards: one file each, held to `fairwoo.map.Standard`."""
