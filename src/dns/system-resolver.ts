/**
 * The resolver the running server uses: c-ares through `node:dns`, with a deadline on our own clock, a bound on questions in flight,
 * and answers as values. Chains of CNAME are followed, and capped, by the name server and c-ares.
 */
import { own } from '../base/own.ts';
import { bounds } from '../base/bounds.ts';
import { Resolver as CaresResolver } from 'node:dns/promises';
import type { Clock } from '../base/clock.ts';
import type { DnsAnswer, MxRecord, Resolver } from './resolver.ts';

export interface SystemResolverOptions {
  /** `address` or `address:port`; empty: the system's. */
  readonly servers: readonly string[];
  readonly clock: Clock;
  /** For one question, waiting for a free place included. Default 10 s. */
  readonly timeoutMs?: number;
}

export function createSystemResolver(options: SystemResolverOptions): Resolver {
  return resolverOver(options, options.servers, createGate());
}

function resolverOver(options: SystemResolverOptions, servers: readonly string[], gate: Gate): Resolver {
  const cares = new CaresResolver({ timeout: bounds.dns.oneTry, tries: bounds.dns.tries });
  let unusable: string | null = null;
  try {
    if (servers.length > 0) cares.setServers([...servers]);
  } catch {
    unusable = `${servers.join(', ')} is no usable name server address`;
  }
  const deadlineMs = options.timeoutMs ?? bounds.dns.question;

  async function ask<Item>(question: () => Promise<Item[]>, signal?: AbortSignal): Promise<DnsAnswer<Item>> {
    if (unusable !== null) return { kind: 'failed', reason: unusable };
    if (signal?.aborted) return { kind: 'failed', reason: 'given up' };
    return new Promise((resolve) => {
      let started = false;
      const finish = (answer: DnsAnswer<Item>): void => {
        timer.cancel();
        signal?.removeEventListener('abort', abort);
        if (!started) gate.leaveQueue(start);
        resolve(answer);
      };
      const abort = (): void => finish({ kind: 'failed', reason: 'given up' });
      const start = (): void => {
        started = true;
        // The place is held until c-ares lets go, not until we stop waiting: the bound is on sockets.
        question()
          .then((records) => finish(records.length > 0 ? { kind: 'found', records } : { kind: 'no-records' }))
          .catch((error: unknown) => finish(answerOf(error)))
          .finally(() => gate.leave());
      };
      const timer = options.clock.timer(deadlineMs, () => finish({ kind: 'failed', reason: 'no answer in time' }));
      signal?.addEventListener('abort', abort, { once: true });
      if (!gate.enter(start)) finish({ kind: 'failed', reason: 'too many DNS questions are waiting' });
    });
  }

  return {
    mx: (domain, signal) =>
      ask<MxRecord>(
        async () =>
          (await cares.resolveMx(domain)).map((mx) => ({ preference: mx.priority, exchange: plainName(mx.exchange) })),
        signal,
      ),
    a: async (name, signal) => {
      let ttlSeconds = Number.POSITIVE_INFINITY;
      const answer = await ask(async () => {
        const found = await cares.resolve4(name, { ttl: true });
        return found.map(({ address, ttl }) => {
          ttlSeconds = Math.min(ttlSeconds, ttl);
          return address;
        });
      }, signal);
      return answer.kind === 'found' ? { ...answer, ttlSeconds } : answer;
    },
    aaaa: (name, signal) => ask(() => cares.resolve6(name), signal),
    txt: (name, signal) => ask(async () => (await cares.resolveTxt(name)).map((strings) => strings.join('')), signal),
    ns: (name, signal) => ask(async () => (await cares.resolveNs(name)).map(plainName), signal),
    ptr: (address, signal) => ask(async () => (await cares.reverse(address)).map(plainName), signal),
    at: (serverAddress) => resolverOver(options, [serverAddress], gate),
  };
}

/** Lower case, no final dot; the root is the empty name. */
const plainName = (name: string): string => name.toLowerCase().replace(/\.$/u, '');

/** ENOTFOUND is NXDOMAIN, ENODATA is NODATA; everything else says nothing about the name (RFC 2308 §7). */
function answerOf(error: unknown): DnsAnswer<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ENOTFOUND':
      return { kind: 'no-such-name' };
    case 'ENODATA':
      return { kind: 'no-records' };
    // A name that cannot be put on the wire exists nowhere.
    case 'EBADNAME':
      return { kind: 'no-such-name' };
    default:
      return { kind: 'failed', reason: own(REASONS, code) ?? `DNS error ${code}` };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ESERVFAIL: 'the name server answered SERVFAIL',
  EREFUSED: 'the name server answered REFUSED',
  EFORMERR: 'the name server answered FORMERR',
  ENOTIMP: 'the name server answered NOTIMP',
  ETIMEOUT: 'the name servers did not answer',
  ECONNREFUSED: 'the name servers could not be reached',
  EBADRESP: 'the name server answered garbage',
  ECANCELLED: 'given up',
};

interface Gate {
  /** Starts now, or queues; false when even the queue is full. */
  enter(start: () => void): boolean;
  leave(): void;
  leaveQueue(start: () => void): void;
}

function createGate(): Gate {
  let inFlight = 0;
  const waiting = new Set<() => void>();
  return {
    enter(start) {
      if (inFlight < bounds.dns.questionsInFlight) {
        inFlight++;
        start();
        return true;
      }
      if (waiting.size >= bounds.dns.questionsWaiting) return false;
      waiting.add(start);
      return true;
    },
    leave() {
      const next = waiting.values().next();
      if (next.done) {
        inFlight--;
        return;
      }
      waiting.delete(next.value);
      next.value();
    },
    leaveQueue: (start) => void waiting.delete(start),
  };
}
