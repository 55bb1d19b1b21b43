# One image for web, workers and beat; docker-compose.yml says which command each runs.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    XDG_CACHE_HOME=/tmp/cache

# What WeasyPrint loads, and Tinos: Times New Roman's measures with every Vietnamese letter.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore tzdata \
    && rm -rf /var/lib/apt/lists/*

COPY requirements/base.lock /tmp/base.lock
RUN pip install --require-hashes --only-binary :all: -r /tmp/base.lock

RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin app \
    && install -d -o app -g app -m 0700 /data /data/beat
WORKDIR /app
COPY . .

ENV TRAININGMGR_DATA=/data \
    STATIC_ROOT=/srv/static
# The key of this one command is thrown away; the running installation gets its own from the environment.
RUN pybabel -q compile -d locale -D django \
    && SECRET_KEY=only-for-this-build TRAININGMGR_DATA=/tmp/build python manage.py collectstatic --noinput -v 0 \
    && rm -rf /tmp/build \
    && python -m compileall -q /app

USER app
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "trainingmgr.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "2", "--preload", \
     "--timeout", "60", "--graceful-timeout", "30", "--max-requests", "2000", "--max-requests-jitter", "200", \
     "--worker-tmp-dir", "/dev/shm", "--forwarded-allow-ips", "*", "--no-control-socket"]
