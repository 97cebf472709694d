"""The engine: what changed, what must be made again, and how a site appears whole or not at all."""
