/**
 * Asks a resolver that validates, over UDP and, where an answer does not fit, TCP. Its AD bit is worth what the way to it is: it is one of this
 * machine, or one that the administrator named as trustworthy. Answers are values; each question has a deadline.
 */
import { createSocket } from 'node:dgram';
import { getServers } from 'node:dns';
import { connect, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { bounds } from '../base/bounds.ts';
import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { DnsAnswer, MxRecord } from './resolver.ts';
import type { SecureAnswer, SecureResolver, TlsaRecord } from './secure-resolver.ts';
import { decodeAnswer, encodeQuestion, recordCodes, type WireAnswer, type WireType } from './wire.ts';

export interface ValidatingOptions {
  /** `address` or `address:port`, one at least; asked in turn. */
  readonly servers: readonly string[];
  /** An administrator said that they validate: that is not tried out. */
  readonly isNamed: boolean;
  readonly clock: Clock;
  readonly random: Random;
}

const HOUR_MS = 3_600_000;

/** Servers whose AD bit may be believed, and whether somebody named them; null: there is none. */
export function trustedServers(
  named: readonly string[],
  inUse: readonly string[],
): Pick<ValidatingOptions, 'servers' | 'isNamed'> | null {
  if (named.length > 0) return { servers: named, isNamed: true };
  const servers = (inUse.length > 0 ? inUse : getServers()).filter((server) => isLoopback(endpointOf(server).address));
  return servers.length > 0 ? { servers, isNamed: false } : null;
}

export function createValidatingResolver(options: ValidatingOptions): SecureResolver {
  const { clock } = options;
  let known: { readonly is: boolean; readonly until: number } | null = null;

  async function ask<Item>(name: string, type: WireType, signal?: AbortSignal): Promise<SecureAnswer<Item>> {
    let reason = 'no answer in time';
    for (let round = 0; round < bounds.dns.tries; round++) {
      const server = options.servers[round % options.servers.length];
      if (server === undefined || signal?.aborted) break;
      const heard = await askOnce(endpointOf(server), { name, type }, options, signal);
      if (typeof heard === 'string') reason = heard;
      else if (heard.responseCode === 0 || heard.responseCode === 3) return answerOf<Item>(heard, name, type);
      else reason = `the name server answered ${RESPONSES[heard.responseCode] ?? heard.responseCode}`;
    }
    return { answer: { kind: 'failed', reason }, authentic: false, canonical: name };
  }

  return {
    async validates(signal) {
      if (options.isNamed) return true;
      const now = clock.monotonic();
      if (known !== null && now < known.until) return known.is;
      // The root is signed: who validates says so of it.
      const { authentic } = await ask('', 'NS', signal);
      known = { is: authentic, until: now + (authentic ? HOUR_MS : HOUR_MS / 6) };
      return authentic;
    },
    mx: (name, signal) => ask<MxRecord>(name, 'MX', signal),
    a: (name, signal) => ask<string>(name, 'A', signal),
    aaaa: (name, signal) => ask<string>(name, 'AAAA', signal),
    cname: (name, signal) => ask<string>(name, 'CNAME', signal),
    tlsa: (name, signal) => ask<TlsaRecord>(name, 'TLSA', signal),
  };
}

const RESPONSES: Readonly<Record<number, string>> = { 1: 'FORMERR', 2: 'SERVFAIL', 4: 'NOTIMP', 5: 'REFUSED' };

function answerOf<Item>(
  { records, responseCode, authentic }: WireAnswer,
  asked: string,
  type: WireType,
): SecureAnswer<Item> {
  let canonical = asked.toLowerCase();
  if (type !== 'CNAME')
    for (let links = 0; links < bounds.dns.aliasChain; links++) {
      const alias = records.find(({ name, code }) => code === recordCodes.CNAME && name === canonical);
      if (typeof alias?.value !== 'string') break;
      canonical = alias.value;
    }
  const found = records.filter(({ name, code }) => code === recordCodes[type] && name === canonical);
  const answer: DnsAnswer<Item> =
    found.length > 0
      ? { kind: 'found', records: found.map(({ value }) => value as Item) }
      : { kind: responseCode === 3 ? 'no-such-name' : 'no-records' };
  return { answer, authentic, canonical };
}

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

interface Question {
  readonly name: string;
  readonly type: WireType;
}

/** A sentence where there is no answer. */
async function askOnce(
  server: Endpoint,
  { name, type }: Question,
  { clock, random }: Pick<ValidatingOptions, 'clock' | 'random'>,
  signal?: AbortSignal,
): Promise<WireAnswer | string> {
  const id = Buffer.from(random.bytes(2)).readUInt16BE(0);
  const octets = encodeQuestion(id, name, type);
  if (octets === null) return { id, question: null, responseCode: 3, authentic: false, truncated: false, records: [] };
  const isAnswer = (heard: WireAnswer): boolean =>
    heard.id === id && heard.question?.name === name.toLowerCase() && heard.question.code === recordCodes[type];
  const late = new AbortController();
  const timer = clock.timer(bounds.dns.oneTry, () => late.abort());
  const within = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]);
  try {
    const heard = await overUdp(server, octets, isAnswer, within);
    return typeof heard !== 'string' && heard.truncated ? await overTcp(server, octets, isAnswer, within) : heard;
  } finally {
    timer.cancel();
  }
}

