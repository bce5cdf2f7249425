// Asks checks as fast as they are answered, in a process of its own, and writes down every one of them with its times.
// Told what to ask over IPC by load.ts; subjects and headers come from there, where the contracts are.
import { connect } from 'nats';
import { makeColumns, writeColumns } from './check-log.mjs';

/** Most checks of one worker; 41 bytes each. */
const capacity = 3_000_000;
/** A slot asks its next check after this long; an answer that comes later is written down all the same. */
const patienceMs = 100;
/** What is not answered by then has no answer for its caller: as long as a caller of a check waits. */
const overdueMs = 2_000;
/** After an error, so that a refusal at once is not asked for again at once. */
const pauseMs = 5;
// As history.ts has them.
const UNANSWERED = 0;
const ALLOWED = 1;
const DENIED = 2;
const FIRST_ERROR = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {any} setup */
async function start(setup) {
  const { url, subjects, errorHeader, errorCodes, agents, questions, slots, seed, origin } = setup;
  const nats = await connect({
    servers: url,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 100,
    noRandomize: true,
  });
  const log = makeColumns(capacity);
  /** From this process's clock to the one that all processes share. */
  const offset = Number(process.hrtime.bigint() - BigInt(origin)) / 1e6 - performance.now();
  const elapsed = () => performance.now() + offset;
  const inbox = `_INBOX.${process.pid}-${seed}`;
  let count = 0;
  let done = 0;
  let undecided = 0;
  let running = true;
  let acknowledged = 0;
  /** What was written lately: half of all questions are about it. */
  let lately = { agents: [], questions: [] };
  /** By check: the slot that waits for it. */
  const waiting = new Map();
  /** Checks that no slot waits for any more, in the order asked. @type {Set<number>} */
  const late = new Set();

  let state = seed;
  const draw = (/** @type {number} */ below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const pick = (/** @type {number} */ all, /** @type {number[]} */ recent) =>
    recent.length > 0 && draw(2) === 0 ? recent[draw(recent.length)] : draw(all);

  /** The same words are asked again and again: made once. @type {Map<number, { head: string, body: Uint8Array }>} */
  const bodies = new Map();
  const bodyOf = (
    /** @type {number} */ agent,
    /** @type {number} */ question,
    /** @type {number} */ minRevision,
  ) => {
    const key = agent * questions.length + question;
    let made = bodies.get(key);
    if (made === undefined) {
      const text = JSON.stringify({ agentId: agents[agent], ...questions[question].body });
      bodies.set(key, (made = { head: text.slice(0, -1), body: encoder.encode(text) }));
    }
    return minRevision === 0 ? made.body : encoder.encode(`${made.head},"minRevision":${minRevision}}`);
  };

  const ask = (/** @type {number} */ slot) => {
    if (!running || count >= capacity) return;
    const n = count++;
    const agent = pick(agents.length, lately.agents);
    const question = pick(questions.length, lately.questions);
    const minRevision = draw(8) === 0 ? acknowledged : 0;
    log.agent[n] = agent;
    log.question[n] = question;
    log.minRevision[n] = minRevision;
    log.outcome[n] = UNANSWERED;
    log.end[n] = NaN;
    const body = bodyOf(agent, question, minRevision);
    waiting.set(n, slot);
    log.start[n] = elapsed();
    nats.publish(subjects[questions[question].subject], body, { reply: `${inbox}.${n}` });
  };

  const answered = (/** @type {any} */ message) => {
    const n = Number(message.subject.slice(inbox.length + 1));
    log.end[n] = elapsed();
    const code = message.headers?.get(errorHeader) || (message.headers?.code === 503 ? 'nobody-listens' : '');
    if (code === '') {
      const reply = JSON.parse(decoder.decode(message.data));
      log.outcome[n] = reply.allowed ? ALLOWED : DENIED;
      log.revision[n] = reply.revision;
    } else {
      log.outcome[n] = FIRST_ERROR + errorCodes.indexOf(code);
      undecided += 1;
    }
    done += 1;
    late.delete(n);
    const slot = waiting.get(n);
    if (slot === undefined) return;
    waiting.delete(n);
    if (code === '') ask(slot);
    else setTimeout(ask, pauseMs, slot);
  };

  // A reply that cannot be read ends the run: what is not written down cannot be judged.
  const onReply = (/** @type {any} */ error, /** @type {any} */ message) => {
    try {
      if (error) throw error;
      answered(message);
    } catch (cause) {
      process.stderr.write(`${cause?.stack}\n`);
      process.exit(1);
    }
  };
  nats.subscribe(`${inbox}.*`, { callback: onReply });
  await nats.flush();
  const impatient = setInterval(() => {
    const before = elapsed() - patienceMs;
    // In the order asked, so the first one that is young ends the search.
    for (const [n, slot] of waiting) {
      if (log.start[n] > before) break;
      waiting.delete(n);
      late.add(n);
      ask(slot);
    }
    const overdue = elapsed() - overdueMs;
    for (const n of late) {
      if (log.start[n] > overdue) break;
      late.delete(n);
      undecided += 1;
    }
  }, 25);
  const telling = setInterval(() => process.send?.({ done, undecided }), 100);
  for (let slot = 0; slot < slots; slot += 1) ask(slot);

  process.on('message', (/** @type {any} */ message) => {
    if (message.acknowledged !== undefined) acknowledged = Math.max(acknowledged, message.acknowledged);
    if (message.lately !== undefined) lately = message.lately;
    if (message.end !== undefined) {
      running = false;
      // What is still on its way may be answered yet.
      setTimeout(() => {
        clearInterval(impatient);
        clearInterval(telling);
        writeColumns(message.end, log, count);
        process.exit(0);
      }, 1_000);
    }
  });
}

process.once('message', (setup) => void start(setup));
// The test that started it is gone.
process.once('disconnect', () => process.exit(0));
