'use strict';
// The egress sink: takes whatever comes to any address, and says what came. It runs inside of the cage's network
// namespace and outside of everything else of it. One JSON object a line on stdout. On stdin, one a line: first the key
// and certificate of TLS, then certificates it has asked for, and when to tell that all has been told; ends with it.
//
// What arrives is hostile: it is never interpreted further than a name asked for and the end of a request's header.
const { createSocket } = require('node:dgram');
const { createServer } = require('node:net');
const { createInterface } = require('node:readline');
const { createSecureContext, createServer: createTlsServer } = require('node:tls');

const [, , tcpPort, dnsPort, udpPort, uid] = process.argv;

const MAX_STREAM_BYTES = 1024 ** 2;
const MAX_TOTAL_BYTES = 16 * 1024 ** 2;
const MAX_NAMES = 2_000;
const MAX_CERTIFICATES = 100;
/** Milliseconds without another byte, after which a request is taken to be whole. */
const QUIET_MS = 150;
const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,250}[a-z0-9])?$/i;
const REQUEST = /^[A-Z]{3,10} \S+ HTTP\/1\.[01]\r\n/;
/** Valid, short, and nothing that would be run. */
const ANSWER =
  'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}';

/** Milliseconds without anything new, after which all has come; and after which it is given up. */
const SETTLED_MS = 200;
const UNSETTLED_MS = 8_000;

let total = 0;
let streams = 0;
let open = 0;
let last = 0;
/** Something has come. */
const stir = () => (last = performance.now());
const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

/** Bounded by what one stream and all of them may hold. What does not fit is said to be lost, once a stream. */
function recorder(about) {
  const stream = ++streams;
  let size = 0;
  let isLost = false;
  say({ kind: 'stream', stream, ...about });
  return (bytes) => {
    const room = Math.max(0, Math.min(MAX_STREAM_BYTES - size, MAX_TOTAL_BYTES - total));
    const kept = bytes.subarray(0, room);
    size += kept.length;
    total += kept.length;
    if (kept.length > 0) say({ kind: 'bytes', stream, data: kept.toString('base64') });
    if (kept.length < bytes.length && !isLost) {
      isLost = true;
      say({ kind: 'lost', what: 'bytes that were sent' });
    }
  };
}

/** Records, and answers what looks like a request of HTTP once it has come to rest. */
function take(socket, about) {
  const record = recorder(about);
  let head = '';
  let quiet;
  const answer = () => {
    if (REQUEST.test(head)) socket.end(ANSWER);
  };
  socket.on('data', (bytes) => {
    stir();
    record(bytes);
    if (head.length < 8_192) head += bytes.toString('latin1');
    clearTimeout(quiet);
    quiet = setTimeout(answer, QUIET_MS);
  });
  socket.on('end', answer);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => clearTimeout(quiet));
}

const plainAddress = (address = '') => address.replace(/^::ffff:/, '');

// ---- TLS: every name has a certificate of this run's authority, which the cage trusts.
let leaf;
const certificates = new Map();
/** Names whose certificate the worker was asked for, and who waits for it. */
const wanted = new Map();

function certificateFor(name) {
  if (!NAME.test(name) || certificates.size >= MAX_CERTIFICATES) return Promise.resolve(undefined);
  const known = certificates.get(name);
  if (known) return known;
  const made = new Promise((resolve) => wanted.set(name, resolve));
  certificates.set(name, made);
  say({ kind: 'certificate', name });
  return made;
}

function certified({ name, certificate }) {
  wanted.get(name)?.(
    certificate === null ? undefined : createSecureContext({ key: leaf.key, cert: certificate }),
  );
  wanted.delete(name);
}

const tls = createTlsServer({
  SNICallback: (name, done) => certificateFor(name).then((context) => done(null, context)),
});
tls.on('secureConnection', (socket) => {
  const name =
    typeof socket.servername === 'string' && NAME.test(socket.servername) ? socket.servername : null;
  take(socket, { address: plainAddress(socket.localAddress), name, tls: true });
});
tls.on('tlsClientError', (error, socket) => {
  // A client that trusts nobody but its own list: it was there, and what it would have said is not known.
  say({ kind: 'refused-tls', address: plainAddress(socket?.localAddress) });
  socket?.destroy();
});

