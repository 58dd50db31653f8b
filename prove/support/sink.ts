/** The next hop of a proof: takes everything, or misbehaves on order, and can say what came. It lives in a process of its own, through every restart. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How the sink behaves from now on; what is left out is the good way. */
export interface Behaviour {
  /** Before each answer to a command or message: a tarpit. */
  readonly delayMs?: number;
  /** Instead of the greeting, e.g. `421 4.3.2 not now`. */
  readonly greeting?: string;
  /** Instead of 250 to each RCPT. */
  readonly rcptReply?: string;
  /** Instead of 250 to the end of data; nothing is kept then. */
  readonly dataReply?: string;
  /** Keep the hash of each body. */
  readonly hash?: boolean;
  /** Break every open session now. */
  readonly dropSessions?: true;
}

/** One recipient of one numbered message, once however often it came. */
export interface SinkRecord {
  readonly number: number;
  readonly recipient: string;
  /** `monotonicMs` of each 250. */
  readonly times: readonly number[];
  readonly hash: string | null;
}

export interface SinkCounts {
  /** 250s to end of data. */
  readonly messages: number;
  /** Of these, without a number: reports. */
  readonly others: number;
  readonly sessions: number;
  readonly open: number;
  /** Different message-recipient pairs. */
  readonly keys: number;
}

export type SinkOrder =
  | { readonly kind: 'behave'; readonly behaviour: Behaviour }
  | { readonly kind: 'counts' | 'report' | 'forget' };
export type SinkAnswer =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'behaves' }
  | ({ readonly kind: 'counts' } & SinkCounts)
  | { readonly kind: 'report'; readonly records: readonly SinkRecord[] };

export interface Sink extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  behave(behaviour: Behaviour): Promise<void>;
  counts(): Promise<SinkCounts>;
  records(): Promise<readonly SinkRecord[]>;
  /** Forgets everything it has kept. */
  forget(): Promise<void>;
  /** Resolves when this many pairs have come, or none has for `quietMs`; returns the counts. */
  settled(keys: number, options: { readonly signal: AbortSignal; readonly quietMs?: number }): Promise<SinkCounts>;
}

const QUIET_MS = 15_000;
const ANSWER_MS = 60_000;

/** `port` 0: any free one. */
export async function startSink(signal: AbortSignal, port = 0): Promise<Sink> {
  signal.throwIfAborted();
  const child = fork(fileURLToPath(new URL('sink-process.ts', import.meta.url)), [String(port)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    signal,
    killSignal: 'SIGKILL',
  });
  child.on('error', () => {});
  child.setMaxListeners(100);
  let last: Promise<unknown> = Promise.resolve();
  const hear = async (): Promise<SinkAnswer> => {
    const [answer] = (await once(child, 'message', {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    })) as [SinkAnswer];
    return answer;
  };
  /** One order at a time: answers come in order. */
  const ask = (order: SinkOrder): Promise<SinkAnswer> => {
    const answer = last.then(() => {
      const heard = hear();
      child.send(order);
      return heard;
    });
    last = answer.catch(() => {});
    return answer;
  };
  const ready = await hear();
  if (ready.kind !== 'ready') throw new Error('the sink did not start');
  const counts = async (): Promise<SinkCounts> => {
    const answer = await ask({ kind: 'counts' });
    if (answer.kind !== 'counts') throw new Error('the sink is out of step');
    return answer;
  };
  return {
    port: ready.port,
    pid: child.pid ?? 0,
    async behave(behaviour) {
      await ask({ kind: 'behave', behaviour });
    },
    counts,
    async records() {
      const answer = await ask({ kind: 'report' });
      return answer.kind === 'report' ? answer.records : [];
    },
    async forget() {
      await ask({ kind: 'forget' });
    },
    async settled(keys, { signal: until, quietMs = QUIET_MS }) {
      let before = await counts();
      let changedAt = performance.now();
      while (before.keys < keys && performance.now() - changedAt < quietMs && !until.aborted) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const now = await counts();
        if (now.messages !== before.messages) changedAt = performance.now();
        before = now;
      }
      return before;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
