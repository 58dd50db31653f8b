/**
 * A server on which the pages' examples really run: the composed program on loopback, on a clock that is turned by hand. Devices come from the
 * addresses of an office by a PROXY header, so that the pages show such addresses.
 */
import { setTimeout as pause } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdSource } from '../../../src/base/id.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Random } from '../../../src/base/random.ts';
import { createZoneResolver } from '../../../src/dns/zone-resolver.ts';
import { type House, openHouse } from '../../../src/house.ts';
import { openStore } from '../../../src/store/sqlite/open-store.ts';
import { cli } from '../../../lab/cli.ts';
import { wordsOf } from '../../../lab/commands.ts';
import { createLog } from '../../../src/cli/serve/log.ts';
import type { OutputPort } from '../../../src/cli/serve/output-port.ts';
import { testSettings } from '../../../lab/houses/test-house.ts';
import { createManualClock, type ManualClock } from '../../../lab/manual-clock.ts';
import { SmtpTestClient } from '../../../lab/peers/smtp-client.ts';
import { type Sink, scriptedSink } from '../../../lab/peers/sinks.ts';

/** The hosts of the examples, all on this machine. */
const ZONE = `
contoso-com.mail.protection.outlook.com A 127.0.0.1
mail.contoso.com A 127.0.0.1
`;

/** Longer than an attempt over loopback takes on a loaded machine. */
const RESTS_MS = 300;
const MINUTES_WAITED = 20;
const REST_MS = 2_000;

/** As good as chance for names, and the same each time. */
function repeatable(): Random {
  let state = 0x2545f491;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    bytes: (length) => Uint8Array.from({ length }, () => next() & 0xff),
    fraction: () => next() / 2 ** 32,
  };
}

const aliveHop = (port?: number): Promise<Sink> =>
  scriptedSink({
    ...(port === undefined ? {} : { port }),
    script: (line) => {
      if (line === '<greeting>') return '220 AM0EUR02FT010.mail.protection.outlook.com';
      return line === '<content>' ? '250 2.6.0 Queued mail for delivery' : null;
    },
  });

/** The usual port in place of the real one; within a table as wide as that was. */
const withPort = (text: string, real: string, usual: string): string =>
  text
    .replaceAll(new RegExp(`:${real}(?= {2,}\\S)`, 'gu'), `:${usual.padEnd(real.length)}`)
    .replaceAll(`:${real}`, `:${usual}`)
    .replaceAll(`port ${real}`, `port ${usual}`);

export class Stage implements AsyncDisposable {
  readonly clock: ManualClock;
  readonly #folder: string;
  readonly #house: House;
  readonly #nextHopPort: number;
  #nextHop: Sink;

  private constructor(folder: string, clock: ManualClock, house: House, nextHop: Sink) {
    this.#folder = folder;
    this.clock = clock;
    this.#house = house;
    this.#nextHop = nextHop;
    this.#nextHopPort = nextHop.port;
  }

