"""Foreign files: tables read into plans by a mapping that can be saved, and our own tables."""
