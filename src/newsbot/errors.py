"""The tree of errors. A message says what, where and what to do next."""


class NewsbotError(Exception):
    """Something that the person who asked, or the operator, can mend."""


class LineError(NewsbotError):
    """The line cannot be read."""


class ReadError(NewsbotError):
    """A file is refused; the message is the reason, without the path."""


class StoreError(NewsbotError):
    """The archive cannot be opened, read or written."""


class ConfigError(NewsbotError):
    """A setting, a variable or a sidecar is wrong."""


class SpanError(NewsbotError):
    """A line of an answer is not what its story says there. It must not be shown."""
