"""Templates compiled to plainer Python than Jinja's own: the same words, and everything escaped as ever.

What Jinja asks at each value while a page is drawn is answered here once, when a template is compiled: attributes are
attributes (a dictionary is read with `[]`), functions are called as they are, and the words of `_("…")` are text. An
environment speaks one language: what is a `Sentence` is said in it wherever it stands.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import wraps
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
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
        tree: nodes.Template = _Known(self.words, self.globals).visit(super()._parse(source, name, filename))
        return tree

    def _generate(self, source: nodes.Template, *given: Any, **named: Any) -> str:
        """With what it extends and includes in it, as if they were one: nothing is looked up, and no context is made,
        while a page is drawn. A name that is computed is still looked up."""
        whole: nodes.Template = _Merging(self._parsed, {}).visit(source)
        whole.set_environment(self)
        return super()._generate(whole, *given, **named)

    def _parsed(self, name: str) -> nodes.Template:
        assert self.loader
        source, filename, _ = self.loader.get_source(self, name)
        return self._parse(source, name, filename)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Every template has the same: a chain of dictionaries is slow to copy."""
        return super().make_globals(d) if d else self.globals

    def function(self, name: str, *given: str) -> Callable[..., str]:
        """A fragment as a function of what is given to it: no context is made, and nothing is looked up by its name.

        For what is drawn a hundred times a page.
        """
        tree = self._parsed(name)
        tree.body = [nodes.Macro(_DRAWN, [nodes.Name(one, "param") for one in given], [], tree.body)]
        tree.set_environment(self)
        code = self.compile(tree, name)
        macro = getattr(self.template_class.from_code(self, code, self.globals).module, _DRAWN)
        drawn: Callable[..., str] = macro.__wrapped__
        return drawn


_DRAWN = "drawn"


class _Merging(NodeTransformer):
    """`blocks`: what stands in the place of a block of that name."""

    def __init__(self, parse: Callable[[str], nodes.Template], blocks: Mapping[str, nodes.Block]) -> None:
        self._parse, self._blocks = parse, blocks

    def visit_Template(self, node: nodes.Template) -> nodes.Node:
        match [one for one in node.body if isinstance(one, nodes.Extends)]:
            case [nodes.Extends(template=nodes.Const(value=str(name)))]:
                blocks = {**{one.name: one for one in node.find_all(nodes.Block)}, **self._blocks}
                whole = _Merging(self._parse, blocks).visit(self._parse(name))
                before = [one for one in node.body if not isinstance(one, (nodes.Extends, nodes.Output, nodes.Block))]
                return nodes.Template([*before, *whole.body], lineno=node.lineno)
        return self.generic_visit(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        block = self._blocks.get(node.name, node)
        return self.generic_visit(nodes.Scope(block.body, lineno=node.lineno))

    def visit_Include(self, node: nodes.Include) -> nodes.Node:
        match node.template:
            case nodes.Const(value=str(name)):
                return nodes.Scope(self.visit(self._parse(name)).body, lineno=node.lineno)
        return node


def called(macro: Callable[..., str], names: Sequence[str]) -> Callable[..., Markup]:
    """A macro as a function: Jinja's own counts and sorts what is given to it anew at each call."""

    @wraps(macro)
    def call(*given: Any, **named: Any) -> Markup:
        rest = [named.pop(name, missing) for name in names[len(given) :]]
        return Markup(macro(*given, *rest, **named))  # noqa: S704  # our own template escaped it

    return call


class _Known(NodeTransformer):
    """`_("Select")` becomes "Select", and a name that always stands for the same words becomes these: nothing to be
    asked when it is drawn."""

    def __init__(self, words: Words, always: Mapping[str, Any]) -> None:
        self._words, self._always = words, always

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        stands_for = self._always.get(node.name) if node.ctx == "load" else None
        return nodes.Const(stands_for, lineno=node.lineno) if isinstance(stands_for, Markup) else node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(text))], kwargs=named):
                values = {one.key: one.value.value for one in named if isinstance(one.value, nodes.Const)}
                if len(values) == len(named):
                    said = self._words.say(text, **values)
                    return nodes.Const(Markup(_ascii(said)), lineno=node.lineno)  # noqa: S704  # our own words
        return self.generic_visit(node)

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:
        """One dash makes Python hold, and encode, a page of 100 KB at twice the cost."""
        return nodes.TemplateData(_ascii(node.data), lineno=node.lineno)


def _ascii(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode()


class _Plainly(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline("from backend.web.drawing.compiling import called")
        self.writeline("written = environment.written")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("written(")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller:
            super().macro_def(macro_ref, frame)
        else:
            names = [one.name for one in macro_ref.node.args]
            self.write(f"called(macro, {names!r})")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        if node.name != "none":
            super().visit_Test(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(" is None)")

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
