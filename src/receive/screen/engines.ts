/**
 * The programs and lists that mail is screened with beside ourselves: a spam filter, a virus scanner, DNS block lists. Each is there only where it is set; nothing is
 * asked otherwise. Looks at the lists when they are set and each hour, and tells how everything stands.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Settings } from '../../config/settings.ts';
import { type BlockList, blockListsOf, keyOfList } from '../../directory/block-lists.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { SecretName } from '../../directory/objects.ts';
import type { Resolver } from '../../dns/resolver.ts';
import type { ObjectId } from '../../base/id.ts';
import { type JudgeAlarm, subjectOfKey } from '../../mail/alarm.ts';
import type {
  EngineStanding,
  ListStanding,
  Probed,
  ScreeningHealth,
  ScreeningProbes,
} from '../../mail/doors/screening-health.ts';
import { addressText } from '../../mail/address.ts';
import type { Observe } from '../../mail/observation.ts';
import type { Spool } from '../../store/store.ts';
import { Clamd } from './clamd.ts';
import { EngineHealth } from './health.ts';
import { Listings } from './listings.ts';
import { Rspamd, type ScannedMessage } from './rspamd.ts';
import type { LookedAt, ScreeningParts } from './screen.ts';
import { testContent } from './test-patterns.ts';

export interface EngineParts {
  readonly settings: Pick<Settings, 'screening' | 'hostName'>;
  readonly directory: LiveDirectory;
  readonly store: { readonly spool: Pick<Spool, 'content'> };
  readonly resolver: Resolver;
  readonly readSecret: (name: SecretName) => Promise<string | null>;
  readonly clock: Clock;
  readonly observe: Observe;
  readonly log: Log;
}

/** An engine that is set, with how it stands. */
interface Engine<Asked> {
  readonly asked: Asked;
  readonly health: EngineHealth;
  readonly address: string;
}

const ROUND_MS = 5 * 60_000;
/** After a change of the directory: all changes of an import at once. */
const SOON_MS = 1_000;

export class Engines implements ScreeningHealth {
  readonly listings: Listings;
  readonly #parts: EngineParts;
  readonly #rspamd: Engine<Rspamd> | null;
  readonly #clamd: Engine<Clamd> | null;
  readonly #closing = new AbortController();
  #unfollow: () => void = () => {};
  #timer: Timer | null = null;
  #round: Promise<void> = Promise.resolve();

