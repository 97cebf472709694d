"""Reads content/: finds its files, turns YAML into the model, and says what is wrong with its place."""
