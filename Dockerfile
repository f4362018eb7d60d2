# One image for web, worker, migrations and the stand-in; the command chooses.
FROM python:3.13-slim-bookworm AS builder
RUN pip install --no-cache-dir --disable-pip-version-check uv==0.13.9
WORKDIR /build
ENV UV_LINK_MODE=copy \
    UV_PROJECT_ENVIRONMENT=/opt/syncline \
    UV_PYTHON_DOWNLOADS=never
# Dependencies first: they change more seldom than the code, so this layer is kept.
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-cache --compile-bytecode --no-install-project --python "$(command -v python3)"
COPY . .
RUN uv sync --frozen --no-dev --no-cache --compile-bytecode --no-editable --python "$(command -v python3)"

FROM python:3.13-slim-bookworm
RUN groupadd --gid 10001 syncline \
    && useradd --uid 10001 --gid 10001 --home-dir /var/lib/syncline --create-home --shell /usr/sbin/nologin syncline
COPY --from=builder /opt/syncline /opt/syncline
ENV PATH=/opt/syncline/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SYNCLINE_HOME=/var/lib/syncline \
    SYNCLINE_HOST=0.0.0.0 \
    SYNCLINE_NO_VENV=1 \
    SYNCLINE_PORT=8000
USER 10001:10001
WORKDIR /var/lib/syncline
EXPOSE 8000
STOPSIGNAL SIGTERM
# For `serve`; compose replaces it where the command is another one. /health is served below the base path.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['SYNCLINE_PORT'] + '/' + (os.environ.get('SYNCLINE_BASE_PATH', '').strip('/') + '/health').lstrip('/'), timeout=4)"]
ENTRYPOINT ["syncline"]
CMD ["serve"]