  constructor(parts: EngineParts) {
    this.#parts = parts;
    const { settings } = parts;
    const { rspamdUrl, clamdAddress } = settings.screening;
    const content: Spool['content'] = (ref, signal) => parts.store.spool.content(ref, signal);
    this.listings = new Listings(parts);
    this.#rspamd = engine(rspamdUrl, 'rspamd', parts, (url, health) => {
      return new Rspamd({ ...parts, content, hostName: settings.hostName, url, health });
    });
    this.#clamd = engine(
      clamdAddress,
      'clamd',
      parts,
      (address, health) => new Clamd({ ...parts, content, address, health }),
    );
  }

  /** null: none is set. */
  get rspamd(): Rspamd | null {
    return this.#rspamd?.asked ?? null;
  }

  get clamd(): Clamd | null {
    return this.#clamd?.asked ?? null;
  }

  /** As whoever gathers about a message asks them. */
  get looks(): Pick<ScreeningParts, 'engine' | 'virus' | 'listings'> {
    const { rspamd, clamd, listings } = this;
    return {
      ...(rspamd && { engine: (mail, signal) => rspamd.scan(scanned(mail), mail.content, signal) }),
      ...(clamd && { virus: ({ content }, signal) => clamd.scan(content, signal) }),
      listings: (organization, clientAddress, signal) => listings.of(clientAddress, blockListsOf(organization), signal),
    };
  }

  /** Looks at the lists, and asks the scanner how old its signatures are, now and from time to time. */
  start(): void {
    this.#unfollow = this.#parts.directory.onChange(() => this.#lookIn(SOON_MS));
    this.#lookIn(0);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#unfollow();
    this.#timer?.cancel();
    await this.#round;
    this.rspamd?.close();
  }

  engines(): readonly EngineStanding[] {
    return [this.#rspamd, this.#clamd].flatMap((one) => (one === null ? [] : [one.health.standing()]));
  }

  lists(): readonly ListStanding[] {
    return this.#wanted().map(({ list, organizations }) => this.listings.standing(list, organizations));
  }

  /** Of the alarm of an engine. */
  readonly judgeEngine: JudgeAlarm = (alarm) => {
    const set = this.engines().some((one) => one.engine === subjectOfKey(alarm));
    return set ? null : { end: 'not-in-use' };
  };

  readonly judgeList: JudgeAlarm = (alarm) => {
    const found = this.#wanted().find(({ list }) => keyOfList(list) === subjectOfKey(alarm));
    return found === undefined ? { end: 'not-in-use' } : null;
  };

  readonly probes: ScreeningProbes = {
    spamFilter: (of, signal) => {
      const { hostName } = this.#parts.settings;
      const ask = this.#rspamd?.asked;
      return this.#probed(this.#rspamd, of, (content) => ask?.scan(ours(hostName), content, signal));
    },
    virusScanner: (signal) => {
      const ask = this.#clamd?.asked;
      return this.#probed(this.#clamd, 'virus', (content) => ask?.scan(content, signal));
    },
    virusScannerVersion: async (signal) => {
      const said = await this.clamd?.version(signal);
      return said === undefined || 'why' in said ? null : said.words;
    },
    lists: (organizations, signal) => this.#looks(new Set(organizations), signal),
  };

  async *#looks(of: ReadonlySet<ObjectId>, signal: AbortSignal): AsyncGenerator<ListStanding> {
    for (const { list, organizations } of this.#wanted()) {
      if (signal.aborted) return;
      if (!organizations.some((one) => of.has(one))) continue;
      await this.listings.look(list, signal);
      yield this.listings.standing(list, organizations);
    }
  }

  #probed<Fact extends { readonly kind: string }>(
    one: Engine<unknown> | null,
    what: 'spam' | 'letter' | 'virus',
    ask: (content: ReturnType<typeof testContent>) => Promise<Fact> | undefined,
  ): Promise<Probed<Fact>> | null {
    if (one === null) return null;
    const { clock, settings } = this.#parts;
    const from = clock.monotonic();
    const asking = ask(testContent(what, settings.hostName, clock.now()));
    if (asking === undefined) return null;
    return asking.then((fact) => ({
      address: one.address,
      fact,
      tookMs: Math.round(clock.monotonic() - from),
      trouble: fact.kind === 'unknown' ? (one.health.standing().trouble?.words ?? 'no answer') : null,
    }));
  }

  /** Every list that somebody asks, with those who do. */
  #wanted(): readonly { readonly list: BlockList; readonly organizations: readonly ObjectId[] }[] {
    const wanted = new Map<string, { list: BlockList; organizations: ObjectId[] }>();
    for (const organization of this.#parts.directory.current.organizations)
      for (const list of blockListsOf(organization)) {
        const known = wanted.get(keyOfList(list));
        if (known === undefined) wanted.set(keyOfList(list), { list, organizations: [organization.id] });
        else known.organizations.push(organization.id);
      }
    return [...wanted.values()];
  }

  #lookIn(ms: number): void {
    if (this.#closing.signal.aborted) return;
    this.#timer?.cancel();
    this.#timer = this.#parts.clock.timer(ms, () => {
      this.#round = this.#round
        .then(() => Promise.all([this.#lookAtAll(), this.clamd?.version(this.#closing.signal)]))
        .catch((error: unknown) => this.#parts.log.warn({ error: String(error) }, 'block lists could not be looked at'))
        .then(() => this.#lookIn(ROUND_MS));
    });
  }

  async #lookAtAll(): Promise<void> {
    const lists = this.#wanted().map(({ list }) => list);
    this.listings.keepOnly(lists);
    const due = lists.filter((list) => this.listings.isDue(list)).slice(0, bounds.receive.listsLooked);
    for (const list of due) {
      if (this.#closing.signal.aborted) return;
      await this.listings.look(list, this.#closing.signal);
    }
  }
}

function engine<Asked>(
  address: string | null,
  name: EngineStanding['engine'],
  parts: EngineParts,
  make: (address: string, health: EngineHealth) => Asked,
): Engine<Asked> | null {
  if (address === null) return null;
  const health = new EngineHealth(name, address, parts);
  return { asked: make(address, health), health, address };
}

/** The envelope of a test of our own. */
const ours = (hostName: string) => ({
  clientAddress: null,
  helo: hostName,
  clientName: hostName,
  reversePath: `postmaster@${hostName}`,
  recipients: [`postmaster@${hostName}`],
  isStrangers: false,
  user: null,
  queueId: 'protection-test',
  tlsVersion: null,
});

const scanned = ({
  clientAddress,
  helo,
  reversePath,
  recipients,
  isStrangers,
  user,
  queueId,
  tls,
}: LookedAt): ScannedMessage => ({
  clientAddress,
  helo,
  clientName: null,
  reversePath: reversePath === null ? '' : addressText(reversePath),
  recipients: recipients.map(addressText),
  isStrangers,
  user,
  queueId,
  tlsVersion: tls?.split(' ', 1)[0] ?? null,
});
