"""The same figures as tables to be read."""

from benchmarks.tables import show


def training(measured):
    rows = []
    for name, contender in measured["contenders"].items():
        epoch = contender["epoch"]
        low, high = epoch["quartiles"]
        figures = [1000 * value for value in (epoch["median"], low, high)]
        rows.append([name, *figures, measured["times_ours"][name], str(contender["parameters"])])
    show(
        f"Training, batch {measured['batch']}: milliseconds per epoch",
        ["", "median", "quarter below", "above", "times ours", "parameters"],
        rows,
    )
    auto = "with" if measured["keras_jit_compile_auto_is"] else "without"
    print(f"Keras's fastest way here: {measured['best_keras']}. By default it runs {auto} XLA.")


def sizes(measured):
    names = list(measured["step"])
    rows = [
        [f"{case['side']}x{case['side']}, batch {case['batch']}"]
        + [case["microseconds"][name]["median"] for name in names]
        for case in measured["cases"]
    ]
    rows.append(["8x8, batch 1 (a step)"] + [measured["step"][name]["median"] for name in names])
    show("Training: microseconds per picture", ["", *names], rows)
    for side, others in measured["overtakes"].items():
        for other, batch in others.items():
            when = f"from batch {batch} on" if batch else "at no batch"
            print(f"{side}x{side}: {other} is faster than ours {when}")


def conv2d(measured):
    names = list(dict.fromkeys(name for case in measured["shapes"] for name in case["seconds"]))
    rows = []
    for case in measured["shapes"]:
        times, share = case["seconds"], case["share_of_peak"]
        rows.append(
            [_shapes(case)]
            + [1e6 * times[name]["median"] if name in times else None for name in names]
            + [f"{share[name]:.0%}" for name in ("ours", "tensorflow")]
        )
    show(
        f"conv2d: microseconds a call; peak {measured['peak_gigaflops']:.0f} Gflop/s",
        ["", *names, "peak: ours", "tensorflow"],
        rows,
    )
    for ratio, mean in measured["means"].items():
        print(f"{ratio}: {mean['ratio']:.3g}, geometric mean over {mean['shapes']} shapes")


def layers(measured):
    rows = [
        [f"{case['kind']}, {_shapes(case)}, stride {case['stride']}"]
        + [1e6 * times["median"] for times in case["seconds"].values()]
        for case in measured["cases"]
    ]
    show("Layers: microseconds a call", ["", *measured["cases"][0]["seconds"]], rows)
    for kind, mean in measured["means"].items():
        print(f"{kind}: ours takes {mean:.3g} times TensorFlow's time, geometric mean")


def _shapes(case):
    return " * ".join("x".join(map(str, case[of])) for of in ("images", "kernels"))
