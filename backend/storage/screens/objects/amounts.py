"""Amounts as the screens write them."""

from decimal import Decimal

from backend.domain.kinds.parts.currency import decimals


def amount_text(amount: Decimal | str | None, currency: str | None) -> str | None:
    """With as many decimals as the currency has; what is finer than that is shown, never rounded."""
    if amount is None:
        return None
    text, places = str(amount), decimals(currency or "")
    if text[-1 - places : -places] == ".":
        return text  # as most are
    amount = Decimal(amount)
    text = f"{amount:.{places}f}"
    return text if Decimal(text) == amount else f"{amount.normalize():f}"
