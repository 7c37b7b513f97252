"""The app for the web server: `gunicorn --config gunicorn.conf.py wsgi:app`."""

from mediation.assembly import create_app

app = create_app()
