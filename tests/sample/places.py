"""Towns with the postal code of their centre, and streets as every town has them. The houses are made up."""

TOWNS = {
    "US": (
        ("Portland", "ME", "04101"), ("Asheville", "NC", "28801"), ("Madison", "WI", "53703"),
        ("Savannah", "GA", "31401"), ("Boulder", "CO", "80302"), ("Ann Arbor", "MI", "48104"),
        ("Santa Fe", "NM", "87501"), ("Burlington", "VT", "05401"), ("Charleston", "SC", "29401"),
        ("Eugene", "OR", "97401"), ("Galena", "IL", "61036"), ("Annapolis", "MD", "21401"),
        ("Duluth", "MN", "55802"), ("Ithaca", "NY", "14850"), ("Missoula", "MT", "59802"),
        ("Napa", "CA", "94559"), ("Newport", "RI", "02840"), ("Lexington", "KY", "40507"),
        ("Salem", "MA", "01970"), ("Bozeman", "MT", "59715"),
    ),
    "DE": (
        ("Freiburg im Breisgau", "", "79098"), ("Göttingen", "", "37073"), ("Lübeck", "", "23552"),
        ("Regensburg", "", "93047"), ("Münster", "", "48143"), ("Weimar", "", "99423"),
        ("Bamberg", "", "96047"), ("Görlitz", "", "02826"), ("Tübingen", "", "72070"),
        ("Husum", "", "25813"), ("Köln", "", "50667"), ("Leipzig", "", "04109"),
        ("Würzburg", "", "97070"), ("Konstanz", "", "78462"), ("Lüneburg", "", "21335"),
        ("Füssen", "", "87629"), ("Schwäbisch Hall", "", "74523"), ("Erfurt", "", "99084"),
        ("Osnabrück", "", "49074"), ("Passau", "", "94032"),
    ),
    "GB": (
        ("Ludlow", "", "SY8 1AA"), ("Whitby", "", "YO21 1DH"), ("Hexham", "", "NE46 1XD"),
        ("Totnes", "", "TQ9 5QP"), ("Aberystwyth", "", "SY23 2AF"), ("Stirling", "", "FK8 1EA"),
        ("Southwold", "", "IP18 6AE"), ("Hay-on-Wye", "", "HR3 5AE"), ("Kendal", "", "LA9 4PU"),
        ("Rye", "", "TN31 7JF"), ("Oban", "", "PA34 4AR"), ("Malmesbury", "", "SN16 9AT"),
        ("Skipton", "", "BD23 1JE"), ("Penzance", "", "TR18 2JE"), ("Stamford", "", "PE9 2AG"),
        ("Conwy", "", "LL32 8LD"), ("Harrogate", "", "HG1 2RQ"), ("Cirencester", "", "GL7 2NX"),
        ("Stromness", "", "KW16 3BS"), ("Tenby", "", "SA70 7AJ"),
    ),
}  # fmt: skip
STREETS = {
    "US": ("{n} Main Street", "{n} Maple Avenue", "{n} Front Street", "{n} Market Square", "{n} N 3rd Street, Unit B"),
    "DE": ("Marktstraße {n}", "Am Kornhaus {n}", "Lange Straße {n}", "Bahnhofstraße {n}", "Obere Mühlgasse {n}"),
    "GB": ("{n} High Street", "{n} Church Lane", "{n} Market Place", "{n} Mill Road", "Unit {n}, The Old Maltings"),
}
NEW_STREETS = {"US": "2 Cannery Row, Building C", "DE": "Güterbahnhof 11", "GB": "The Corn Exchange, Sheep Street"}