/** A handshake record that holds a ClientHello (RFC 8446, 5.1 and 4): encrypted bytes may begin with its first byte. */
function beginsTls(bytes) {
  const isRecord = bytes[0] === 0x16 && (bytes[1] ?? 3) === 3 && (bytes[2] ?? 0) <= 4;
  return isRecord && (bytes[5] ?? 1) === 1;
}

const tcp = createServer((socket) => {
  stir();
  open++;
  socket.on('close', () => open--);
  socket.on('error', () => socket.destroy());
  // Read and put back, never let flow: what flowed by would be missing from the handshake.
  socket.once('readable', () => {
    const first = socket.read();
    if (first === null) return socket.destroy();
    socket.unshift(first);
    if (beginsTls(first)) tls.emit('connection', socket);
    else take(socket, { address: plainAddress(socket.localAddress), name: null, tls: false });
  });
});

// ---- DNS (RFC 1035): every name has an address of its own, so that a connection tells which name it is for.
const addresses = new Map();

function addressFor(name) {
  const folded = name.toLowerCase();
  if (!addresses.has(folded)) {
    if (addresses.size >= MAX_NAMES) return undefined;
    // 198.18.0.0/15 is nobody's (RFC 2544); here every address is the sink's.
    const next = addresses.size + 1;
    addresses.set(folded, [198, 18 + (next >> 16), (next >> 8) & 0xff, next & 0xff]);
  }
  return addresses.get(folded);
}

function question(message) {
  const labels = [];
  let at = 12;
  for (let length = message[at]; length; length = message[at]) {
    if (length > 63 || at + length + 1 >= message.length) return undefined;
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  if (at + 5 > message.length || labels.length === 0) return undefined;
  return { name: labels.join('.'), type: message.readUInt16BE(at + 1), end: at + 5 };
}

const dns = createSocket({ type: 'udp6', ipv6Only: false });
dns.on('message', (message, from) => {
  stir();
  const asked = message.length >= 17 ? question(message) : undefined;
  if (!asked) {
    recorder({ address: 'a resolver', name: null, tls: false })(message);
    return;
  }
  const address = addressFor(asked.name);
  say(
    address
      ? { kind: 'name', name: asked.name, address: address.join('.') }
      : { kind: 'lost', what: 'names' },
  );
  const isAnswered = asked.type === 1 && address !== undefined;
  const header = Buffer.from(message.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(isAnswered ? 1 : 0, 6);
  header.fill(0, 8);
  // A pointer to the name of the question; type A, class IN; ten seconds; four bytes.
  const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 10, 0, 4, ...(address ?? [])]);
  const reply = [header, message.subarray(12, asked.end), ...(isAnswered ? [answer] : [])];
  dns.send(Buffer.concat(reply), from.port, from.address);
});

const udp = createSocket({ type: 'udp6', ipv6Only: false });
udp.on('message', (message) => {
  stir();
  recorder({ address: 'a datagram', name: null, tls: false })(message);
});

const listening = (socket, start) =>
  new Promise((resolve, reject) => {
    socket.once('error', reject);
    start(resolve);
  });

/** Whoever spoke has ended by now: its connections close by themselves, once they have been read. */
function settle(number) {
  const begun = performance.now();
  const look = () => {
    const now = performance.now();
    const isQuiet = open === 0 && wanted.size === 0 && now - Math.max(last, begun) >= SETTLED_MS;
    if (!isQuiet && now - begun < UNSETTLED_MS) return void setTimeout(look, 50);
    if (!isQuiet) say({ kind: 'lost', what: 'what was still on its way' });
    say({ kind: 'settled', number });
  };
  look();
}

const start = () =>
  Promise.all([
    listening(tcp, (done) => tcp.listen(Number(tcpPort), '::', done)),
    listening(dns, (done) => dns.bind(Number(dnsPort), '::', done)),
    listening(udp, (done) => udp.bind(Number(udpPort), '::', done)),
  ]).then(
    () => {
      // Hostile bytes are read from here on: not as root.
      process.setgroups([]);
      process.setgid(Number(uid));
      process.setuid(Number(uid));
      say({ kind: 'ready' });
    },
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  );

createInterface(process.stdin)
  .on('line', (line) => {
    const message = JSON.parse(line);
    if (message.leaf) {
      leaf = message.leaf;
      tls.setSecureContext({ key: leaf.key, cert: leaf.certificate });
      start();
    } else if (message.settle) settle(message.settle);
    else certified(message);
  })
  .on('close', () => process.exit(0));
