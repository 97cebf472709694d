"""Words: Markdown into visible text and HTML, anchors that find words in it, marks put around them."""
