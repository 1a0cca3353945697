"""The map in one file: an HTML page that opens from disk, with no server and no network."""
