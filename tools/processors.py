"""The arithmetics that this processor can imitate.

A processor adds floats in the order that suits its vector units. Libraries carry code for
many processors and choose when they are loaded; they can be told to choose another.
"""

import functools
import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass, field

# What OPENBLAS_CORETYPE may say, older processors first.
ARM = "ARMV8 NEOVERSEN1 NEOVERSEV1 NEOVERSEN2 VORTEX".split()
X86 = "Prescott Nehalem Sandybridge Haswell Zen SkylakeX Cooperlake Sapphirerapids".split()
THREADS = (
    *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    *("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"),
)
KERNEL, FEATURES = "OPENBLAS_CORETYPE", "NPY_DISABLE_CPU_FEATURES"
ONEDNN, ONEDNN_UNITS = "TF_ENABLE_ONEDNN_OPTS", "ONEDNN_MAX_CPU_ISA"
C_LIBRARY = "GLIBC_TUNABLES"
# exp, log and their kin without fused multiplications; other C libraries pass over it.
OLD_C_LIBRARY = {C_LIBRARY: "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4"}
SWITCHES = {KERNEL, FEATURES, ONEDNN, ONEDNN_UNITS, C_LIBRARY, *THREADS}
# Loads both copies of OpenBLAS, lets them multiply, and says who they are.
PROBE = """
import json, numpy, scipy.linalg.blas, threadpoolctl
for kind in ("float32", "float64"):
    matrix = numpy.ones((200, 200), kind)
    matrix @ matrix, scipy.linalg.blas.dgemm(1.0, matrix, matrix)
simd = numpy.show_config(mode="dicts")["SIMD Extensions"]
names = {i["architecture"] for i in threadpoolctl.threadpool_info() if "architecture" in i}
print(json.dumps(["/".join(sorted(names)) or "another library", simd.get("found", [])]))
"""


@dataclass(frozen=True)
class Arithmetic:
    """A name, and the environment variables that bring it about."""

    name: str
    settings: dict = field(default_factory=dict)

    def environment(self):
        """The process's environment, with these switches and no others, outside of any test."""
        kept = os.environ.items()
        kept = {n: v for n, v in kept if n not in SWITCHES and not n.startswith("PYTEST_")}
        return kept | self.settings


def ask(settings):
    """What the libraries say under these settings.

    Returns
    -------
    (str, list of str) or None
        The kernel that OpenBLAS took, and the vector units that NumPy found; None if the
        processor stopped at an instruction that it does not have.
    """
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        env=Arithmetic("", settings).environment(),
        capture_output=True,
        text=True,
    )
    return tuple(json.loads(done.stdout)) if done.returncode == 0 else None


@functools.cache
def kernels():
    """The kernels that OpenBLAS takes on here, older ones first, and why the others are left out.

    Returns
    -------
    (list of str, dict of str)
    """
    usual = ask({})[0]
    taken, left = {}, {}
    for name in ARM if platform.machine().lower() in ("arm64", "aarch64") else X86:
        answer = ask({KERNEL: name})
        if answer is None:
            left[name] = "not for this processor"
        elif answer[0] == usual and name.lower() != usual.lower():
            left[name] = f"not taken, {usual} answers"
        elif answer[0] in taken:
            left[name] = f"the same as {taken[answer[0]]}"
        else:
            taken[answer[0]] = name
    return list(taken.values()), left


def threads(number):
    """Settings that give every library so many threads."""
    return dict.fromkeys(THREADS, str(number))


def onednn(units=None):
    """Settings with which TensorFlow computes with oneDNN, for these vector units at most.

    By itself it does so on some processors only.
    """
    return {ONEDNN: "1"} | ({ONEDNN_UNITS: units} if units else {})


@functools.cache
def arithmetics():
    """Every arithmetic that this processor can imitate, the most different one first.

    Returns
    -------
    (list of Arithmetic, dict of str)
        The arithmetics, and the kernels that are left out, with the reason.
    """
    names, left = kernels()
    units = ask({})[1]
    without = {FEATURES: " ".join(units)} if units else {}
    oldest = {KERNEL: names[0]} if names else {}
    found = [
        Arithmetic("all of it old", oldest | without | onednn("SSE41") | OLD_C_LIBRARY | threads(1))
    ]
    for number, words in ((2, "two threads"), (1, "one thread")):
        found += [
            Arithmetic(f"{name}, {words}", {KERNEL: name} | threads(number)) for name in names
        ]
        found.append(Arithmetic(f"no oneDNN, {words}", {ONEDNN: "0"} | threads(number)))
        found.append(Arithmetic(f"oneDNN, {words}", onednn() | threads(number)))
    below = ["SSE41", "AVX"] + ["AVX2"] * any(
        unit.startswith(("X86_V4", "AVX512")) for unit in units
    )
    found += [Arithmetic(f"oneDNN for {name}", onednn(name) | threads(2)) for name in below]
    found += [Arithmetic("plain NumPy", without | threads(2))] if without else []
    return [*found, Arithmetic("old C library", OLD_C_LIBRARY | threads(2))], left


def two_unlike():
    """Two arithmetics that are as unlike as can be: all of it old, and nearly the newest."""
    every, names = arithmetics()[0], kernels()[0]
    nearly = names[-2] if len(names) > 1 else None
    return [every[0], next((one for one in every if one.settings.get(KERNEL) == nearly), every[-1])]
