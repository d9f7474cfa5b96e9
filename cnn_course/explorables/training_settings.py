"""What a reader sets while a network learns, checked before anything changes."""

import traitlets

from cnn_course._checks import whole
from cnn_course.explorables.facts import (
    DRAWN_MOST,
    DRAWN_SIDE,
    INITIALS,
    LARGEST,
    MOST_LEARNERS,
    OPTIMIZERS,
    PACES,
    PADDINGS,
)
from cnn_course.explorables.figure import Checked, Figure, Refused, ordinary, refusing


class Settings(Figure):
    """The settings of a figure that trains, and what its page asks for.

    `settled(name, value)` is asked before a setting makes another network: it refuses what
    the network that learns cannot become.
    """

    rate = Checked().tag(sync=True)
    filters = Checked().tag(sync=True)
    padding = Checked("same").tag(sync=True)
    initial = Checked(0).tag(sync=True)
    optimizer = Checked("adam").tag(sync=True)
    pace = Checked("steady").tag(sync=True)
    # What the page asks for: so many steps in all, a new start, an answer to a drawing.
    asked = Checked(0).tag(sync=True)
    starts = Checked(0).tag(sync=True)
    drawn = traitlets.Any(None, allow_none=True).tag(sync=True)
    pad = traitlets.Bool(False).tag(sync=True)  # is there a paper?

    def settled(self, name, value):
        raise NotImplementedError

    @traitlets.validate("rate")
    def _check_rate(self, proposal):
        rate = proposal["value"]
        if isinstance(rate, bool) or not isinstance(rate, (int, float)) or not 0 < rate <= LARGEST:
            raise Refused(f"rate must be a number above 0, at most {LARGEST}, got {rate!r}")
        return float(rate)

    @traitlets.validate("filters")
    def _check_filters(self, proposal):
        filters = refusing(whole, proposal["value"], "filters", 1)
        if filters > MOST_LEARNERS:
            raise Refused(f"filters must be at most {MOST_LEARNERS} in this figure, got {filters}")
        self.settled("filters", filters)
        return filters

    @traitlets.validate("padding", "optimizer", "pace")
    def _check_choice(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        known = {"padding": PADDINGS, "optimizer": tuple(OPTIMIZERS), "pace": tuple(PACES)}[name]
        if not isinstance(value, str) or value not in known:
            names = " or ".join(f'"{one}"' for one in known)
            raise Refused(f"{name} must be {names} in this figure, got {value!r}")
        if name != "pace":
            self.settled(name, value)
        return value

    @traitlets.validate("initial")
    def _check_initial(self, proposal):
        value = proposal["value"]
        if isinstance(value, str):
            if value not in INITIALS:
                names = " or ".join(f'"{one}"' for one in INITIALS)
                raise Refused(f"initial must be a seed such as 0, or {names}, got {value!r}")
            return value
        return refusing(whole, value, "initial", 0)

    @traitlets.validate("asked", "starts")
    def _check_count(self, proposal):
        return refusing(whole, proposal["value"], proposal["trait"].name, 0)

    @traitlets.validate("drawn")
    def _check_drawn(self, proposal):
        value = proposal["value"]
        if value is None:
            return None
        if not self.pad:
            raise Refused(
                f"drawn is for networks that learn labels of {DRAWN_SIDE} by {DRAWN_SIDE} pixels"
            )
        picture = refusing(ordinary, value, "drawn", {2: f"({DRAWN_SIDE}, {DRAWN_SIDE})"})
        if picture.shape != (DRAWN_SIDE, DRAWN_SIDE):
            raise Refused(f"drawn must have shape (8, 8), got shape {picture.shape}")
        if picture.min() < 0 or picture.max() > DRAWN_MOST:
            raise Refused(
                f"drawn must lie between 0 and {DRAWN_MOST}, got {picture.min()} to {picture.max()}"
            )
        return picture.tolist()
