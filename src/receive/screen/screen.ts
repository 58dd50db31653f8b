/**
 * A stranger's message, looked at before the 250: gathers what can be found out about it, all at once and under one deadline, has it judged by
 * one pure function, and keeps what was found. Promises: mail by a connector or a sign-in is not looked at and pays nothing; what did not
 * answer is unknown, never held against the mail; nothing is changed in it.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { ObjectId, QueueId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import type { Settings } from '../../config/settings.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { Organization } from '../../directory/objects.ts';
import type { Resolver } from '../../dns/resolver.ts';
import type { Address, ReversePath } from '../../mail/address.ts';
import type { ContentRef } from '../../mail/content.ts';
import type { Observe } from '../../mail/observation.ts';
import { replies } from '../../mail/replies.ts';
import type {
  AuthenticationFact,
  AuthorFact,
  DkimFact,
  EngineFact,
  ListingFact,
  VirusFact,
} from '../../mail/screening/facts.ts';
import { type Refused, refuse } from '../../mail/verdict.ts';
import { authenticationFact, compositeOf, notSeen, shownAuthor } from '../../screening/authentication.ts';
import type { EnvelopeFacts, ScreenFacts, ScreenVerdict } from '../../screening/screen-facts.ts';
import { isAlwaysReachable } from '../../policy/ingress/ingress.ts';
import { staysWith } from '../../policy/routing/routing.ts';
import type { Inquiry, Stranger } from '../transaction/inquiry.ts';
import { envelopeFacts, screenWay, senderKnown } from '../transaction/screen-envelope.ts';
import { resultsText } from '../../screening/stamps.ts';
import type { Spool, Store } from '../../store/store.ts';
import type { Screener, ScreenQuestion } from '../transaction/screener.ts';
import { TlsReports } from '../tls-reports/tls-reports.ts';
import { Attachments } from './attachments.ts';
import { Examiner, NOBODY_WAITS } from './authenticate.ts';
import { MailQuestions } from './mail-questions.ts';
import { UsedEntries } from './used-entries.ts';
import { type AskLists, StrangerQuestions } from './stranger-questions.ts';

/** A message as those see it who look at it. */
export interface LookedAt {
  readonly queueId: QueueId;
  readonly organization: Organization;
  readonly clientAddress: string;
  readonly helo: string;
  readonly reversePath: ReversePath;
  readonly recipients: readonly Address[];
  readonly author: AuthorFact;
  /** Nobody of ours: neither by a connector nor signed in. */
  readonly isStrangers: boolean;
  /** The mailbox that signed in; null: nobody did. */
  readonly user: string | null;
  readonly tls: string | null;
  readonly content: ContentRef;
  /** From its beginning each time. */
  readonly read: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
}

/** Reject for nothing; null: that is not set up. The signal fires when nobody waits any more. */
type Look<Fact> = (mail: LookedAt, signal: AbortSignal) => Promise<Fact>;

/** The parts that the composition gives. Absent ones are not asked. */
export interface ScreeningParts {
  readonly resolver: Resolver;
  readonly judge: (facts: ScreenFacts) => ScreenVerdict;
  readonly engine?: Look<EngineFact | null>;
  readonly virus?: Look<VirusFact | null>;
  readonly listings?: AskLists;
}

interface Around {
  readonly settings: Settings;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly observe: Observe;
  readonly spool: Pick<Spool, 'content'>;
  readonly store: Pick<Store, 'directory' | 'notes'>;
}

export class Screening implements Screener, AsyncDisposable {
  readonly #around: Around;
  readonly #parts: ScreeningParts;
  readonly #examiner: Examiner;
  readonly #questions: MailQuestions;
  readonly #used: UsedEntries;
  /** Those whose SPF was asked for at MAIL. */
  readonly #asked = new Set<StrangerQuestions>();
  readonly #attachments: Attachments;
  readonly #tlsReports: TlsReports;
  /** Looked at now. Strangers never take the places of our own senders. */
  readonly #atOnce = { strangers: 0, own: 0 };

  constructor(around: Around, parts: ScreeningParts) {
    this.#around = around;
    this.#parts = parts;
    this.#examiner = new Examiner(around.clock, around.log);
    this.#used = new UsedEntries(around);
    this.#attachments = new Attachments(around.clock);
    this.#tlsReports = new TlsReports(around);
    this.#questions = new MailQuestions({ ...around, resolver: parts.resolver, host: around.settings.hostName });
  }

