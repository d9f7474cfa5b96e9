"""Do the libraries of every chapter work, not only lie there?"""

import math
import os

from cnn_course.doctor import wanted
from cnn_course.doctor.finding import fault, few, note, ok
from cnn_course.doctor.limits import usable_cores
from cnn_course.doctor.trial import tried

# Where a distribution's module has another name than itself.
MODULES = {"scikit-learn": "sklearn", "scikit-image": "skimage", "pillow": "PIL"}
PICTURES = [f"cnn_course.data:load_{name}" for name in ("digits", "mnist_5k", "ten_photos")]
# They change how sums are rounded, or how fast they are.
SWITCHES = (
    *("OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"),
    *("NPY_DISABLE_CPU_FEATURES", "TF_ENABLE_ONEDNN_OPTS"),
)


def imports(patience):
    """Can what is installed be imported? Failures with one reason make one finding."""
    named = {MODULES.get(name, name): name for name in wanted.requirements()[""]}
    missing = [module for module, name in named.items() if wanted.installed(name) is None]
    distributions = {module: name for module, name in named.items() if module not in missing}
    answers = tried([*distributions, *PICTURES], patience)
    works = [target for target, (state, _) in answers.items() if state == "done"]
    sets = sum(target in PICTURES for target in works)
    said = (
        f"{len(works) - sets} of {len(distributions)} libraries import, {sets} of "
        f"{len(PICTURES)} sets of pictures load"
    )
    reasons = {}
    for target, (state, detail) in answers.items():
        if state == "failed" and detail["missing"] in missing:
            state, detail = "not tried", f"{detail['missing']} is missing"
        elif state == "failed":
            detail = detail["error"]
        elif state == "not tried":
            detail = f"{detail} did not end"
        if state != "done":
            reasons.setdefault((state, detail), []).append(target)
    findings = [ok(said)] if works else []
    for (state, why), names in reasons.items():
        if state == "not tried":
            findings.append(note(f"not tried, because {why}: {few(names)}"))
        else:
            bring = {name: distributions[name] for name in names if name in distributions}
            way_out = wanted.mend(bring) if bring else "mend the others, and look again"
            findings.append(fault(f"does not work: {few(names)} ({why})", way_out))
    return findings


def arithmetic():
    """Which library multiplies matrices, written for which processor, with how many threads?"""
    import numpy as np

    given = [f"{name}={os.environ[name]}" for name in SWITCHES if name in os.environ]
    by_hand = f"; set by hand: {', '.join(given)}" if given else ""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"]
        said = f"NumPy {np.__version__} with {blas}{by_hand}; threads unknown"
        return [note(said, wanted.install(["threadpoolctl"]))]
    pools = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    said = "; ".join(
        f"{pool['internal_api']} {pool['version']} for {pool.get('architecture', 'any processor')}, "
        f"{pool['num_threads']} threads"
        for pool in pools
    )
    findings = [ok(f"NumPy {np.__version__} with {said or 'its own sums'}{by_hand}")]
    may = max(1, math.floor(usable_cores()[0]))
    if any(pool["num_threads"] > may for pool in pools):
        findings.append(
            note(
                f"more threads than the {may} that may run at once: they wait for each other",
                f"set the environment variable OMP_NUM_THREADS={may}",
            )
        )
    return findings
