/**
 * The daily list of mail in quarantine, for each recipient who has some since the last: at 7 in this machine's zone, where the organization wants
 * it. Part of housekeeping.
 *
 * Promises: one a day and recipient, also over a restart (who gets it is noted first: a crash may lose one, and never doubles one); nothing in
 * it acts, and nothing comes back of it. Only to recipients in the organization's own domains: mail that is held on its way out is nobody's there.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { IdSource } from '../../base/id.ts';
import { slices } from '../../base/slices.ts';
import { startOfDay } from '../../base/words/local-day.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { Organization } from '../../directory/objects.ts';
import { type Address, addressKey, addressText, pathText } from '../../mail/address.ts';
import type { Observe } from '../../mail/observation.ts';
import { quarantineLanes } from '../../mail/route.ts';
import { keptFor } from '../../policy/routing/honours-dmarc.ts';
import { routeRecipient } from '../../policy/routing/routing.ts';
import type { KeptNote, QueueEntry, Store } from '../../store/store.ts';
import { contactFor, sendOwnMail, SEVEN_MS } from '../own-mail.ts';
import { composeDigest, type DigestLine } from './digest-mail.ts';
import { line } from '../../mail/lines/said.ts';

const BOOK = 'digest';
const DAY_MS = 86_400_000;
/** A message is judged and kept within that time of its arrival. */
const SETTLED_MS = 5 * 60_000;

export interface DigestParts {
  readonly store: Pick<Store, 'spool' | 'notes'>;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly observe: Observe;
  readonly hostName: string;
}

/** How far an organization's lists are. Times are ms. */
interface Progress {
  /** Midnight of the day of the last ones. */
  readonly day: number;
  /** They have mail that came from then on, and before. */
  readonly from: number;
  readonly until: number;
  /** The last recipient who was written to, by key; null: all were. */
  readonly after: string | null;
}

interface Addressee {
  readonly address: Address;
  readonly lines: DigestLine[];
  count: number;
}

/** @param now as housekeeping takes it: not that of a clock that has just jumped ahead. */
export async function sendDigests(parts: DigestParts, now: number, over: AbortSignal): Promise<void> {
  const midnight = startOfDay(now);
  if (now < midnight + SEVEN_MS) return;
  for (const organization of parts.directory.current.organizations) {
    if (over.aborted) return;
    const note = await parts.store.notes.get(BOOK, organization.id);
    if (organization.quarantineDigest) await new Round(parts, organization, note).send(now, midnight, over);
    // Mail that comes while it is off is in no list: begun again it has the last day.
    else if (note !== null) await parts.store.notes.delete(BOOK, [organization.id]);
  }
}

class Round {
  readonly #parts: DigestParts;
  readonly #organization: Organization;
  readonly #last: Progress | null;

  constructor(parts: DigestParts, organization: Organization, note: KeptNote | null) {
    this.#parts = parts;
    this.#organization = organization;
    this.#last = (note?.value as Progress | undefined) ?? null;
  }

  async send(now: number, day: number, over: AbortSignal): Promise<void> {
    const last = this.#last;
    if (last !== null && last.day >= day && last.after === null) return;
    const until = now - SETTLED_MS;
    // One that broke off is ended first.
    const begun: Progress =
      last !== null && last.after !== null ? last : { day, from: last?.until ?? until - DAY_MS, until, after: '' };
    const addressees = await this.#gather(begun);
    for (const [key, addressee] of addressees) {
      if (over.aborted) return;
      await this.#note({ ...begun, after: key });
      await this.#mail(addressee, now);
    }
    await this.#note({ ...begun, after: null });
  }

  /** Each with the newest of their mail, in the order of their keys. */
  async #gather({ from, until, after }: Progress): Promise<readonly (readonly [string, Addressee])[]> {
    const rest = slices(this.#parts.clock);
    const found = new Map<string, Addressee>();
    const selection = { quarantined: true, lane: `${quarantineLanes}${this.#organization.id}` } as const;
    for await (const entries of this.#parts.store.spool.scan({ ...selection, newerThan: from, olderThan: until })) {
      for (const entry of entries) this.#add(found, entry, after ?? '');
      await rest();
    }
    return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  }

  #add(found: Map<string, Addressee>, { message, recipient }: QueueEntry, after: string): void {
    const { address } = recipient;
    const key = addressKey(address);
    if (key <= after || !this.#isOwn(address)) return;
    const known = found.get(key);
    if (known === undefined && found.size >= bounds.queue.digests) return;
    const one = known ?? { address, lines: [], count: 0 };
    one.count++;
    one.lines.push({
      at: message.receivedAt,
      sender: message.header.from[0] ?? pathText(message.reversePath),
      subject: message.header.subject,
      row: keptFor(message.screened) ?? null,
    });
    // The newest stay.
    if (one.lines.length > bounds.queue.digestLines) one.lines.shift();
    found.set(key, one);
  }

  #isOwn({ domainKey }: Address): boolean {
    const domain = this.#parts.directory.current.acceptedDomain(domainKey);
    return domain !== null && domain.verified !== null && domain.organizationId === this.#organization.id;
  }

  #note(progress: Progress): Promise<void> {
    return this.#parts.store.notes.put(BOOK, [{ key: this.#organization.id, value: progress }]);
  }

  async #mail({ address, lines, count }: Addressee, now: number): Promise<void> {
    const { hostName, directory } = this.#parts;
    const { id: organizationId, language } = this.#organization;
    const contact = contactFor(this.#organization, address);
    const originator = { organizationId, reversePath: null };
    const mail = {
      ...{ organizationId, to: address, contact, what: 'quarantine' },
      route: routeRecipient(directory.current, address, originator),
      ...(await composeDigest({ to: address, contact, hostName, language, lines, count })),
      told: line`List of ${count} kept back for ${addressText(address)}`,
    };
    await sendOwnMail(this.#parts, mail, now);
  }
}
