"""Search over the finished site."""

FOLDER = "pagefind"
"""Where the index lies in the site."""

ENTRY = f"{FOLDER}/pagefind-entry.json"
"""The file that browsers ask for first; its fingerprint is that of the whole index."""