  ask(stranger: Stranger): Inquiry {
    const questions = this.#questionsAbout(stranger);
    const spf = this.#asked.size < bounds.receive.strangersAsked;
    if (spf) this.#asked.add(questions);
    questions.begin({ spf });
    return questions;
  }

  look(question: ScreenQuestion): Promise<ScreenVerdict | Refused> | null {
    const { engine, virus } = this.#parts;
    const { ingress, organizationId } = question.transaction;
    const isLookedAt =
      ingress === 'direct' || engine !== undefined || virus !== undefined || this.#blocks(organizationId).length > 0;
    return isLookedAt ? this.#screen(question) : null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#questions.close();
    await this.#used.close();
    const threads = [this.#examiner, this.#attachments, this.#tlsReports];
    await Promise.all(threads.map((one) => one[Symbol.asyncDispose]()));
  }

  async #screen(question: ScreenQuestion): Promise<ScreenVerdict | Refused> {
    const whose = question.transaction.ingress === 'direct' ? 'strangers' : 'own';
    if (this.#atOnce[whose] >= mostAtOnce[whose]) return refuse(replies.screeningFull(), { kind: 'screening-full' });
    this.#atOnce[whose]++;
    const over = new AbortController();
    try {
      const facts = await this.#gather(question, over.signal);
      const verdict = this.#parts.judge(facts);
      const { organizationId, reversePath } = question.transaction;
      if (verdict.kind === 'take' && organizationId !== null) this.#used.note(organizationId, facts.listed);
      if (verdict.kind === 'take' && verdict.screened.disposition !== 'quarantine' && question.complete.isTlsReport)
        await this.#takeReport(question, facts, over.signal);
      return withResults(verdict, facts, reversePath === null);
    } finally {
      over.abort(NOBODY_WAITS);
      this.#atOnce[whose]--;
    }
  }

  async #takeReport(question: ScreenQuestion, { authentication }: ScreenFacts, signal: AbortSignal): Promise<void> {
    const { queueId, organization, content, read } = this.#lookedAt(question);
    const { sizeBytes } = content;
    await this.#tlsReports.take({ queueId, organizationId: organization.id, authentication, sizeBytes, read }, signal);
  }

