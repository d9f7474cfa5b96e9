"""anywidget, as far as the course's figures need it, where there is no Jupyter to carry it."""

import contextlib

import traitlets
from kernel import widgets


class AnyWidget(traitlets.HasTraits):
    """A widget whose tagged traits (``sync=True``) are the same here and in the page."""

    comm = None

    def __init__(self, **values):
        self._told, self._held = {}, None
        super().__init__(**values)
        self._name = widgets.opened(self, self._state(self._synced()))
        self.observe(self._tell, self._synced())

    def _synced(self):
        return [name for name in self.trait_names(sync=True) if not name.startswith("_")]

    def _state(self, names):
        return {name: self._out(name, getattr(self, name)) for name in names}

    def _out(self, name, value):
        to_json = self.trait_metadata(name, "to_json", lambda value, widget: value)
        return to_json(value, self)

    def _tell(self, change):
        name, value = change["name"], self._out(change["name"], change["new"])
        if self._held is not None:
            self._held[name] = value
        else:
            widgets.changed(self._name, {name: value})

    @contextlib.contextmanager
    def hold_sync(self):
        """Tell the page of several changes at once."""
        if self._held is not None:
            yield
            return
        self._held = {}
        try:
            yield
        finally:
            held, self._held = self._held, None
            if held:
                widgets.changed(self._name, held)

    def take(self, values):
        """The reader changed these in the page; what Python makes of them goes back to it."""
        with self.hold_sync(), self.hold_trait_notifications():
            for name in self._synced():
                if name in values:
                    from_json = self.trait_metadata(name, "from_json", lambda value, widget: value)
                    setattr(self, name, from_json(values[name], self))

    def _repr_mimebundle_(self, **options):
        return {"application/vnd.jupyter.widget-view+json": {"model_id": self._name}}
