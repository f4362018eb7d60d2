"""Templates compiled to plainer Python than Jinja's own: the same words, and everything escaped as ever.

What Jinja asks at each value while a page is drawn is answered here once, when a template is compiled: attributes are
attributes (a dictionary is read with `[]`), functions are called as they are, and the words of `_("…")` are text. An
environment speaks one language: what is a `Sentence` is said in it wherever it stands.
"""

from collections.abc import Callable, MutableMapping
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape
from markupsafe import _escape_inner as inner  # type: ignore[attr-defined]  # escape() without its two new objects

from backend.domain.sentence import Number, Sentence
from backend.web.locales.words import ENGLISH, Words

SAID = (Sentence, Number)


def written(value: Any) -> str:
    """As it stands in the page: escaped, unless it is markup."""
    kind = type(value)
    if kind is str:
        return inner(value)
    if isinstance(value, Markup):
        return value
    if kind is int:
        return str(value)
    return escape(value) if hasattr(value, "__html__") else inner(str(value))


def written_in(words: Words) -> Callable[[Any], str]:
    """`written`, with sentences in this language."""
    if words is ENGLISH:
        return written
    return lambda value: inner(words.said(value)) if type(value) in SAID else written(value)


class Compiling(Environment):
    """Jinja's environment, with the compiler below, in one language."""

    def __init__(self, *given: Any, words: Words = ENGLISH, **named: Any) -> None:
        super().__init__(*given, **named)
        self.words, self.written = words, written_in(words)
        self.globals.update({"_": words.say, "ngettext": words.say_number})

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Words(self.words).visit(super()._parse(source, name, filename))
        return tree

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Every template has the same: a chain of dictionaries is slow to copy."""
        return super().make_globals(d) if d else self.globals

    def function(self, name: str, *given: str) -> Callable[..., str]:
        """A fragment as a function of what is given to it: no context is made, and nothing is looked up by its name.

        For what is drawn a hundred times a page.
        """
        assert self.loader
        source, filename, _ = self.loader.get_source(self, name)
        tree = self._parse(source, name, filename)
        tree.body = [nodes.Macro(_DRAWN, [nodes.Name(one, "param") for one in given], [], tree.body)]
        tree.set_environment(self)
        code = self.compile(tree, name, filename)
        macro = getattr(self.template_class.from_code(self, code, self.globals).module, _DRAWN)
        drawn: Callable[..., str] = macro._func  # noqa: SLF001  # the macro itself counts its arguments at each call
        return drawn


_DRAWN = "drawn"


class _Words(NodeTransformer):
    """`_("Select")` becomes "Select": nothing to be asked when it is drawn."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(text))], kwargs=[]):
                return nodes.Const(Markup(_ascii(self._words.say(text))), lineno=node.lineno)  # noqa: S704  # our own words
        return self.generic_visit(node)

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:
        """One dash makes Python hold, and encode, a page of 100 KB at twice the cost."""
        return nodes.TemplateData(_ascii(node.data), lineno=node.lineno)


def _ascii(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode()


class _Plainly(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline("written = environment.written")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("written(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for number, argument in enumerate([*node.args, *node.kwargs]):
            self.write(", " if number else "")
            self.visit(argument, frame)
        self.write(")")


Compiling.code_generator_class = _Plainly
