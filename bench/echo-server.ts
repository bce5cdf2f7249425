import { connect } from 'nats';

/** The baseline of `check`: the least that a JSON service over NATS can do. Parses, stringifies, answers. */
async function main(): Promise<void> {
  const connection = await connect({ servers: process.env['NATS_URL'] ?? '' });
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  connection.subscribe('bench.echo', {
    queue: 'echo',
    callback: (error, message) => {
      if (error) throw error;
      message.respond(encoder.encode(JSON.stringify(JSON.parse(decoder.decode(message.data)))));
    },
  });
  await connection.flush();
  process.stdout.write('{"ready":true}\n');
  // So that a profile of it is written.
  process.once('SIGTERM', () => process.exit(0));
}

void main();
