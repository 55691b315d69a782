"""Windows, pages and dialogs: the only package that knows Qt."""
