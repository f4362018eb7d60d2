"""What is done about one object."""

from tests.web.audit.desk import ONE, PAGE, Acts

OBJECT = "/objects/{kind}/{key}"

ON_OBJECTS: Acts = {
    f"POST {ONE}{OBJECT}/retry": (lambda d: d.on("INV1", "retry"), "retry.requested"),
    f"POST {PAGE}/retries": (lambda d: d.with_form("INV1", "retries"), "retry.requested"),
    f"POST {ONE}{OBJECT}/check-now": (lambda d: d.on("F1", "check-now"), "look.asked"),
    f"POST {PAGE}/looks": (lambda d: d.with_form("F2", "looks"), "look.asked"),
    f"POST {ONE}{OBJECT}/adopt": (lambda d: d.on("F3", "adopt", {"record": "3"}), "record.adopted"),
    f"POST {PAGE}/adoptions": (lambda d: d.with_form("F4", "adoptions", remote_id="4"), "record.adopted"),
    f"POST {ONE}{OBJECT}/renumber": (lambda d: d.on("F5", "renumber", {"number": "N5"}), "object.renumbered"),
    f"POST {PAGE}/numbers": (lambda d: d.with_form("F6", "numbers", number="N6"), "object.renumbered"),
    f"POST {ONE}{OBJECT}/send-again": (lambda d: d.on("G1", "send-again"), "object.sent_again"),
    f"POST {PAGE}/creations": (lambda d: d.with_form("G2", "creations"), "object.sent_again"),
    f"POST {ONE}{OBJECT}/bundle": (lambda d: d.on("N1", "bundle"), "object.bundled"),
    f"POST {PAGE}/bundles/{{kind}}/{{key}}": (
        lambda d: d.form("/integrations/1/bundles/department/N1"),
        "object.bundled",
    ),
}
