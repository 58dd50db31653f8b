/** What the two ends of a run say together: the sender's ledger, and what the next hop got. */
import type { Ledger } from '../support/load.ts';
import type { SinkRecord } from '../support/sink.ts';

export interface Doubled {
  readonly key: string;
  /** `monotonicMs` of a delivery and the next one of the same message. */
  readonly first: number;
  readonly second: number;
}

export interface Account {
  /** `number recipient`, acknowledged and not delivered where it was to be. */
  readonly missing: readonly string[];
  /** Refused with a reply, and delivered all the same. */
  readonly falseRefusals: readonly string[];
  readonly doubled: readonly Doubled[];
  /** Without an answer, and delivered: SMTP leaves that open. */
  readonly unanswered: number;
}

export function accountOf(
  ledger: Ledger,
  records: readonly SinkRecord[],
  recipientsOf: (number: number) => readonly string[],
): Account {
  const came = new Map(records.map((record) => [`${record.number} ${record.recipient}`, record]));
  const missing = [...ledger.acked.keys()]
    .flatMap((number) => recipientsOf(number).map((recipient) => `${number} ${recipient}`))
    .filter((key) => !came.has(key));
  const falseRefusals = [...came.values()]
    .filter(({ number }) => ledger.refused.has(number))
    .map(({ number, recipient }) => `${number} ${recipient}`);
  const doubled = [...came].flatMap(([key, { times }]) =>
    times.slice(1).map((second, index) => ({ key, first: times[index] ?? 0, second })),
  );
  const unanswered = [...came.values()].filter(({ number }) => ledger.unanswered.has(number)).length;
  return { missing, falseRefusals, doubled, unanswered };
}

/** `monotonicMs` of one signal, and of the end of the process. */
export interface Kill {
  readonly sentAt: number;
  readonly goneAt: number;
}

/** What a dead process had sent may still lie in the next hop's socket; a new one delivers nothing so soon. */
const IN_THE_SOCKET_MS = 200;

/** Finds for each doubled delivery the kill between its two deliveries; those without one have no excuse. */
export function blame(
  doubled: readonly Doubled[],
  kills: readonly Kill[],
): { readonly perKill: readonly number[]; readonly widestMs: number; readonly without: readonly string[] } {
  const perKill = kills.map(() => 0);
  const without: string[] = [];
  let widestMs = 0;
  for (const { key, first, second } of doubled) {
    const index = kills.findIndex(({ sentAt, goneAt }) => first <= goneAt + IN_THE_SOCKET_MS && second >= sentAt);
    const kill = kills[index];
    if (kill === undefined) without.push(key);
    else {
      perKill[index] = (perKill[index] ?? 0) + 1;
      widestMs = Math.max(widestMs, kill.goneAt - first);
    }
  }
  return { perKill, widestMs, without };
}