  static async open(): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'doorpost-pages-'));
    const clock = createManualClock();
    const nextHop = await aliveHop();
    const settings = testSettings(folder, {
      hostName: 'relay.contoso.com',
      serviceHost: 'relay.contoso.com',
      submissionHost: 'relay.contoso.com',
      proxyFrom: ['127.0.0.1/32'],
    });
    let written = '';
    const port: OutputPort = {
      async write(octets) {
        written += octets.toString();
        return octets.length;
      },
    };
    const reader = { isJournal: false, isTerminal: true };
    const { log } = createLog({ level: 'info', format: 'pretty' }, port, clock, reader);
    await setUpBefore(folder, clock.now() - 24 * 3_600_000);
    const house = await openHouse(settings, {
      clock,
      log,
      random: repeatable(),
      resolver: createZoneResolver(ZONE),
      addressPolicy: () => ({ allowed: true }),
    });
    let closed = false;
    clock.restsWith(async () => {
      if (closed) return true;
      await house.store.spool.nextDueAt([]);
      return house.deliveries() === 0;
    });
    await house.start();
    const stage = new Stage(folder, clock, house, nextHop);
    stage.#closing = () => void (closed = true);
    stage.#written = () => written;
    return stage;
  }

  #closing: () => void = () => {};
  #written: () => string = () => '';

  /** Lines of the log that tell of mail, so far. */
  mailLog(): readonly string[] {
    return this.#shown(this.#written())
      .split('\n')
      .filter((line) => /^\S+ \w+ +(?:[0-9A-Z]{16} |refused )/u.test(line));
  }

  /** One line, as it is typed, and what is answered, as a page shows it. */
  async type(
    line: string,
    more: {
      readonly stdin?: string;
      readonly code?: number;
      /** At a terminal of so many columns. */
      readonly columns?: number;
      readonly meanwhile?: () => Promise<void>;
    } = {},
  ): Promise<string> {
    const typed = wordsOf(line)
      .slice(1)
      .map((word) => word.replace(':587', `:${this.#nextHopPort}`));
    const running = cli(typed, {
      env: { DOORPOST_DATA: this.#folder },
      ...(more.stdin === undefined ? {} : { stdin: more.stdin }),
      ...(more.columns === undefined ? {} : { columns: more.columns }),
    });
    await more.meanwhile?.();
    const { code, out, err } = await running;
    assert.equal(code, more.code ?? 0, `${line}: ${err}`);
    return `$ ${line}\n${this.#shown(out + err)}`;
  }

  /** The same, of several lines. */
  async all(...lines: readonly string[]): Promise<string> {
    const shown: string[] = [];
    for (const line of lines) shown.push(await this.type(line));
    return shown.join('\n');
  }

  #shown(text: string): string {
    const ports = this.#house
      .listening()
      .map(({ name, port }) => [port, { smtp: 25, submission: 587, submissions: 465, http: 8525 }[name] ?? port]);
    return [...ports, [this.#nextHopPort, 587]]
      .reduce((shown, [real, usual]) => withPort(shown, `${real}`, `${usual}`), text)
      .replaceAll(/^.*\(by proxy 127\.0\.0\.1\)\n/gmu, '')
      .replaceAll('[127.0.0.1]', '[198.51.100.25]')
      .replaceAll('./doorpost', 'doorpost')
      .replaceAll(this.#folder, '/var/lib/doorpost')
      .trimEnd();
  }

  /** Nothing listens there any more. */
  async nextHopDies(): Promise<void> {
    await this.#nextHop[Symbol.asyncDispose]();
  }

  async nextHopReturns(): Promise<void> {
    this.#nextHop = await aliveHop(this.#nextHopPort);
  }

  /** Speaks SMTP from an address of the office. */
  device(address: string, listener = 'smtp'): Promise<SmtpTestClient> {
    const port = this.#house.listening().find(({ name }) => name === listener)?.port ?? 0;
    return this.during(SmtpTestClient.connect({ port, proxied: address }));
  }

  /** Lets what was begun come to its end. */
  async rest(): Promise<void> {
    await this.clock.rest(REST_MS);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await this.clock.rest(REST_MS);
  }

  /** Lets time go by while something happens: an answer to a stranger is held back for a moment. */
  async during<Result>(happens: Promise<Result>): Promise<Result> {
    let over = false;
    const watched = happens.finally(() => void (over = true));
    while (!over) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (!over) await this.clock.advance(100);
    }
    return watched;
  }

  /** Turns the clock, minute by minute. */
  async pass(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute++) {
      await this.clock.advance(60_000);
      await this.rest();
    }
  }

  /** Minute by minute, until it says so: a busy machine has more to do than it had when the page was written. */
  async typeUntil(line: string, words: string): Promise<string> {
    for (let minute = 0; minute < MINUTES_WAITED; minute++) {
      const text = await this.type(line);
      if (text.includes(words)) return text;
      // An attempt is under way in real time: minutes that pass over it would end it.
      await pause(RESTS_MS);
      await this.pass(1);
    }
    return this.type(line);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing();
    await this.#house.close(1_000);
    await this.#nextHop[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** A server that was there yesterday has counted all of today. */
async function setUpBefore(folder: string, at: number): Promise<void> {
  const clock = createManualClock(at);
  const ids = createIdSource(clock, repeatable());
  await using _ = await openStore({ folder, clock, ids, log: silentLog });
}
