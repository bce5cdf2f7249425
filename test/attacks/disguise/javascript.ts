import { inert } from '../inert';
import { drawn, seeded } from '../seeded';
import { rewritten } from './rewritten';

const WORDS =
  'entry chunk node item state ctx buf opts handle cursor bag slot frame token part head tail mark unit field probe lane step depth mode kind stamp path note'.split(
    ' ',
  );

/** Other names for everything the code declares. */
export function renamedLocals(code: string, seed: string): string {
  const next = seeded(seed);
  const words = drawn(WORDS, WORDS.length, next);
  return rewritten(inert(code), {
    name: (_old, at) =>
      `${words[at % words.length]}${at < words.length ? '' : Math.floor(at / words.length)}`,
  });
}

/** As javascript-obfuscator writes: a rotated array of strings, a decoder with an offset, hex names. */
export function stringArray(code: string, seed: string, base64 = false): string {
  const next = seeded(seed);
  const hex = () => `_0x${(0x100000 + Math.floor(next() * 0xefffff)).toString(16)}`;
  const [table, decode] = [hex(), hex()];
  const offset = 0x80 + Math.floor(next() * 0x180);
  const numbers = [0, 1, 2].map(() => 1000 + Math.floor(next() * 900000));
  const strings = numbers.map((number) => `${number}${hex().slice(3)}`.replace(/(\d+)[\d]*/, `${number}q`));
  const names = new Map<string, string>();
  const call = (value: string) => {
    let at = strings.indexOf(value);
    if (at < 0) at = strings.push(value) - 1;
    return `${decode}(0x${(at + offset).toString(16)})`;
  };
  const body = rewritten(inert(code), {
    string: call,
    member: call,
    name: (old) => names.get(old) ?? names.set(old, hex()).get(old)!,
  });
  const turn = 1 + Math.floor(next() * (strings.length - 1));
  const turned = [...strings.slice(-turn), ...strings.slice(0, -turn)].map((value) =>
    JSON.stringify(base64 ? Buffer.from(value).toString('base64') : value),
  );
  const sum = numbers.reduce((total, number, at) => total + number / (at + 1), 0);
  const terms = numbers.map((_, at) => `parseInt(${decode}(0x${(at + offset).toString(16)}))/0x${at + 1}`);
  const read = base64 ? `Buffer.from(${table}()[i],'base64').toString('utf8')` : `${table}()[i]`;
  return [
    `function ${table}(){const l=[${turned.join(',')}];${table}=function(){return l;};return ${table}();}`,
    `function ${decode}(i){i=i-0x${offset.toString(16)};return ${read};}`,
    `(function(t,s){const a=t();while(!![]){try{const v=${terms.join('+')};if(Math.abs(v-s)<0.5)break;else a['push'](a['shift']());}catch(e){a['push'](a['shift']());}}}(${table},${sum}));`,
    oneLine(body),
  ].join('');
}

/** Every string as escapes, halves joined by `+`; members in brackets. */
export function escaped(code: string, seed: string): string {
  const next = seeded(seed);
  const quote = (value: string) => {
    const cut = value.length < 4 ? value.length : 1 + Math.floor(next() * (value.length - 2));
    return [value.slice(0, cut), value.slice(cut)]
      .filter((part, at) => at === 0 || part !== '')
      .map((part) => `'${[...part].map((char, at) => escape(char, at % 2 === 0)).join('')}'`)
      .join('+');
  };
  return rewritten(inert(code), { string: (value) => `(${quote(value)})`, member: quote });
}

/** Every string from an array of character codes that a helper moves by a constant. */
export function charCodes(code: string, seed: string): string {
  const shift = 3 + Math.floor(seeded(seed)() * 40);
  const call = (value: string) => `_c([${[...value].map((char) => char.charCodeAt(0) + shift).join(',')}])`;
  const body = rewritten(inert(code), { string: call, member: call });
  return `const _c=(a)=>String.fromCharCode(...a.map((n)=>n-${shift}));\n${body}`;
}

export function evalBase64(code: string): string {
  return `eval(Buffer.from('${Buffer.from(inert(code)).toString('base64')}', 'base64').toString('utf8'));`;
}

/** Reversed text, given to the Function constructor with what a module has. */
export function functionReversed(code: string): string {
  const text = JSON.stringify([...inert(oneLine(code))].reverse().join(''));
  return `new Function('require', 'process', 'module', ${text}.split('').reverse().join(''))(require, process, module);`;
}

/** Hex, xor with a short key, compiled as a module. */
export function xorCompiled(code: string, key: string): string {
  const bytes = Buffer.from(inert(code)).map((byte, at) => byte ^ key.charCodeAt(at % key.length));
  return `const k = Buffer.from('${key}');
const b = Buffer.from('${Buffer.from(bytes).toString('hex')}', 'hex');
for (let i = 0; i < b.length; i++) b[i] ^= k[i % k.length];
const m = new module.constructor();
m.paths = module.paths;
m._compile(b.toString('utf8'), __filename);`;
}

/** The code behind enough spaces to leave an editor's window. */
export function offScreen(line: string, code: string): string {
  return `${line}${' '.repeat(640)};${oneLine(inert(code))}`;
}

/** Without line breaks and indentation. The code must have its semicolons, and no line comments. */
export function oneLine(code: string): string {
  return code.trim().replace(/\s*\n\s*/g, ' ');
}

function escape(char: string, hex: boolean): string {
  const code = char.charCodeAt(0);
  return hex && code < 256
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