  #questionsAbout(stranger: Stranger): StrangerQuestions {
    const { clock, directory, settings } = this.#around;
    return new StrangerQuestions(
      {
        ...{ clock, directory },
        examiner: this.#examiner,
        ask: this.#questions.asker(),
        host: settings.hostName,
        lists: this.#parts.listings ?? null,
        ended: (questions) => void this.#asked.delete(questions),
      },
      stranger,
    );
  }

  async #gather(question: ScreenQuestion, signal: AbortSignal): Promise<ScreenFacts> {
    const mail = this.#lookedAt(question);
    const { transaction, complete, client } = question;
    const { inquiry, reversePath } = transaction;
    const isStrangers = transaction.ingress === 'direct';
    // A partner's mail is authenticated too; its address is nobody's question.
    const questions = inquiry instanceof StrangerQuestions ? inquiry : this.#questionsAbout({ client, reversePath });
    const { engine, virus } = this.#parts;
    const silent = { kind: 'unknown', why: 'silent' } as const;
    const late = this.#late(signal);
    const inTime = <Fact>(look: Promise<Fact> | undefined, unknown: Fact): Promise<Fact> =>
      Promise.race([look ?? unknown, late.then(() => unknown)]);
    const [authentication, engineFact, virusFact, listed, blockedAttachment] = await Promise.all([
      isStrangers ? this.#authenticate(questions, mail, complete) : null,
      inTime(engine?.(mail, signal), engine ? silent : null),
      inTime(virus?.(mail, signal), virus ? silent : null),
      inTime(transaction.isStrangers ? listingsOf(questions, mail.organization.id) : undefined, []),
      this.#attachments.blocked(mail.read, mail.organization.blockedAttachments, signal),
    ]);
    const facts: ScreenFacts = {
      ...this.#envelope(question, mail, authentication),
      isOwnAuthor: this.#isOwn(mail),
      isForPostmaster: isStrangers && mail.recipients.every(isAlwaysReachable),
      authentication,
      isResolverSick: isStrangers ? await this.#questions.isSickByNow() : this.#questions.isSick,
      listings: listed,
      engine: engineFact,
      virus: virusFact,
      isBulk: complete.header.precedence === 'bulk',
      ...(blockedAttachment !== null && { blockedAttachment }),
    };
    const composite = compositeOf(facts);
    return composite === undefined ? facts : { ...facts, composite };
  }

  #envelope(
    { transaction, client }: ScreenQuestion,
    { organization, reversePath, recipients, author }: LookedAt,
    authentication: AuthenticationFact | null,
  ): EnvelopeFacts {
    const { mailbox, right: match, device } = transaction;
    const view = this.#around.directory.current;
    const envelope = {
      organizationId: organization.id,
      way: screenWay(transaction.ingress, match),
      ...{ mailbox, match, reversePath },
      recipient: null,
      clientAddress: client.address,
      saidOwnHello: client.saidOwnHello,
      isAlwaysThrough: device?.alwaysThrough === true,
      now: this.#around.clock.now(),
    };
    const known = senderKnown(view, envelope, transaction.knownSender);
    const facts = envelopeFacts(view, envelope, known, {
      author: author.kind === 'one' ? author.address : null,
      signedBy: (authentication?.dkim ?? []).filter(counts).map(({ domain }) => domain),
    });
    // Named as a device by its sign-in too, not by its address alone.
    const isKnownDevice = facts.isKnownDevice || device?.organizationId === organization.id;
    const isToOwnMailboxes =
      transaction.ingress === 'submission' && recipients.every((each) => staysWith(view, organization.id, each));
    return { ...facts, isKnownDevice, isToOwnMailboxes, spf: authentication?.spf ?? null };
  }

  #lookedAt({ transaction, complete, client, tls }: ScreenQuestion): LookedAt {
    const { spool, directory } = this.#around;
    const organization = directory.current.get('organization', transaction.organizationId);
    if (organization === null) throw new Error('the organization of a message is gone');
    const { content, author } = complete;
    return {
      queueId: transaction.queueId,
      organization,
      clientAddress: client.address,
      helo: client.helo,
      reversePath: transaction.reversePath,
      isStrangers: transaction.ingress === 'direct',
      user: transaction.mailbox?.address ?? null,
      tls,
      recipients: transaction.recipients.map(({ envelope }) => envelope.address),
      author,
      content,
      read: (signal) => (content.kind === 'inline' ? one(content.bytes) : spool.content(content, signal)),
    };
  }

  async #authenticate(
    questions: StrangerQuestions,
    { author, content, read }: LookedAt,
    { isSigned, isTlsReport }: ScreenQuestion['complete'],
  ): Promise<AuthenticationFact> {
    const now = this.#around.clock.now();
    const isSmall = content.kind === 'inline' && content.bytes.byteLength <= bounds.receive.checkedInFlight;
    const seen = await questions.authenticate({
      message: {
        ...{ now, isSigned },
        ...(isTlsReport && { isTlsReport }),
        author: author.kind === 'one' ? { address: author.address, domain: author.domain } : null,
      },
      whole: isSigned && isSmall ? content.bytes : null,
      content: read,
    });
    return seen === null ? notSeen(author, 'it could not be checked') : authenticationFact(author, seen, now);
  }

  #blocks(organizationId: ObjectId | null): readonly string[] {
    return this.#around.directory.current.get('organization', organizationId)?.blockedAttachments ?? [];
  }

  #isOwn({ author, organization }: LookedAt): boolean {
    if (author.kind === 'none') return false;
    return this.#around.directory.current.acceptedDomain(author.domain)?.organizationId === organization.id;
  }

  /** Resolves when nobody waits any longer. */
  #late(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#around.clock.timer(bounds.receive.screening, resolve);
      signal.addEventListener('abort', () => timer.cancel(), { once: true });
    });
  }
}

const mostAtOnce = { strangers: bounds.receive.screenedAtOnce, own: bounds.receive.ownScreenedAtOnce } as const;

/** With the results in words, for the stamp and the trace, and what they show of the author. */
function withResults(verdict: ScreenVerdict, facts: ScreenFacts, isNullSender: boolean): ScreenVerdict {
  const { authentication } = facts;
  if (verdict.kind === 'refuse' || authentication === null) return verdict;
  const results = resultsText(authentication, facts.composite, isNullSender);
  const author = shownAuthor(authentication, facts.isResolverSick);
  return { ...verdict, author, screened: { ...verdict.screened, results } };
}

/** A signature that says who answers for the message. */
const counts = ({ result, isPartial }: DkimFact): boolean => result === 'pass' && !isPartial;

/** As RCPT has heard them. */
async function listingsOf(questions: StrangerQuestions, of: ObjectId): Promise<readonly ListingFact[]> {
  const known = questions.listings(of);
  if (!(known instanceof Promise)) return known;
  await known;
  return listingsOf(questions, of);
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
