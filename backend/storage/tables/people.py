"""The tables about people, keys and what they did, as Piccolo knows them."""

import warnings

from piccolo.columns import JSONB, Array, BigInt, Boolean, Bytea, Integer, Text, Timestamptz
from piccolo.table import Table

with warnings.catch_warnings(action="ignore"):  # Piccolo warns of the word; it quotes it everywhere

    class User(Table, tablename="user"):
        name = Text()
        role = Text()
        password_hash = Text(null=True)
        disabled_at = Timestamptz(null=True)
        created_at = Timestamptz()
        seen_at = Timestamptz(null=True)


class SignInLink(Table, tablename="sign_in_link"):
    token_hash = Bytea(primary_key=True)
    user = BigInt()
    expires_at = Timestamptz()
    used_at = Timestamptz(null=True)


class Session(Table, tablename="session"):
    token_hash = Bytea()
    user = BigInt()
    created_at = Timestamptz()
    expires_at = Timestamptz()
    ended_at = Timestamptz(null=True)


class SavedView(Table, tablename="saved_view"):
    user = BigInt()
    integration = Integer()
    name = Text()
    query = Text()
    layout = Text()
    opens = Boolean()


class Visit(Table, tablename="visit"):
    user = BigInt(primary_key=True)
    integration = Integer()
    seen_at = Timestamptz()
    causes = Array(base_column=BigInt())
    before_at = Timestamptz(null=True)
    before_causes = Array(base_column=BigInt())


class ApiKey(Table, tablename="api_key"):
    name = Text()
    token_hash = Bytea()
    role = Text()
    created_at = Timestamptz()
    revoked_at = Timestamptz(null=True)
    used_at = Timestamptz(null=True)


class EmbedKey(Table, tablename="embed_key"):
    name = Text()
    role = Text()
    secret = Text()
    created_at = Timestamptz()
    revoked_at = Timestamptz(null=True)
    used_at = Timestamptz(null=True)


class EmbedSession(Table, tablename="embed_session"):
    key = BigInt()
    jti = Text()
    token_hash = Bytea()
    expires_at = Timestamptz()


class Audit(Table, tablename="audit"):
    at = Timestamptz()
    actor = Text()
    action = Text()
    integration = Integer(null=True)
    subject = Text()
    facts = JSONB()
