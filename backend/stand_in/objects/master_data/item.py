"""ITEM."""

from backend.stand_in.objects.definition import Definition

ITEM = Definition(
    object="ITEM",
    kind="item",
    word="Item",
    key="ITEMID",
    required=("ITEMID", "NAME", "ITEMTYPE"),
    choices={
        "ITEMTYPE": (
            "Inventory",
            "Non-Inventory",
            "Non-Inventory (Purchase only)",
            "Non-Inventory (Sales only)",
            "Kit",
            "Stockable Kit",
        )
    },
    fields=("ITEMID", "NAME", "ITEMTYPE", "EXTENDED_DESCRIPTION", "PRODUCTLINEID", "GLGROUP", "UOMGRP", "BASEPRICE"),
)
