"""Annotations made elsewhere: read, made harmless, anchored; and annotations handed out in other forms."""
