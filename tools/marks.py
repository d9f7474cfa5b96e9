"""Where a value comes from: the marks that names and expressions carry.

Nothing is run. A name has the marks of what it was given, an expression those of all
that stands in it. What is called decides which marks are new.
"""

import ast

TRAINED = "trained"  # fitted, scored or predicted: off by far more than the last bit
SUMMED = "summed"  # floats added, multiplied, put into an exponential, in whatever order
COUNTED = "counted"  # a sum over what was trained: right answers, say
ROUNDED = "rounded"  # cut to fewer digits, or to a whole number
MODEL = "model"  # something that predicts when it is called
COMPUTING = "computing"  # a function that computes with floats when it is called

TRAINING = set(
    "fit fit_predict fit_transform score predict predict_proba predict_log_proba "
    "decision_function evaluate kneighbors train_on_batch test_on_batch predict_on_batch "
    "cross_val_score cross_validate minimize curve_fit".split()
)
SUMMING = set(
    "sum mean average std var median quantile percentile nansum nanmean nanstd cumsum trace dot "
    "vdot inner matmul einsum tensordot convolve correlate convolve2d correlate2d conv2d norm "
    "solve lstsq inv pinv det eig eigh svd qr cov corrcoef exp exp2 expm1 log log2 log10 log1p "
    "sin cos tan sinh cosh tanh forward backward count_nonzero bincount".split()
)
ROUNDING = set("round around rint fix trunc floor ceil int format".split())
MODELS = set("Sequential Model Network load_pretrained load_model clone_model from_keras".split())
LEARNER = "Training"  # a figure: before its `train` it shows settings and drawn weights alone
# Counted or looked up, not computed. What `check` and `finish_line` say of a page's own
# answers is kept from the edges by tests (tests/test_margins.py).
EXACT = set(
    "len range type isinstance count_params summary load_results shape size ndim dtype name "
    "names keys check finish_line".split()
)
GROWING = set("append extend insert add update setdefault".split())
LIBRARIES = {"scipy", "sklearn", "skimage"}
NONE = frozenset()
DEEPEST = 12  # calls within calls


