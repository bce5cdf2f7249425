/**
 * Modules that Node.js has without a prefix (versions 18 to 24, deprecated ones too). Those that exist with `node:`
 * only, such as `node:test` and `node:sqlite`, are not here: `test` and `sqlite` are packages of npm.
 */
const BUILTINS: ReadonlySet<string> = new Set(
  `_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_duplex _stream_passthrough
_stream_readable _stream_transform _stream_wrap _stream_writable _tls_common _tls_wrap assert async_hooks buffer
child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https
inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers
tls trace_events tty url util v8 vm wasi worker_threads zlib`.split(/\s+/),
);

/** Subpaths that belong to a builtin; another subpath is of the package of that name: `punycode/` and `events/x`. */
const SUBPATHS: ReadonlySet<string> = new Set(
  `assert/strict dns/promises fs/promises inspector/promises path/posix path/win32 readline/promises stream/consumers
stream/promises stream/web timers/promises util/types`.split(/\s+/),
);

/** Whether Node.js, Bun or Deno has this module itself. */
export function isBuiltin(specifier: string): boolean {
  return (
    /^(?:node|bun|cloudflare|deno):/.test(specifier) || BUILTINS.has(specifier) || SUBPATHS.has(specifier)
  );
}
