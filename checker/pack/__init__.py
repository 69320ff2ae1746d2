"""The rule pack: schemas of its files and strict loaders. It is data; nothing here reads a document."""
