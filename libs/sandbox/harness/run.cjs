// Runs one piece of code inside the sandbox. Lives in the base image at /opt/sallyport/run.cjs.
//
// The code is the body of an async function of (inputs, require); what it returns is the result.
//
// stdin, two lines of JSON:  {"nonce": string, "resultBytes": number}  and  {"code": string, "inputs": any}
// stdout, last line:         NONCE {"result": any, "error": null | {type, message, trace}, "usage": {...}}
//
// The nonce tells the report from what the code prints. Code that digs it out of this process can forge only
// its own answer, which it is free to choose anyway.
'use strict';
const fs = require('node:fs');
const { createRequire } = require('node:module');
const vm = require('node:vm');

/** Never read: only its folder counts, for `require` and `import()` look for packages from there. */
const CODE_NAME = '/opt/skill/code.cjs';

// The code may replace these, to capture what it prints or to stay alive; we must still be able to end.
const { stringify, parse } = JSON;
const exit = process.exit.bind(process);
const resourceUsage = process.resourceUsage.bind(process);
const writeSync = fs.writeSync;

function readJob() {
  const chunks = [];
  for (let lines = 0; lines < 2;) {
    const chunk = Buffer.alloc(65_536);
    const size = fs.readSync(0, chunk, 0, chunk.length, null);
    if (size === 0) break;
    chunks.push(chunk.subarray(0, size));
    for (const byte of chunk.subarray(0, size)) if (byte === 10) lines += 1;
  }
  // The code finds an empty stdin, not the rest of our conversation: the lowest free number is 0 again.
  fs.closeSync(0);
  fs.openSync('/dev/null', 'r');
  const [header, job] = Buffer.concat(chunks).toString('utf8').split('\n');
  return { header: parse(header), job: parse(job) };
}

const { header, job } = readJob();

/** What was thrown may be anything, with getters that throw themselves. */
function errorOf(problem) {
  try {
    if (
      problem instanceof Error ||
      (problem !== null && typeof problem === 'object' && 'message' in problem)
    ) {
      return {
        type: String(problem.name ?? 'Error').slice(0, 200),
        message: String(problem.message).slice(0, 4_000),
        trace: String(problem.stack ?? '').slice(0, 16_000),
      };
    }
    return { type: typeof problem, message: String(problem).slice(0, 4_000) };
  } catch {
    return { type: 'Error', message: '(the error has no readable message)' };
  }
}

/** Measured by the kernel, told by this process: good for people, not for billing. */
function usage() {
  const { userCPUTime, systemCPUTime, maxRSS } = resourceUsage();
  return { cpuMs: (userCPUTime + systemCPUTime) / 1_000, maxMemoryBytes: maxRSS * 1_024 };
}

/** stdout is a pipe that may be full and, once Node has used it, refuses to wait. */
function writeAll(text) {
  const data = Buffer.from(text);
  for (let at = 0; at < data.length;) {
    try {
      at += writeSync(1, data, at);
    } catch (problem) {
      if (problem.code !== 'EAGAIN') return;
    }
  }
}

let reported = false;

function report(result, error, status) {
  if (reported) return;
  reported = true;
  let text;
  try {
    text = stringify({ result: result === undefined ? null : result, error, usage: usage() });
  } catch (problem) {
    error = errorOf(new TypeError(`the returned value is not a JSON value: ${errorOf(problem).message}`));
  }
  if (text !== undefined && Buffer.byteLength(text) > header.resultBytes) {
    const size = Buffer.byteLength(text);
    error = errorOf(
      new RangeError(`the result takes ${size} bytes as JSON, the limit is ${header.resultBytes}`),
    );
    text = undefined;
  }
  if (text === undefined) {
    status = 1;
    text = stringify({ result: null, error, usage: usage() });
  }
  writeAll(`\n${header.nonce} ${text}\n`);
  // The answer is given: timers and sockets of packages must not keep the sandbox alive.
  exit(status);
}

process.on('uncaughtException', (problem) => report(null, errorOf(problem), 1));
process.on('exit', (status) => report(null, null, status));
process.on('beforeExit', () => {
  const message = 'the code waits for something that can no longer happen';
  report(null, { type: 'UnsettledPromise', message }, 13);
});

function compiled(code) {
  const body = `return (async () => {\n${code}\n})();`;
  return vm.compileFunction(body, ['inputs', 'require'], {
    filename: CODE_NAME,
    lineOffset: -1,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

try {
  compiled(job.code)(job.inputs, createRequire(CODE_NAME)).then(
    (result) => report(result, null, 0),
    (problem) => report(null, errorOf(problem), 1),
  );
} catch (problem) {
  report(null, errorOf(problem), 1);
}
