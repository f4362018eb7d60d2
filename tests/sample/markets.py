"""Where the sample company sells and buys: entities, countries, and names of shops and makers."""

from typing import NamedTuple


class Market(NamedTuple):
    """`names`: patterns of shops, filled with a family name and a town. `tax`: percent on all lines."""

    entity: str
    currency: str
    country: str
    locale: str
    phone: str  # numbers that are kept free for stories
    tax: str
    names: tuple[str, ...]


US = Market(
    "100", "USD", "US", "en_US", "+1 {area} 555 01{n:02}", "",
    (
        "{town} Cheese & Provisions", "{family}'s Fine Foods", "The {family} Pantry", "{family} & Sons Grocers",
        "{town} Food Co-op", "Larder on {family}", "{town} Gourmet Market LLC", "{family} Brothers Delicatessen",
    ),
)  # fmt: skip
DE = Market(
    "200", "EUR", "DE", "de_DE", "+49 30 23125 {n:03}", "7",
    (
        "Feinkost {family} GmbH", "Käsehaus {family}", "{family} & Töchter Delikatessen OHG", "Hofladen {family}",
        "Kolonialwaren {family} e.K.", "Genusswerk {town}", "Bio-Markt {town} eG", "Kaufhaus {family} KG",
    ),
)  # fmt: skip
UK = Market(
    "300", "GBP", "GB", "en_GB", "+44 1632 960{n:03}", "",
    (
        "{family}'s Deli", "{town} Farm Shop", "The {town} Cheese Cellar", "{family} & Daughters Ltd",
        "{family} of {town}", "The Corner Pantry, {town}", "{family} Fine Foods Ltd",
    ),
)  # fmt: skip
MARKETS = (US, DE, UK)

# Names that patterns do not make: long ones, and letters from elsewhere. By entity.
OWN_NAMES = {
    "100": ("Épicerie Saint-Germain of Ann Arbor", "Señora Muñoz Mercado y Panadería", "O'Shaughnessy's"),
    "200": (
        "Einkaufsgemeinschaft der Feinkosthändler und Hofläden in Thüringen eG, Lager Weimar",
        "Straußwirtschaft Groß-Gräfenröder",
        "Café Ørsted & Łukasz",
    ),
    "300": ("Siân's Delicatessen, Stirling", "Caffè Zoë", "The Honourable Company of Cheesemongers' Refectory"),
}

SUPPLIERS = (
    ("Fromagerie des Trois Vallées SARL", "FR", "EUR", "CHEESE"),
    ("Sennerei Oberallgäu eG", "DE", "EUR", "CHEESE"),
    ("Colston & Vale Dairies Ltd", "GB", "GBP", "CHEESE"),
    ("Quesos de la Sierra, S.L.", "ES", "EUR", "CHEESE"),
    ("Chocolaterie Bäumli AG", "CH", "CHF", "CHOCOLATE"),
    ("Königsberger Marzipan-Manufaktur GmbH", "DE", "EUR", "CHOCOLATE"),
    ("Tamar Confectionery Ltd", "GB", "GBP", "CHOCOLATE"),
    ("Basket & Bow Packaging Inc.", "US", "USD", "GIFTS"),
    ("Frantoio Sant'Agata S.r.l.", "IT", "EUR", "OILS"),
    ("Λιοτρίβι Μεσσηνίας Α.Ε.", "GR", "EUR", "OILS"),
    ("Ölmühle Südsteiermark", "AT", "EUR", "OILS"),
    ("Pastificio Gragnanese S.p.A.", "IT", "EUR", "PANTRY"),
    ("Rizières & Légumes du Velay", "FR", "EUR", "PANTRY"),
    ("Orkney Oat Bakers", "GB", "GBP", "PANTRY"),
    ("Whitby Preserving Company Ltd", "GB", "GBP", "PRESERVES"),
    ("Skogsbär i Värmland AB", "SE", "SEK", "PRESERVES"),
    ("Imkerei Lüneburger Heide", "DE", "EUR", "PRESERVES"),
    ("Malabar Spice Traders LLC", "US", "USD", "SPICES"),
    ("Salins de Guérande, coopérative", "FR", "EUR", "SPICES"),
    ("Glenburn & Singtom Tea Importers Ltd", "GB", "GBP", "TEA"),
)
NEW_SUPPLIER = ("Torrefazione Città Alta di Bergamo", "IT", "EUR", "TEA")
