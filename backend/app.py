"""The web application: routes, dependencies, walls, and what lives as long as it does."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from jinja2 import Environment
from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.types import ASGIApp

from backend.actions.instances.enter_database import enter_database
from backend.actions.keep_tending import keep_tending
from backend.domain.sentence import Sentence
from backend.log import set_up_logging
from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from backend.storage.postgres.revisions import Revisions
from backend.web import errors
from backend.web.access.auth import EMBED, Auth, is_fragment, provide_client
from backend.web.access.guards import SignInNeededError
from backend.web.access.origin import Origin
from backend.web.access.sign_in_first import ask_to_sign_in
from backend.web.api.asking import provide_asking
from backend.web.api.bodies import MOST_BYTES
from backend.web.drawing.environments import Environments
from backend.web.drawing.unchanged import Unchanged
from backend.web.drawing.views import Views
from backend.web.embeds import frames
from backend.web.headers import Headers
from backend.web.house import provide_house
from backend.web.requests.parameters import check_parameters
from backend.web.requests.paths import Paths
from backend.web.routes import ROUTES
from backend.web.screen import provide_screen
from backend.web.theme import read_theme

PATIENCE_SECONDS = 1.5  # who waits longer for a connection is told to come again: a person looks at the screen


def create_app(settings: Settings) -> ASGIApp:
    """The whole application; its lifespan opens and closes what it needs."""
    auth, revisions = Auth(settings), Revisions(settings.database_url)
    views = Views(revisions)
    return outside(create_inside(settings, auth, views), settings, auth, views)


def create_inside(settings: Settings, auth: Auth, views: Views) -> Litestar:
    """What is routed."""
    environments = Environments(settings.base_path, read_theme(settings.theme))

    def provide_env(request: Request[Any, Any, Any]) -> Environment:
        return environments.of(request)

    def stranger(request: Request[Any, Any, Any], error: SignInNeededError) -> Response[Any]:
        framed = EMBED in request.headers and not is_fragment(request.scope)
        return frames.over(environments.of(request)) if framed else ask_to_sign_in(request, error)

    # Each asks for the one before: Litestar makes a task for each of those that it may make at once.
    def provide_views(env: NamedDependency[Environment]) -> Views:  # noqa: ARG001
        return views

    provided: dict[str, Any] = {
        "env": provide_env,
        "views": provide_views,
        "runtime": provide_runtime,
        "client": provide_client,
        "asking": provide_asking,
        "screen": provide_screen,
        "house": provide_house,
    }
    return Litestar(
        ROUTES,
        dependencies={name: Provide(what, sync_to_thread=False) for name, what in provided.items()},
        exception_handlers={**errors.handlers(environments.of), SignInNeededError: stranger},
        before_request=check_parameters,
        lifespan=[lambda app: lifespan(app, settings, auth, views)],
        state=State({"auth": auth}),
        type_encoders={Sentence: str},  # programs are told in English
        openapi_config=None,
        logging_config=None,  # ours stands
        request_max_body_size=MOST_BYTES,
    )


@asynccontextmanager
async def _opened(settings: Settings, auth: Auth) -> AsyncIterator[Runtime]:
    async with (
        open_runtime(settings, patience=PATIENCE_SECONDS) as runtime,
        auth.revoked.kept_fresh(),
        auth.embeds_ended.kept_fresh(),
        auth.seen.kept_stored(),
    ):
        yield runtime


@asynccontextmanager
async def lifespan(app: Litestar, settings: Settings, auth: Auth, views: Views) -> AsyncIterator[None]:
    async with _opened(settings, auth) as runtime:
        await enter_database(runtime, decides=True)
        app.state.runtime = runtime
        views.revisions.start()
        loops = [asyncio.create_task(keep_tending(runtime)), asyncio.create_task(views.keep_watching(runtime.stopping))]
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 100)
        yield
        runtime.stopping.set()
        await asyncio.gather(*loops)
        await views.revisions.stop()


def provide_runtime(state: State, views: NamedDependency[Views]) -> Runtime:  # noqa: ARG001  # as above
    runtime: Runtime = state.runtime
    return runtime


def outside(app: ASGIApp, settings: Settings, auth: Auth, views: Views) -> ASGIApp:
    """What every request passes before it is routed, from the outside in."""
    return Headers(Paths(Origin(Unchanged(app, auth, views), settings), settings.base_path), secure=settings.secure)


def serve(settings: Settings) -> None:
    """Until SIGTERM or SIGINT."""
    set_up_logging(process="web")
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run()
