"""What the commands that help an editor share: articles with the text of their meta.yaml, and edits."""
