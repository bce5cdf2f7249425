import { sha256, tarballs } from '../archives';
import { src } from '../benign-case';
import { elf, randomBytes } from '../draw';

export const NATIVE_BUILDS = tarballs('native builds', [
  {
    why: 'A plain node-gyp addon: the install script compiles the C++ that lies beside it.',
    name: 'utimes-native',
    version: '5.2.1',
    summary: 'Sets file times with nanoseconds.',
    author: 'Greta Moen <greta@utimes.example>',
    usage: `require('utimes-native').utimes('a.txt', { mtime: Date.now() });`,
    manifest: {
      main: 'lib.js',
      scripts: { install: 'node-gyp rebuild' },
      gypfile: true,
      dependencies: { 'node-addon-api': '8.3.0' },
    },
    files: {
      'binding.gyp': src`
{
  "targets": [{
    "target_name": "utimes",
    "sources": ["src/utimes.cc"],
    "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
    "cflags!": ["-fno-exceptions"],
    "cflags_cc!": ["-fno-exceptions"]
  }]
}
`,
      'lib.js': src`
'use strict';

const native = require('./build/Release/utimes.node');

exports.utimes = (path, { mtime, atime = mtime }) => native.utimes(path, atime * 1e6, mtime * 1e6);
`,
      'src/utimes.cc': src`
#include <fcntl.h>
#include <napi.h>
#include <sys/stat.h>

static timespec From(double nanoseconds) {
  return {static_cast<time_t>(nanoseconds / 1e9), static_cast<long>(static_cast<int64_t>(nanoseconds) % 1000000000)};
}

static Napi::Value Utimes(const Napi::CallbackInfo& info) {
  std::string path = info[0].As<Napi::String>();
  timespec times[2] = {From(info[1].As<Napi::Number>()), From(info[2].As<Napi::Number>())};
  if (utimensat(AT_FDCWD, path.c_str(), times, 0) != 0)
    Napi::Error::New(info.Env(), "utimensat failed for " + path).ThrowAsJavaScriptException();
  return info.Env().Undefined();
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("utimes", Napi::Function::New(env, Utimes));
  return exports;
}
NODE_API_MODULE(utimes, Init)
`,
    },
  },
  {
    why: 'Ready-made addons for each platform lie in prebuilds/; the install script compiles only where none fits.',
    name: 'serial-ports',
    version: '12.0.3',
    summary: 'Serial ports for Node, prebuilt.',
    author: 'Viktor Hajek <viktor@serial-ports.example>',
    usage: `const { open } = require('serial-ports');\nopen('/dev/ttyUSB0', { baudRate: 115200 });`,
    manifest: { main: 'index.js', scripts: { install: 'node scripts/install.js' }, gypfile: true },
    files: () => ({
      'index.js': src`
'use strict';

const fs = require('fs');
const path = require('path');

const prebuilt = path.join(__dirname, 'prebuilds', process.platform + '-' + process.arch, 'serial-ports.node');
module.exports = require(fs.existsSync(prebuilt) ? prebuilt : './build/Release/serial.node');
`,
      'scripts/install.js': src`
'use strict';

const { spawnSync } = require('child_process');
const os = require('os');

try {
  require('..');
} catch {
  const gyp = os.platform() === 'win32' ? 'node-gyp.cmd' : 'node-gyp';
  const { status } = spawnSync(gyp, ['rebuild'], { stdio: 'inherit' });
  process.exit(status === null ? 1 : status);
}
`,
      'binding.gyp': `{ "targets": [{ "target_name": "serial", "sources": ["src/serial.c"] }] }\n`,
      'src/serial.c': src`
#include <fcntl.h>
#include <node_api.h>
#include <termios.h>
#include <unistd.h>

static napi_value serial_open(napi_env env, napi_callback_info info) {
  size_t argc = 1, length;
  napi_value argument, result;
  char path[256];
  napi_get_cb_info(env, info, &argc, &argument, NULL, NULL);
  napi_get_value_string_utf8(env, argument, path, sizeof path, &length);
  napi_create_int32(env, open(path, O_RDWR | O_NOCTTY | O_NONBLOCK), &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "open", NAPI_AUTO_LENGTH, serial_open, NULL, &function);
  napi_set_named_property(env, exports, "open", function);
  return exports;
}
`,
      'prebuilds/linux-x64/serial-ports.node': elf(
        101,
        3,
        ['napi_register_module_v1', 'napi_create_function', 'tcsetattr', 'open', 'libc.so.6', 'GLIBC_2.17'],
        9000,
      ),
      'prebuilds/linux-arm64/serial-ports.node': elf(
        102,
        3,
        ['napi_register_module_v1', 'napi_create_function', 'tcsetattr', 'libc.so.6'],
        9000,
      ),
    }),
  },
  {
    why: 'Downloads a prebuilt addon from its own release page by digest and falls back to compiling, as such installers do.',
    name: 'opus-voice',
    version: '0.9.2',
    summary: 'Opus encoding for voice, with prebuilt addons.',
    author: 'Dario Conti <dario@opus-voice.example>',
    usage: `const { Encoder } = require('opus-voice');\nnew Encoder(48000, 2).encode(pcm);`,
    manifest: {
      main: 'index.js',
      scripts: { install: 'node install/prebuilt.js || node-gyp rebuild' },
      binary: { host: 'https://releases.opus-voice.example', napi_versions: [8] },
    },
    files: {
      'index.js': `'use strict';\n\nconst { Encoder } = require('./build/Release/opus.node');\n\nmodule.exports = { Encoder };\n`,
      'install/prebuilt.js': src`
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const https = require('https');
const path = require('path');
const zlib = require('zlib');
const { binary, version } = require('../package.json');
const sums = require('./sums.json');

const name = 'opus-v' + version + '-napi-v' + binary.napi_versions[0] + '-' + process.platform + '-' + process.arch + '.node.gz';

function give(reason) {
  console.error('opus-voice: no prebuilt addon (' + reason + '), compiling instead');
  process.exit(1);
}

if (process.env.npm_config_build_from_source === 'true') give('asked to build');
if (!sums[name]) give('none for ' + process.platform + '-' + process.arch);

https.get(binary.host + '/' + name, (response) => {
  if (response.statusCode !== 200) return give('HTTP ' + response.statusCode);
  const parts = [];
  response.on('data', (part) => parts.push(part));
  response.on('end', () => {
    const packed = Buffer.concat(parts);
    if (crypto.createHash('sha256').update(packed).digest('hex') !== sums[name]) return give('wrong digest');
    const folder = path.join(__dirname, '..', 'build', 'Release');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'opus.node'), zlib.gunzipSync(packed));
  });
}).on('error', (error) => give(error.message));
`,
      'install/sums.json': `${JSON.stringify({ 'opus-v0.9.2-napi-v8-linux-x64.node.gz': sha256(randomBytes(103, 32)), 'opus-v0.9.2-napi-v8-darwin-arm64.node.gz': sha256(randomBytes(104, 32)) }, null, 2)}\n`,
      'binding.gyp': `{ "targets": [{ "target_name": "opus", "sources": ["src/opus.c"], "libraries": ["-lopus"] }] }\n`,
      'src/opus.c': src`
#include <node_api.h>
#include <opus/opus.h>

NAPI_MODULE_INIT() {
  napi_value version;
  napi_create_string_utf8(env, opus_get_version_string(), NAPI_AUTO_LENGTH, &version);
  napi_set_named_property(env, exports, "version", version);
  return exports;
}
`,
    },
  },
  {
    why: 'Builds with CMake; the script passes the job count and the build type from the environment.',
    name: 'mesh-simplify',
    version: '2.0.7',
    summary: 'Simplifies triangle meshes; C++ built by CMake.',
    author: 'Aino Virtanen <aino@mesh-simplify.example>',
    licence: 'BSD-3-Clause',
    usage: `const { simplify } = require('mesh-simplify');\nsimplify(vertices, indices, { ratio: 0.5 });`,
    manifest: {
      main: 'index.js',
      scripts: { install: 'cmake-js compile', rebuild: 'node scripts/rebuild.js' },
      dependencies: { 'cmake-js': '^7.3.0' },
    },
    files: {
      'index.js': `'use strict';\n\nmodule.exports = require('./build/Release/mesh_simplify.node');\n`,
      'scripts/rebuild.js': src`
'use strict';

const { execFileSync } = require('child_process');
const os = require('os');

const jobs = process.env.JOBS || String(os.cpus().length);
execFileSync('cmake-js', ['rebuild', '--config', process.env.BUILD_TYPE || 'Release', '--parallel', jobs], {
  stdio: 'inherit',
  env: { ...process.env, CMAKE_BUILD_PARALLEL_LEVEL: jobs },
});
`,
      'CMakeLists.txt': src`
cmake_minimum_required(VERSION 3.20)
project(mesh_simplify CXX)
set(CMAKE_CXX_STANDARD 17)
execute_process(COMMAND node -p "require('node-addon-api').include_dir" OUTPUT_VARIABLE ADDON_API OUTPUT_STRIP_TRAILING_WHITESPACE)
add_library(\${PROJECT_NAME} SHARED src/simplify.cpp)
set_target_properties(\${PROJECT_NAME} PROPERTIES PREFIX "" SUFFIX ".node")
target_include_directories(\${PROJECT_NAME} PRIVATE \${CMAKE_JS_INC} \${ADDON_API})
`,
      'src/simplify.cpp': `#include <node_api.h>\n\nNAPI_MODULE_INIT() { return exports; }\n`,
    },
  },
]);
