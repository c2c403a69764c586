"""Tasks over REST: the same gate and the same services as the pages."""
