"""What machines read: data files, feeds, structured data. Each module makes bytes from the analysed site."""
