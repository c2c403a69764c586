"""Read by gunicorn wherever it is started from here. Its warnings quote malformed requests, cookies too."""

logger_class = "config.gunicorn_log.WordlessLogger"
loglevel = "error"
