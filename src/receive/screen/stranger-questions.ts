/**
 * The questions about one stranger, begun when MAIL is said and ended with the transaction: what block lists say of the address, and SPF of the
 * sender. RCPT waits for what it needs of them, a few seconds at most; the end of data for the rest. Promises: no answer is waited for twice.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import { memo } from '../../base/memo.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { Organization } from '../../directory/objects.ts';
import { addressText } from '../../mail/address.ts';
import type { ListingFact } from '../../mail/screening/facts.ts';
import { resultOf, type SeenAuthentication } from '../../screening/authentication.ts';
import type { Inquiry, Soon, Stranger } from '../transaction/inquiry.ts';
import { type AskDns, type Examined, type Examiner, type Job, NOBODY_WAITS } from './authenticate.ts';
import { EnginePatience } from './patience.ts';

export type AskLists = (
  organization: Organization,
  clientAddress: string,
  signal: AbortSignal,
) => Promise<readonly ListingFact[]>;

export interface StrangersParts {
  readonly clock: Clock;
  readonly directory: LiveDirectory;
  readonly examiner: Examiner;
  readonly ask: AskDns;
  /** Our name. */
  readonly host: string;
  /** null: none can be asked. */
  readonly lists: AskLists | null;
  /** Of the questions of one stranger. */
  readonly ended: (questions: StrangerQuestions) => void;
}

type Spf = Exclude<ReturnType<Inquiry['spf']>, Promise<void>>;

export class StrangerQuestions implements Inquiry {
  readonly #parts: StrangersParts;
  readonly #stranger: Stranger;
  readonly #ending = new AbortController();
  readonly #since: number;
  readonly #listed = new Map<ObjectId, Soon<readonly ListingFact[]>>();
  /** Before there is a message. */
  #mayAskSpf = false;
  #job: Job | null = null;
  #spf: Soon<Spf> | undefined;

  constructor(parts: StrangersParts, stranger: Stranger) {
    this.#parts = parts;
    this.#stranger = stranger;
    this.#since = parts.clock.monotonic();
  }

  /** Whose lists count, the recipient says: with MAIL those are asked that it can only be. @param spf is asked for as well. */
  begin({ spf }: { readonly spf: boolean }): void {
    this.#mayAskSpf = spf;
    if (spf) this.#beginSpf();
    const only = onlyAsker(this.#parts.directory.current.organizations);
    if (only !== null) this.listings(only);
  }

  listings(of: ObjectId): Soon<readonly ListingFact[]> {
    const known = this.#listed.get(of);
    if (known !== undefined) return known;
    const { directory, lists } = this.#parts;
    const organization = directory.current.get('organization', of);
    if (organization === null || lists === null || organization.blockLists.length === 0) return [];
    const asking = lists(organization, this.#stranger.client.address, this.#ending.signal).then(
      (facts) => void this.#listed.set(of, facts),
    );
    this.#listed.set(of, asking);
    return asking;
  }

  spf(): Soon<Spf> {
    if (this.#spf !== undefined) return this.#spf;
    if (!this.#mayAskSpf) return null;
    this.#job ??= this.#examination();
    if (this.#job === null) return null;
    const asking = this.#askSpf(this.#job).then((spf) => void (this.#spf = spf));
    this.#spf = asking;
    return asking;
  }

  /** The end of data: nothing is too late then. */
  authenticate(examined: Examined): Promise<SeenAuthentication | null> {
    this.#job ??= this.#examination();
    return this.#job === null ? Promise.resolve(null) : this.#parts.examiner.examine(this.#job, examined);
  }

  end(): void {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort(NOBODY_WAITS);
    if (this.#job !== null) this.#parts.examiner.drop(this.#job);
    this.#parts.ended(this);
  }

  /** A thread is woken for it only where there seems to be something to wait for. */
  #beginSpf(): void {
    const { examiner } = this.#parts;
    const { reversePath } = this.#stranger;
    if (reversePath !== null && examiner.isAnswered(reversePath.domain)) return;
    this.#job ??= this.#examination();
    if (this.#job !== null) examiner.begin(this.#job);
  }

  #examination(): Job | null {
    const { examiner, ask, host } = this.#parts;
    const { client, reversePath } = this.#stranger;
    const sender = reversePath === null ? '' : addressText(reversePath);
    return examiner.open({ clientAddress: client.address, helo: client.helo, sender, host }, ask);
  }

  async #askSpf(job: Job): Promise<Spf> {
    const { clock, examiner } = this.#parts;
    const left = Math.max(0, this.#since + bounds.receive.listings - clock.monotonic());
    const patience = new EnginePatience(clock, left, this.#ending.signal);
    const { promise: late, resolve } = Promise.withResolvers<null>();
    patience.signal.addEventListener('abort', () => resolve(null), { once: true });
    try {
      const result = await Promise.race([examiner.spf(job), late]);
      // Its domain is the sender's own.
      return result === null ? null : { result: resultOf(result), isAligned: true };
    } finally {
      patience.end();
    }
  }
}

/** The one organization that asks block lists; null: there are several, or none. */
const onlyAsker = memo((organizations: readonly Organization[]): ObjectId | null => {
  const [only, ...others] = organizations.filter(({ blockLists }) => blockLists.length > 0);
  return only === undefined || others.length > 0 ? null : only.id;
});
