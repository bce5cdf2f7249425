import { pino } from 'pino';

/** JSON lines on stdout: a fixed sentence, and the facts as fields. */
export const logger = pino({
  level: process.env['LOG_LEVEL'] ?? 'info',
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: pino.stdSerializers.err, cause: pino.stdSerializers.err },
});