class Marks:
    """The marks of a notebook's names, and of any expression made of them."""

    def __init__(self):
        self.names, self.functions, self.depth = {}, {}, 0
        self.careless = []  # calls that take what was trained for exact: (argument, what to do)

    def of(self, node):
        """Where the value of an expression comes from."""
        if node is None or isinstance(node, ast.Constant):
            return NONE
        if isinstance(node, ast.Name):
            return self.names.get(node.id, NONE)
        if isinstance(node, ast.Call):
            return self._of_call(node)
        if isinstance(node, ast.Attribute):
            # scikit-learn ends the names of what was fitted with a line.
            fitted = node.attr.endswith("_") and not node.attr.endswith("__")
            return (
                NONE
                if node.attr in EXACT
                else self.of(node.value) | ({TRAINED} if fitted else NONE)
            )
        if isinstance(node, ast.Subscript):
            self.of(node.slice)
            return self.of(node.value)
        if isinstance(node, ast.NamedExpr):
            self.names[node.target.id] = self.of(node.value)
            return self.names[node.target.id]
        if isinstance(node, ast.Lambda):
            return self._inside(node, {})
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            return self._of_comprehension(node)
        found = flat(tuple(map(self.of, ast.iter_child_nodes(node))))
        if isinstance(node, ast.Compare):
            return found - {ROUNDED, COUNTED}
        if isinstance(node, ast.BinOp):
            return found | self._of_operator(node, found)
        return found

    def bind(self, target, marks):
        """Give a name, or several, their marks; `marks` is a set, or a tuple of such."""
        if isinstance(target, (ast.Tuple, ast.List)):
            several = isinstance(marks, tuple) and len(marks) == len(target.elts)
            for place, part in enumerate(target.elts):
                self.bind(part, marks[place] if several else marks)
        elif isinstance(target, ast.Name):
            self.names[target.id] = flat(marks)
            self.functions.pop(target.id, None)
        elif isinstance(target, ast.Starred):
            self.bind(target.value, marks)
        else:
            self._grow(target, flat(marks))

    def element(self, node):
        """The marks of what a loop over `node` gives in each round."""
        name = called(node)
        if name == "enumerate":
            return NONE, self.element(node.args[0])
        if name == "zip":
            return tuple(map(self.element, node.args))
        if name == "items" and isinstance(node.func, ast.Attribute):
            return NONE, self.of(node.func.value)
        return self.of(node)

    def _grow(self, node, marks):
        """A part of something gets new marks, and so the whole has them, too."""
        while isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        if isinstance(node, ast.Name):
            self.names[node.id] = self.names.get(node.id, NONE) | marks

    def _of_operator(self, node, found):
        if isinstance(node.op, ast.MatMult):
            return {SUMMED}
        if isinstance(node.op, ast.Pow) and not isinstance(node.right, ast.Constant):
            return {SUMMED}
        text = isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
        return {ROUNDED} if text and found else NONE  # "%.0f" % x

    def _of_comprehension(self, node):
        outside = dict(self.names)
        for part in node.generators:
            self.bind(part.target, self.element(part.iter))
        found = self.of(node.value if isinstance(node, ast.DictComp) else node.elt)
        self.names = outside
        return found

    def _of_call(self, node):
        name, method = called(node), isinstance(node.func, ast.Attribute)
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        found = flat(tuple(map(self.of, arguments)))
        behind = self.of(node.func.value if method else node.func)
        if name == "safe":
            if TRAINED in found and len(arguments) < 2:
                self.careless.append((node, "say how far off it may be: safe(x, within=...)"))
            return NONE
        if name == "array_equal" and TRAINED in found:
            self.careless.append((node, "do not compare it bit by bit, use np.allclose"))
        if name in self.functions:
            return behind | self._inside(self.functions[name], self._given(node, behind))
        if name in EXACT or name == "sum" and _whole_numbers(node):
            return NONE
        if name in GROWING and method:
            self._grow(node.func.value, found)
            return NONE
        if name == LEARNER:
            return NONE
        if name == "train" and method:
            self._grow(node.func.value, {TRAINED})
            return NONE
        if name in MODELS or method and getattr(node.func.value, "id", "") == "models":
            return frozenset({MODEL})
        found |= behind
        if MODEL in found or name in TRAINING:
            return frozenset({TRAINED})
        if COMPUTING in found or name in SUMMING:
            counted = TRAINED in found and name in SUMMING
            found = found - {COMPUTING} | ({SUMMED, COUNTED} if counted else {SUMMED})
        whole = name == "astype" and any(getattr(part, "id", "") == "int" for part in arguments)
        return found | {ROUNDED} if found and (name in ROUNDING or whole) else found

    def _given(self, node, behind):
        """The marks of a call's arguments, by the names of the function's parameters."""
        parameters = self.functions[called(node)].args
        names = [part.arg for part in [*parameters.posonlyargs, *parameters.args]]
        given = dict.fromkeys(names + [part.arg for part in parameters.kwonlyargs], NONE)
        for name, value in zip(reversed(names), reversed(parameters.defaults)):
            given[name] = self.of(value)
        if isinstance(node.func, ast.Attribute) and names[:1] == ["self"]:
            given[names.pop(0)] = behind
        for place, value in enumerate(node.args):
            rest = isinstance(value, ast.Starred)
            for name in names[place:] if rest else names[place : place + 1]:
                given[name] = self.of(value)
        for keyword in node.keywords:
            for name in [keyword.arg] if keyword.arg else given:
                given[name] = self.of(keyword.value)
        return given

    def _inside(self, function, given):
        """The marks of what a function of the notebook's own gives back, at one call."""
        if self.depth == DEEPEST:
            return flat(tuple(given.values()))
        outside = self.names, self.functions
        self.names, self.functions = self.names | given, dict(self.functions)
        self.depth += 1
        is_lambda = isinstance(function, ast.Lambda)
        found = self.of(function.body) if is_lambda else self.body(function.body)
        self.depth -= 1
        self.names, self.functions = outside
        return found


def called(node):
    """The last name of what is called: `mean` for np.mean(x) and x.mean()."""
    function = getattr(node, "func", None)
    return getattr(function, "attr", getattr(function, "id", None))


def flat(marks):
    """One set of marks, for several parts."""
    return NONE.union(*map(flat, marks)) if isinstance(marks, tuple) else marks


def _whole_numbers(node):
    """True for a sum of whole numbers, which is exact."""
    return any(called(getattr(part, "elt", None)) in ("int", "len") for part in node.args)
