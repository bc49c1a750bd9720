"""The knowledge graph: read from the sources, held in a store, asked by named queries. See README.md here."""
