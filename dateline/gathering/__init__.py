"""The reduce: what only the whole site can tell, its timeline, and who is heard in it."""
