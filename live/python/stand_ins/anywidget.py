"""anywidget, as far as the course's figures need it, where there is no Jupyter to carry it."""

import contextlib

import traitlets
from kernel import widgets


class AnyWidget(traitlets.HasTraits):
    """A widget whose tagged traits (``sync=True``) are the same here and in the page.

    Names of its own begin with two underscores: a figure may take all others.
    """

    comm = None

    def __init__(self, **values):
        self.__held = None
        super().__init__(**values)
        self.__name = widgets.opened(self, self.__state())
        self.observe(self.__tell, self.__synced())

    def __synced(self):
        return [name for name in self.trait_names(sync=True) if not name.startswith("_")]

    def __state(self):
        return {name: self.__out(name, getattr(self, name)) for name in self.__synced()}

    def __out(self, name, value):
        to_json = self.trait_metadata(name, "to_json", lambda value, widget: value)
        return to_json(value, self)

    def __tell(self, change):
        name, value = change["name"], self.__out(change["name"], change["new"])
        if self.__held is not None:
            self.__held[name] = value
        else:
            widgets.changed(self.__name, {name: value})

    @contextlib.contextmanager
    def hold_sync(self):
        """Tell the page of several changes at once."""
        if self.__held is not None:
            yield
            return
        self.__held = {}
        try:
            yield
        finally:
            held, self.__held = self.__held, None
            if held:
                widgets.changed(self.__name, held)

    def take(self, values):
        """The reader changed these in the page; what Python makes of them goes back to it."""
        with self.hold_sync(), self.hold_trait_notifications():
            for name in self.__synced():
                if name in values:
                    from_json = self.trait_metadata(name, "from_json", lambda value, widget: value)
                    setattr(self, name, from_json(values[name], self))

    def _repr_mimebundle_(self, **options):
        return {"application/vnd.jupyter.widget-view+json": {"model_id": self.__name}}
