"""What there is, over REST: read through the same gate as the pages."""
