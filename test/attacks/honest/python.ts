import { type Piece } from './piece';

const code = String.raw;

/** What honest Python packages are put together from. Each stands alone in a module. */
export const PY_POOL: readonly Piece[] = [
  {
    name: 'chunked',
    about: 'Yield lists of at most *size* members.',
    code: code`
def chunked(items, size):
    """Yield lists of at most *size* members."""
    if size < 1:
        raise ValueError("size must be positive")
    part = []
    for item in items:
        part.append(item)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
`,
  },
  {
    name: 'slugify',
    about: 'Turn a title into a part of a URL.',
    code: code`
def slugify(title, separator="-"):
    """Turn a title into a part of a URL."""
    import re
    import unicodedata

    text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", separator, text.lower()).strip(separator)
`,
  },
  {
    name: 'parse_duration',
    about: 'Read "1h 30m" as seconds.',
    code: code`
def parse_duration(text):
    """Read "1h 30m" as seconds."""
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    total = 0.0
    for part in text.split():
        amount, unit = part[:-1], part[-1]
        if unit not in units:
            raise ValueError("unknown unit: %r" % unit)
        total += float(amount) * units[unit]
    return total
`,
  },
  {
    name: 'flatten',
    about: 'Flatten nested mappings into dotted keys.',
    code: code`
def flatten(mapping, prefix=""):
    """Flatten nested mappings into dotted keys."""
    result = {}
    for key, value in mapping.items():
        name = "%s.%s" % (prefix, key) if prefix else str(key)
        if isinstance(value, dict):
            result.update(flatten(value, name))
        else:
            result[name] = value
    return result
`,
  },
  {
    name: 'Context',
    about: 'A dictionary whose members are attributes too.',
    code: code`
class Context(dict):
    """A dictionary whose members are attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self[name] = value

    def __repr__(self):
        return "Context(%s)" % ", ".join("%s=%r" % pair for pair in sorted(self.items()))
`,
  },
  {
    name: 'retrying',
    about: 'Call a function again when it raises.',
    code: code`
def retrying(attempts=3, delay=0.1, errors=(Exception,)):
    """Call a function again when it raises."""
    import functools
    import time

    def decorate(function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            for attempt in range(1, attempts + 1):
                try:
                    return function(*args, **kwargs)
                except errors:
                    if attempt == attempts:
                        raise
                    time.sleep(delay * attempt)

        return call

    return decorate
`,
  },
  {
    name: 'human_size',
    about: 'Write a number of bytes with a unit.',
    code: code`
def human_size(count):
    """Write a number of bytes with a unit."""
    for unit in ("B", "kB", "MB", "GB"):
        if abs(count) < 1000:
            return "%.1f %s" % (count, unit)
        count /= 1000.0
    return "%.1f TB" % count
`,
  },
  {
    name: 'moving_average',
    about: 'Averages over a window that moves.',
    code: code`
def moving_average(values, window):
    """Averages over a window that moves."""
    from collections import deque

    recent = deque(maxlen=window)
    averages = []
    for value in values:
        recent.append(value)
        averages.append(sum(recent) / len(recent))
    return averages
`,
  },
  {
    name: 'render',
    about: 'Fill "{{ name }}" in a template.',
    code: code`
def render(template, **values):
    """Fill "{{ name }}" in a template."""
    import re

    def fill(match):
        return str(values.get(match.group(1), ""))

    return re.sub(r"\{\{\s*(\w+)\s*\}\}", fill, template)
`,
  },
  {
    name: 'box_iou',
    about: 'Overlap of two boxes, between 0 and 1.',
    code: code`
def box_iou(first, second):
    """Overlap of two boxes (x1, y1, x2, y2), between 0 and 1."""
    left, top = max(first[0], second[0]), max(first[1], second[1])
    right, bottom = min(first[2], second[2]), min(first[3], second[3])
    inner = max(0.0, right - left) * max(0.0, bottom - top)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (first, second)]
    union = sum(areas) - inner
    return inner / union if union else 0.0
`,
  },
  {
    name: 'token_count',
    about: 'A rough number of tokens in a text.',
    code: code`
def token_count(text, per_word=1.3):
    """A rough number of tokens in a text."""
    words = [word for word in text.split() if word]
    return int(round(len(words) * per_word))
`,
  },
  {
    name: 'RateLimit',
    about: 'A token bucket.',
    code: code`
class RateLimit:
    """A token bucket: *rate* tokens a second, at most *burst* at once."""

    def __init__(self, rate, burst):
        self.rate = rate
        self.burst = burst
        self.tokens = float(burst)
        self.updated = None

    def take(self, now, count=1):
        if self.updated is not None:
            self.tokens = min(self.burst, self.tokens + (now - self.updated) * self.rate)
        self.updated = now
        if count > self.tokens:
            return False
        self.tokens -= count
        return True
`,
  },
  {
    name: 'merge',
    about: 'Merge mappings deeply, the later one first.',
    code: code`
def merge(base, over):
    """Merge mappings deeply; what is in *over* wins."""
    result = dict(base)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merge(result[key], value)
        else:
            result[key] = value
    return result
`,
  },
  {
    name: 'normalize_phone',
    about: 'Keep digits and a leading plus.',
    code: code`
def normalize_phone(number, country="+1"):
    """Keep digits and a leading plus."""
    digits = "".join(char for char in number if char.isdigit())
    if number.strip().startswith("+"):
        return "+" + digits
    return country + digits.lstrip("0")
`,
  },
  {
    name: 'schema_errors',
    about: 'What is wrong with a record, by a small schema.',
    code: code`
def schema_errors(record, schema):
    """What is wrong with a record, by a small schema of name -> type."""
    errors = []
    for name, kind in schema.items():
        if name not in record:
            errors.append("missing: %s" % name)
        elif not isinstance(record[name], kind):
            errors.append("%s is not %s" % (name, kind.__name__))
    return errors
`,
  },
  {
    name: 'levenshtein',
    about: 'How many edits lie between two words.',
    code: code`
def levenshtein(one, other):
    """How many edits lie between two words."""
    previous = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        current = [row]
        for column, right in enumerate(other, 1):
            current.append(
                min(current[-1] + 1, previous[column] + 1, previous[column - 1] + (left != right))
            )
        previous = current
    return previous[-1]
`,
  },
];
