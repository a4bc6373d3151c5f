"""
The single changes that are made to a file: most are Cosmic Ray's, some are ours, and each is one thing done wrong.

A change says where it stands by function, by what kind of change it is and by the text of its line before and after,
never by a line number, so that a reason written for it lasts as long as the line does. Does not know of tests.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from attrs import frozen
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator
from parso.python.tree import Keyword
from parso.python.tree import Operator as Sign

#: Each comparison is turned round, and moved by the edge alone. The rest of Cosmic Ray's, such as `is` for `<`, are
#: noticed wherever these are.
_COMPARISONS = "Eq_NotEq NotEq_Eq Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt Is_IsNot IsNot_Is".split()
_SUMS = "Add_Sub Sub_Add Mul_Div Div_Mul FloorDiv_Mul Mod_Mul BitOr_BitAnd BitAnd_BitOr".split()
_OTHERS = (
    "ReplaceUnaryOperator_Delete_Not ReplaceUnaryOperator_Delete_USub AddNot ReplaceTrueWithFalse ReplaceFalseWithTrue"
    " ReplaceAndWithOr ReplaceOrWithAnd ReplaceBreakWithContinue ReplaceContinueWithBreak ExceptionReplacer"
    " NumberReplacer RemoveDecorator ZeroIterationForLoop"
).split()


@frozen(kw_only=True)
class Change:
    """
    One change of one file: what it is, where it stands, and the whole file as it reads then.
    """

    function: str
    operator: str
    line: str
    becomes: str
    number: int
    source: str

    @property
    def name(self) -> tuple[str, str, str, str]:
        """
        What it is known by when the lines around it move.
        """
        return self.function, self.operator, self.line, self.becomes


# -- ours: what Cosmic Ray does not do


class _Ours(Operator):
    """
    A change at the places that `_places` finds under a node, each a function that makes it.
    """

    def mutation_positions(self, node):
        return [(node.start_pos, node.end_pos) for _ in self._places(node)]

    def mutate(self, node, index):
        return list(self._places(node))[index]()

    @classmethod
    def examples(cls):
        return ()

    def _places(self, node):
        raise NotImplementedError


class DropElement(_Ours):
    """
    One element less in a list, a tuple, a set or a dictionary that is written out.
    """

    def _places(self, node):
        if node.type != "atom" or len(node.children) != 3:
            return
        inner = node.children[1]
        if inner.type not in ("testlist_comp", "dictorsetmaker"):
            if inner.type != "operator" and node.children[0].value == "[":
                yield lambda: self._keep(node, [])
            return
        if any(child.type.endswith("comp_for") for child in inner.children):
            return
        elements, element = [], []
        for child in inner.children:
            if child == ",":
                elements.append(element)
                element = []
            else:
                element.append(child)
        commas = len(elements)
        elements += [element] if element else []
        if node.children[0].value == "(" and not commas:
            return
        for left_out in range(len(elements)):
            yield lambda left_out=left_out: self._keep(node, elements[:left_out] + elements[left_out + 1 :])

    @staticmethod
    def _keep(node, elements):
        opening, _, closing = node.children
        kept = []
        for element in elements:
            kept += [*element, Sign(",", closing.start_pos)]
        if kept and not (opening == "(" and len(elements) == 1):
            kept.pop()
        if kept and kept[0].get_first_leaf().prefix == " ":
            kept[0].get_first_leaf().prefix = ""
        node.children = [opening, *kept, closing]
        return node


class DropKeyword(_Ours):
    """
    One argument that is given by name is not given.
    """

    def _places(self, node):
        if node.type == "arglist":
            for place, child in enumerate(node.children):
                if child.type == "argument" and child.children[1] == "=":
                    yield lambda place=place: self._without(node, place)
        elif node.type == "trailer" and node.children[0] == "(" and len(node.children) == 3:
            child = node.children[1]
            if child.type == "argument" and child.children[1] == "=":
                yield lambda: self._without(node, 1)

    @staticmethod
    def _without(node, place):
        after = place + 2 if node.type == "arglist" and node.children[place + 1 : place + 2] == [","] else place + 1
        node.children = node.children[:place] + node.children[after:]
        return node


class DropFilter(_Ours):
    """
    A comprehension takes everything.
    """

    def _places(self, node):
        if node.type in ("comp_for", "sync_comp_for") and node.children[-1].type == "comp_if":
            yield lambda: self._without(node)

    @staticmethod
    def _without(node):
        node.children = node.children[:-1]
        return node


class DropStatement(_Ours):
    """
    A line is not there: nothing is set, called, raised or given back.
    """

    def _places(self, node):
        if node.type != "simple_stmt":
            return
        said = node.children[0]
        if said.type in ("return_stmt", "raise_stmt", "expr_stmt", "del_stmt", "continue_stmt") or (
            said.type in ("atom_expr", "power", "yield_expr")
        ):
            # A field that only has a type is no line that does anything.
            if said.type == "expr_stmt" and said.children[1].type == "annassign" and len(said.children[1].children) < 3:
                return
            yield lambda: self._passed(node)
        elif said == "continue":
            yield lambda: self._passed(node)

    @staticmethod
    def _passed(node):
        first = node.get_first_leaf()
        node.children = [Keyword("pass", first.start_pos, first.prefix), *node.children[1:]]
        return node


class SwapIn(_Ours):
    """
    Among them becomes not among them, and the other way round.
    """

    def _places(self, node):
        if node.type != "comparison":
            return
        for place, child in enumerate(node.children):
            if child == "in":
                yield lambda place=place: self._put(node, place, "not in")
            elif child.type == "comp_op" and child.children == ["not", "in"]:
                yield lambda place=place: self._put(node, place, "in")

    @staticmethod
    def _put(node, place, word):
        node.children[place] = Keyword(word, node.children[place].start_pos, " ")
        return node


def operators() -> dict[str, Operator]:
    names = [f"ReplaceComparisonOperator_{name}" for name in _COMPARISONS]
    names += [f"ReplaceBinaryOperator_{name}" for name in _SUMS]
    found = {name: get_operator(f"core/{name}")() for name in (*names, *_OTHERS)}
    ours = (DropElement, DropKeyword, DropFilter, DropStatement, SwapIn)
    return found | {each.__name__: each() for each in ours}


# -- where they are made


def _says_types(node) -> bool:
    # What only the type checker or a reader of the door reads: annotations, assertions, arguments of decorators,
    # what stands in [] and the names that a file hands out.
    if node.type == "simple_stmt" and node.get_first_leaf().value == "__all__":
        return True
    while node.parent is not None:
        above = node.parent
        if above.type in ("annassign", "tfpdef") and node is above.children[1]:
            return True
        if above.type == "funcdef" and node is not above.children[-1]:
            return True
        if above.type in ("assert_stmt", "decorator") or (above.type == "trailer" and above.children[0] == "["):
            return True
        if above.type == "expr_stmt" and above.get_first_leaf().value == "__all__":
            return True
        node = above
    return False


def _functions(tree: ast.Module) -> dict[int, str]:
    found: dict[int, str] = {}

    def mark(node: ast.AST, path: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = path
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                name = f"{path}.{child.name}".lstrip(".")
                first = min([child.lineno, *(each.lineno for each in child.decorator_list)])
                found.update(dict.fromkeys(range(first, (child.end_lineno or 0) + 1), name))
            mark(child, name)

    mark(tree, "")
    return found


def _alike(one: list[str], other: list[str]) -> int:
    unlike = (n for n, (line, its) in enumerate(zip(one, other, strict=False)) if line != its)
    return next(unlike, min(len(one), len(other)))


def _on_one_line(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines if line.strip())


def changes_of(source: str) -> list[Change]:
    """
    Every change of a file that still is Python and reads otherwise than the file, in the order of the file.
    """
    tree = ast.parse(source)
    functions = _functions(tree)
    lines = source.splitlines(keepends=True)
    found = []
    start = 0
    for statement in tree.body:
        # One statement of the file at a time, with the comments before it: the whole file is read slowly.
        end = statement.end_lineno or 0
        part, rest = "".join(lines[start:end]), ("".join(lines[:start]), "".join(lines[end:]))
        for name, number, line, becomes, made in _changes_within(part):
            found.append(
                Change(
                    function=functions.get(start + number, ""),
                    operator=name,
                    line=line,
                    becomes=becomes,
                    number=start + number,
                    source=made.join(rest),
                )
            )
        start = end
    return sorted(found, key=lambda change: (change.number, change.operator))


def _changes_within(part: str) -> Iterator[tuple[str, int, str, str, str]]:
    before = part.splitlines()
    seen = {ast.dump(ast.parse(part))}
    for name, operator in operators().items():
        places = [node for node in ast_nodes(get_ast(part)) for _ in operator.mutation_positions(node)]
        for occurrence, node in enumerate(places):
            if _says_types(node):
                continue
            made = mutate_code(part, operator, occurrence)
            try:
                read = ast.dump(ast.parse(made))
            except SyntaxError:
                continue
            if read in seen:
                continue
            seen.add(read)
            after = made.splitlines()
            same = _alike(before, after)
            kept = _alike(before[::-1], after[::-1])
            kept = min(kept, len(before) - same, len(after) - same)
            line, becomes = (_on_one_line(lines[same : len(lines) - kept]) for lines in (before, after))
            yield name, same + 1, line, becomes, made
