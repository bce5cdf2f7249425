import { tarballs } from '../archives';
import { src } from '../benign-case';
import { rollupBundle } from '../generated';

export const BROWSER_AND_GYP_TWINS = tarballs('benign twins', [
  {
    twinOf: 'chalk-debug',
    why: 'A tracing library wraps fetch and the wallet provider in the browser to time calls, as its name and README say; values pass unchanged.',
    name: 'span-browser',
    version: '3.0.4',
    summary:
      'Times fetch, XMLHttpRequest and wallet provider calls in the browser and hands the spans to your exporter.',
    author: 'Noor Haddad <noor@span-browser.example>',
    licence: 'Apache-2.0',
    usage: `import { instrument } from 'span-browser';\ninstrument({ export: (spans) => navigator.sendBeacon('/spans', JSON.stringify(spans)) });`,
    manifest: {
      main: 'dist/span.umd.js',
      module: 'src/index.js',
      files: ['dist', 'src'],
      sideEffects: false,
    },
    files: () => ({
      'src/index.js': src`
import { wrapFetch } from './fetch.js';
import { wrapProvider } from './provider.js';

/** Starts timing; the answer stops it again and puts the originals back. */
export function instrument({ export: send, scope = globalThis }) {
  const spans = [];
  const record = (name, start, ok) => {
    spans.push({ name, start, duration: performance.now() - start, ok });
    if (spans.length >= 50) send(spans.splice(0));
  };
  const undo = [wrapFetch(scope, record)];
  if (scope.ethereum) undo.push(wrapProvider(scope.ethereum, record));
  return () => undo.forEach((back) => back());
}
`,
      'src/fetch.js': src`
export function wrapFetch(scope, record) {
  const original = scope.fetch;
  scope.fetch = async function fetch(input, init) {
    const start = performance.now();
    try {
      const response = await original.call(this, input, init);
      record('fetch ' + new URL(response.url || String(input), location.href).pathname, start, response.ok);
      return response;
    } catch (error) {
      record('fetch', start, false);
      throw error;
    }
  };
  return () => {
    scope.fetch = original;
  };
}
`,
      'src/provider.js': src`
/** EIP-1193 providers have one method that everything goes through. Only its name is recorded, never parameters. */
export function wrapProvider(provider, record) {
  const original = provider.request;
  provider.request = async function request(call) {
    const start = performance.now();
    try {
      const result = await original.call(provider, call);
      record('provider ' + call.method, start, true);
      return result;
    } catch (error) {
      record('provider ' + call.method, start, false);
      throw error;
    }
  };
  return () => {
    provider.request = original;
  };
}
`,
      'dist/span.umd.js': rollupBundle(
        41,
        12,
        'span-browser 3.0.4, Apache-2.0',
        'e.instrument=function(t){var n=t.scope||globalThis,r=n.fetch;return n.fetch=function(e,i){var o=performance.now();return r.call(this,e,i).then((function(n){return t.export([{name:"fetch",start:o,ok:n.ok}]),n}))},function(){n.fetch=r}}',
      ),
    }),
  },
  {
    twinOf: 'phantom-gyp',
    why: 'binding.gyp expands commands only to find the include folder of the addon API, and there are C++ sources to compile.',
    name: 'fast-crc-native',
    version: '4.2.0',
    summary: 'CRC-32C with SSE 4.2, for Node.',
    author: 'Petra Novak <petra@fast-crc.example>',
    usage: `const crc = require('fast-crc-native');\ncrc.crc32c(Buffer.from('123456789')); // 0xe3069283`,
    manifest: {
      main: 'index.js',
      gypfile: true,
      files: ['binding.gyp', 'src', 'index.js'],
      dependencies: { 'node-addon-api': '^8.0.0' },
    },
    files: {
      'binding.gyp': src`
{
  'targets': [
    {
      'target_name': 'crc',
      'sources': ['src/binding.cc', 'src/crc32c.c'],
      'include_dirs': ["<!@(node -p \"require('node-addon-api').include\")"],
      'dependencies': ["<!(node -p \"require('node-addon-api').gyp\")"],
      'defines': ['NAPI_DISABLE_CPP_EXCEPTIONS'],
      'conditions': [
        ['target_arch=="x64"', { 'cflags': ['-msse4.2'] }],
        ['OS=="mac"', { 'xcode_settings': { 'MACOSX_DEPLOYMENT_TARGET': '11.0' } }],
      ],
    },
  ],
}
`,
      'index.js': `'use strict';\n\nmodule.exports = require('./build/Release/crc.node');\n`,
      'src/binding.cc': src`
#include <napi.h>

extern "C" uint32_t crc32c(uint32_t crc, const uint8_t* data, size_t length);

static Napi::Value Crc(const Napi::CallbackInfo& info) {
  if (!info[0].IsBuffer()) {
    Napi::TypeError::New(info.Env(), "crc32c expects a Buffer").ThrowAsJavaScriptException();
    return info.Env().Undefined();
  }
  auto buffer = info[0].As<Napi::Buffer<uint8_t>>();
  return Napi::Number::New(info.Env(), crc32c(0, buffer.Data(), buffer.Length()));
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("crc32c", Napi::Function::New(env, Crc));
  return exports;
}

NODE_API_MODULE(crc, Init)
`,
      'src/crc32c.c': src`
#include <stddef.h>
#include <stdint.h>

uint32_t crc32c(uint32_t crc, const uint8_t *data, size_t length) {
  crc = ~crc;
  while (length--) {
    crc ^= *data++;
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x82f63b78u : crc >> 1;
  }
  return ~crc;
}
`,
    },
  },
]);
