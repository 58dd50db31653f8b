/** What is measured, as data. */
export type Generator = 'classic' | 'own';

export interface LoadCase {
  readonly name: string;
  readonly sessions: number;
  /** Whether a session carries many messages. */
  readonly kept: boolean;
  readonly bytes: number;
  /** Postfix's generator (HELO, no pipelining), or our client. */
  readonly generator: Generator;
  readonly pipelined?: true;
  readonly tls?: 'full' | 'resumed';
  /** The next hop is closed: accepting alone is measured. */
  readonly acceptOnly?: true;
  /** Messages of the warm-up, from whose speed the number of the measurement follows. */
  readonly warmUp: number;
  /** Largest number of messages of one measurement: the disk is no place for more. */
  readonly most: number;
}

const KIB = 1_024;
const small = { bytes: 4 * KIB, generator: 'classic', warmUp: 1_000, most: 60_000 } as const;

export const loadCases: readonly LoadCase[] = [
  { ...small, name: '4 KiB, 1 session, kept', sessions: 1, kept: true },
  { ...small, name: '4 KiB, 20 sessions, kept', sessions: 20, kept: true },
  { ...small, name: '4 KiB, 100 sessions, kept', sessions: 100, kept: true },
  { ...small, name: '4 KiB, 1 session, one message each', sessions: 1, kept: false },
  { ...small, name: '4 KiB, 20 sessions, one message each', sessions: 20, kept: false },
  { ...small, name: '4 KiB, 100 sessions, one message each', sessions: 100, kept: false },
  { ...small, name: '4 KiB, 20 sessions, kept, accept only', sessions: 20, kept: true, acceptOnly: true },
  {
    ...small,
    name: '4 KiB, 20 sessions, kept, EHLO and pipelining',
    generator: 'own',
    sessions: 20,
    kept: true,
    pipelined: true,
  },
  {
    ...small,
    name: '4 KiB, 20 sessions, STARTTLS, one message each',
    generator: 'own',
    sessions: 20,
    kept: false,
    tls: 'full',
    warmUp: 500,
  },
  {
    ...small,
    name: '4 KiB, 20 sessions, STARTTLS resumed, one message each',
    generator: 'own',
    sessions: 20,
    kept: false,
    tls: 'resumed',
    warmUp: 500,
  },
  {
    name: '100 KiB, 20 sessions, kept',
    bytes: 100 * KIB,
    sessions: 20,
    kept: true,
    generator: 'classic',
    warmUp: 300,
    most: 12_000,
  },
  {
    name: '5 MiB, 4 sessions, kept',
    bytes: 5 * KIB * KIB,
    sessions: 4,
    kept: true,
    generator: 'classic',
    warmUp: 20,
    most: 600,
  },
];

/** The case of this name, else the first whose name contains it. Throws when there is none. */
export function caseNamed(name: string): LoadCase {
  const found = loadCases.find((one) => one.name === name) ?? loadCases.find((one) => one.name.includes(name));
  if (found === undefined)
    throw new Error(`no case is called "${name}": ${loadCases.map((one) => one.name).join('; ')}`);
  return found;
}

/** From this size up the classic sink is the limit. */
export const FAST_SINK_BYTES = 100 * KIB;

/** The time of one message, connect to 250, one after another with the relay going on. */
export const latencyCase = {
  name: 'one message at low load',
  warmUp: 500,
  /** Some twenty seconds: many checkpoints of whatever a system keeps its queue in. */
  messages: 6_000,
  quickMessages: 500,
  pauseMs: 2,
} as const;

/** Memory beside the peers'. */
export const weightName = 'memory of all systems';

/** The system's name where load goes straight into the sink. It is no peer. */
export const ceilingName = 'no server';
