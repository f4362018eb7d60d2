"""What functions of these tests hold: a vendor, payments and journals, and what deletes them."""

VENDOR = (
    "<create><VENDOR><VENDORID>V1</VENDORID><NAME>Exotic</NAME><DISPLAYCONTACT><PRINTAS>E</PRINTAS></DISPLAYCONTACT>"
    "</VENDOR></create>"
)


def create(name: str, inside: str) -> str:
    return f"<create><{name}>{inside}</{name}></create>"


def delete(name: str, keys: str = "1") -> str:
    return f"<delete><object>{name}</object><keys>{keys}</keys></delete>"


def receipt(day: str = "01/31/2024", *, more: str = "", of: str = "1") -> str:
    """From the customer C1, for an invoice."""
    party = f"<CUSTOMERID>C1</CUSTOMERID><RECEIPTDATE>{day}</RECEIPTDATE>"
    return _paid("ARPYMT", party, more, of)


def payment(day: str = "01/31/2024", *, more: str = "", of: str = "1") -> str:
    """To the vendor V1, for a bill."""
    party = f"<FINANCIALENTITY>BANK</FINANCIALENTITY><VENDORID>V1</VENDORID><PAYMENTDATE>{day}</PAYMENTDATE>"
    return _paid("APPYMT", party, more, of)


def _paid(name: str, party: str, more: str, of: str) -> str:
    line = f"<RECORDKEY>{of}</RECORDKEY><TRX_PAYMENTAMOUNT>5.00</TRX_PAYMENTAMOUNT>"
    lines = f"<{name}DETAILS><{name}DETAIL>{line}</{name}DETAIL></{name}DETAILS>"
    return create(name, f"<PAYMENTMETHOD>Cash</PAYMENTMETHOD>{party}<CURRENCY>USD</CURRENCY>{more}{lines}")


def journal(*entries: str, more: str = "", verb: str = "create") -> str:
    head = "<JOURNAL>GJ</JOURNAL><BATCH_DATE>01/31/2024</BATCH_DATE><BATCH_TITLE>t</BATCH_TITLE>"
    return f"<{verb}><GLBATCH>{more}{head}<ENTRIES>{''.join(entries)}</ENTRIES></GLBATCH></{verb}>"


def both(debit: int, credit: int, amount: str = "5.00") -> str:
    """The two entries of an amount that goes from one account to another."""
    return entry(debit, 1, amount) + entry(credit, -1, amount)


def entry(account: int, side: int, amount: str = "5.00", more: str = "") -> str:
    fields = f"<ACCOUNTNO>{account}</ACCOUNTNO><TR_TYPE>{side}</TR_TYPE><TRX_AMOUNT>{amount}</TRX_AMOUNT>{more}"
    return f"<GLENTRY>{fields}</GLENTRY>"