type Heard = WireAnswer | string;
const NOT_IN_TIME = 'no answer in time';

function overUdp(
  { address, port }: Endpoint,
  octets: Buffer,
  isAnswer: (heard: WireAnswer) => boolean,
  signal: AbortSignal,
): Promise<Heard> {
  const { promise, resolve } = Promise.withResolvers<Heard>();
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  const giveUp = (): void => resolve(NOT_IN_TIME);
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  socket.on('error', () => resolve('the name server could not be reached'));
  socket.on('message', (message: Buffer) => {
    const heard = decodeAnswer(message);
    // All else is somebody's guess.
    if (heard !== null && isAnswer(heard)) resolve(heard);
  });
  socket.connect(port, address, () => socket.send(octets));
  return promise.finally(() => {
    signal.removeEventListener('abort', giveUp);
    socket.close();
  });
}

function overTcp(
  { address, port }: Endpoint,
  octets: Buffer,
  isAnswer: (heard: WireAnswer) => boolean,
  signal: AbortSignal,
): Promise<Heard> {
  const { promise, resolve } = Promise.withResolvers<Heard>();
  const socket = connect({ host: address, port });
  const giveUp = (): void => resolve(NOT_IN_TIME);
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  let received = Buffer.alloc(0);
  socket.on('error', () => resolve('the name server could not be reached'));
  socket.on('close', () => resolve('the name server closed the connection'));
  socket.on('data', (bytes: Buffer) => {
    // The length in front of an answer has two octets: it is bounded by that.
    received = Buffer.concat([received, bytes]);
    if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
    const heard = decodeAnswer(received.subarray(2, 2 + received.readUInt16BE(0)));
    resolve(heard !== null && isAnswer(heard) ? heard : 'the name server answered garbage');
  });
  const length = Buffer.alloc(2);
  length.writeUInt16BE(octets.length, 0);
  socket.write(Buffer.concat([length, octets]));
  return promise.finally(() => {
    signal.removeEventListener('abort', giveUp);
    socket.destroy();
  });
}

/** `192.0.2.1`, `192.0.2.1:53`, `2001:db8::1`, `[2001:db8::1]:53`. */
function endpointOf(server: string): Endpoint {
  const match = /^(?:\[(?<six>[^\]]+)\]|(?<four>[0-9.]+))(?::(?<port>[0-9]+))?$/u.exec(server)?.groups;
  return { address: match?.['six'] ?? match?.['four'] ?? server, port: Number(match?.['port'] ?? 53) };
}

const isLoopback = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
