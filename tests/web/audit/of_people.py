"""What is done with people, keys, and by a person with themself."""

from tests.web.audit.desk import PASSWORD, Acts, Desk

OF_PEOPLE: Acts = {
    "POST /people": (lambda d: d.form("/people", name="bob", role="viewer"), "user.created"),
    "POST /people/links": (lambda d: d.form("/people/links", name="bob"), "link.made"),
    "POST /people/change-role": (
        lambda d: d.form("/people/change-role", name="bob", role="admin"),
        "user.role_changed",
    ),
    "POST /people/disable": (lambda d: d.form("/people/disable", name="bob"), "user.disabled"),
    "POST /people/enable": (lambda d: d.form("/people/enable", name="bob"), "user.enabled"),
    "POST /api/v1/people": (lambda d: d.api("/people", {"name": "eve", "role": "viewer"}), "user.created"),
    "POST /api/v1/people/{name}/links": (lambda d: d.api("/people/eve/links"), "link.made"),
    "PATCH /api/v1/people/{name}": (lambda d: d.api("/people/eve", {"role": "operator"}, "PATCH"), "user.role_changed"),
    "POST /api/v1/keys": (lambda d: d.api("/keys", {"name": "till", "role": "ingest"}), "api_key.created"),
    "DELETE /api/v1/keys/{name}": (lambda d: d.api("/keys/till", None, "DELETE"), "api_key.revoked"),
    "POST /keys": (lambda d: d.form("/keys", name="erp", role="ingest"), "api_key.created"),
    "POST /keys/revoke": (lambda d: d.form("/keys/revoke", name="erp"), "api_key.revoked"),
    "POST /api/v1/embed-keys": (
        lambda d: d.api("/embed-keys", {"name": "till", "role": "viewer"}),
        "embed_key.created",
    ),
    "DELETE /api/v1/embed-keys/{name}": (lambda d: d.api("/embed-keys/till", None, "DELETE"), "embed_key.revoked"),
    "POST /embed-keys": (lambda d: d.form("/embed-keys", name="portal", role="operator"), "embed_key.created"),
    "POST /embed-keys/revoke": (lambda d: d.form("/embed-keys/revoke", name="portal"), "embed_key.revoked"),
    "POST /you/password": (
        lambda d: d.form("/you/password", old=PASSWORD, new=PASSWORD, again=PASSWORD),
        "user.password_changed",
    ),
    "POST /sign-out": (lambda d: d.form("/sign-out"), "session.ended"),
    "POST /sign-in": (Desk.sign_in, "session.opened"),
}
