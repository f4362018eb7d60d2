"""A session for a frame, for a token that the page around it brings: each token opens one."""

from datetime import timedelta

import msgspec
import structlog

from backend.domain.embeds.claims import Claims, claims_problem
from backend.domain.embeds.embed import Embed, Size
from backend.domain.integrations.integration import HIGHEST
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.security.embeds import NOT_SIGNED, EmbedTokens, SignedEmbed, TokenError, claims_of, issuer_of
from backend.security.seal import UnsealError, unseal
from backend.security.tokens import hash_token, new_token
from backend.storage.embeds import keys, sessions
from backend.storage.embeds.keys import EmbedKey
from backend.storage.postgres.database import transaction
from backend.storage.screens import integrations

LIFETIME = timedelta(minutes=10)

log = structlog.get_logger()


class OpenedEmbed(msgspec.Struct, frozen=True, kw_only=True):
    session: str
    integration: int
    seconds: int  # until it ends

    def __repr__(self) -> str:
        return f"OpenedEmbed({self.integration})"


async def open_embed(runtime: Runtime, token: str, size: Size) -> OpenedEmbed:
    """Raises TokenError."""
    try:
        return await _open(runtime, token, size)
    except TokenError as refused:
        log.warning("embed.refused", reason=str(refused))
        raise


async def _open(runtime: Runtime, token: str, size: Size) -> OpenedEmbed:
    name = issuer_of(token)
    async with transaction():
        key = await keys.find(name)
        if key is None:
            raise TokenError(NOT_SIGNED)
        signed = await _begun(key, _claims(runtime, key, token), size)
        text = EmbedTokens(runtime.settings.secret).sign(signed)
    return OpenedEmbed(session=text, integration=signed.embed.integration, seconds=LIFETIME.seconds)


async def _begun(key: EmbedKey, claims: Claims, size: Size) -> SignedEmbed:
    known = 0 < claims.integration <= HIGHEST and await integrations.read(claims.integration)
    if not known:
        raise TokenError("integration: there is none with this number")
    proof = new_token()
    session = await sessions.insert(key.id, claims.jti, hash_token(proof), LIFETIME)
    if session is None:
        raise TokenError("jti: this token was used before: each opens one session only; make a new one")
    return SignedEmbed(
        session_id=session.id,
        name=f"{key.name} ({claims.sub})" if claims.sub else key.name,
        role=Role(claims.role),
        embed=Embed(integration=claims.integration, bounds=claims.bounds, size=size),
        expires=int(session.expires_at.timestamp()),
        proof=proof,
    )


def _claims(runtime: Runtime, key: EmbedKey, token: str) -> Claims:
    try:
        secret = unseal(runtime.settings.secret, key.secret, place=keys.place_of_embed_secret(key.name))
    except UnsealError as problem:
        raise TokenError("The key was made with another SYNCLINE_SECRET: make a new one") from problem
    claims = claims_of(token, secret)
    if why := claims_problem(claims, key.role, key.now):
        raise TokenError(why)
    return claims
