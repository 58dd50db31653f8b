/** Rows of the table that are answered at the end of data. */
import type { ReasonOf } from '../mail/reason.ts';
import { replies } from '../mail/replies.ts';
import type { AuthenticationFact } from '../mail/screening/facts.ts';
import type { EnvelopeFacts, ScreenFacts } from './screen-facts.ts';
import type { DispositionRow } from './table-row.ts';

/** Below what counts as spam. */
const BULK_SCORE = 4;

type When = DispositionRow['when'];
/** Of a row that knows nothing before the end of data. */
const atEnd =
  (when: (facts: ScreenFacts) => ReturnType<When>): When =>
  (_, all) =>
    all === null ? null : when(all);

const domainOf = ({ author }: AuthenticationFact): string => (author.kind === 'one' ? author.domain : '');

/** A question that DNS did not answer could have ended in a pass. Of what is aligned alone, else a signature of anybody's sick domain would be a way around. */
const hasTemporaryError = ({ dmarc, spf, dkim }: AuthenticationFact): boolean =>
  dmarc.result === 'temperror' || [spf, ...dkim].some(({ result, isAligned }) => isAligned && result === 'temperror');

const dmarcFails = (asks: 'quarantine' | 'reject'): When =>
  atEnd(({ authentication, isOwnAuthor: own }) => {
    if (authentication === null) return null;
    const { result, policy } = authentication.dmarc;
    if (result !== 'fail' || policy !== asks) return null;
    return { kind: 'dmarc', policy, domain: domainOf(authentication), own };
  });

/** The owner's wish has a row of its own, also where that is only observed. */
const asksForMore = ({ result, policy }: AuthenticationFact['dmarc']): boolean =>
  result === 'fail' && (policy === 'quarantine' || policy === 'reject');

/** Only where the record asks for something, or could not be read, does it matter. A sick resolver of ours makes nobody wait. */
const dmarcUnknown: When = atEnd(({ authentication, isResolverSick }) => {
  if (authentication === null || isResolverSick) return null;
  const { result, policy } = authentication.dmarc;
  return result === 'temperror' && policy !== 'none'
    ? { kind: 'dmarc-unknown', domain: domainOf(authentication) }
    : null;
});

const unauthenticated: When = atEnd(({ authentication }) => {
  if (authentication === null || authentication.author.kind === 'none' || hasTemporaryError(authentication))
    return null;
  const { dmarc, spf, dkim } = authentication;
  const shown = [spf, ...dkim.filter(({ isPartial }) => !isPartial)];
  if (
    dmarc.result === 'pass' ||
    asksForMore(dmarc) ||
    shown.some(({ result, isAligned }) => result === 'pass' && isAligned)
  )
    return null;
  return { kind: 'unauthenticated', domain: domainOf(authentication) };
});

const engineSays = (level: 'high-confidence-spam' | 'spam'): When =>
  atEnd(({ engine }) =>
    engine?.kind === 'answered' && engine.action === level ? { kind: 'spam-filter', level, score: engine.score } : null,
  );

const isTooLarge = ({ engine, virus }: ScreenFacts): boolean =>
  [engine, virus].some((one) => one?.kind === 'unknown' && one.why === 'too-large');

const all = <Act>(act: Act) => ({ relay: act, submission: act, direct: act, own: act, partner: act }) as const;
const from = <Act, Theirs>(ours: Act, theirs: Theirs) =>
  ({ relay: ours, submission: ours, direct: theirs, own: theirs, partner: theirs }) as const;

export const contentRows: readonly DispositionRow[] = [
  {
    name: 'no-author',
    fact: 'no author, or one that may be read in two ways; by a connector where the header ended early; a known device may have none',
    when: (facts, known) => noAuthor(facts, known),
    sparing: [],
    cells: all('reject'),
    reply: (_: ReasonOf<'no-author'>, { way }) => replies.noAuthor(way === 'submission'),
  },
  {
    name: 'malware',
    fact: 'a virus scanner finds malware',
    when: atEnd(({ virus }) => (virus?.kind === 'found' ? { kind: 'malware', signature: virus.signature } : null)),
    sparing: [],
    cells: from('reject', 'quarantine'),
    reply: ({ signature }: ReasonOf<'malware'>) => replies.malware(signature),
    mark: { scl: 9, category: 'MALW', filter: 'SPM' },
  },
  {
    name: 'blocked-author',
    fact: 'the author is on the block list',
    when: atEnd(({ listed: { blockedAuthor: entry } }) =>
      entry === undefined ? null : { kind: 'blocked-author', entry },
    ),
    sparing: [],
    isOwnWord: true,
    cells: from('reject', 'quarantine'),
    reply: () => replies.authorBlocked(),
    mark: { scl: 9, category: 'SPM', filter: 'SKB' },
  },
  {
    name: 'attachment-type',
    fact: 'an attachment of a type that is not taken (off by default)',
    when: atEnd(({ blockedAttachment: attachment }) =>
      attachment === undefined ? null : { kind: 'attachment-type', attachment },
    ),
    sparing: [],
    isOwnWord: true,
    cells: all('reject'),
    reply: ({ attachment }: ReasonOf<'attachment-type'>) => replies.attachmentBlocked(attachment),
  },
  {
    name: 'dmarc-reject',
    fact: 'DMARC fails, and its owner asks to reject',
    when: dmarcFails('reject'),
    sparing: [],
    trustsDevices: true,
    cells: from(null, 'reject'),
    reply: ({ domain, own }: ReasonOf<'dmarc'>) => (own ? replies.ownDmarcFails(domain) : replies.dmarcFails(domain)),
    mark: { scl: 7, category: 'SPOOF', filter: 'SPM' },
  },
  {
    name: 'virus-scan-failed',
    fact: 'the virus scanner does not answer',
    when: atEnd(({ virus }) =>
      virus?.kind === 'unknown' && virus.why !== 'too-large' ? { kind: 'virus-scan-failed', why: virus.why } : null,
    ),
    sparing: [],
    cells: from(null, 'defer'),
    reply: () => replies.virusScanFailed(),
  },
  {
    name: 'dmarc-quarantine',
    fact: 'DMARC fails, and its owner asks for quarantine',
    when: dmarcFails('quarantine'),
    sparing: [],
    trustsDevices: true,
    cells: from(null, 'quarantine'),
    mark: { scl: 7, category: 'SPOOF', filter: 'SPM' },
  },
  {
    name: 'dmarc-unknown',
    fact: 'DNS could not say whether DMARC fails; not while our own resolver is sick',
    when: dmarcUnknown,
    sparing: [],
    trustsDevices: true,
    cells: from(null, 'defer'),
    reply: ({ domain }: ReasonOf<'dmarc-unknown'>) => replies.dmarcUnknown(domain),
  },
  {
    name: 'unauthenticated',
    fact: 'nothing shows that it comes from its author’s domain, and no DMARC record asks for more',
    when: unauthenticated,
    sparing: ['postmaster', 'allowed-address', 'allowed-pair'],
    trustsDevices: true,
    // A stranger's domain without SPF and DKIM is no reason by itself.
    cells: { ...from(null, null), own: ['junk', 'quarantine'] },
    mayReject: ({ rejectsOwnAuthor }) => rejectsOwnAuthor === true,
    reply: ({ domain }: ReasonOf<'unauthenticated'>) => replies.ownAuthorNotShown(domain),
    mark: { scl: 5, category: 'SPOOF', filter: 'SPM' },
  },
  {
    name: 'high-confidence-spam',
    fact: 'the spam filter is sure',
    when: engineSays('high-confidence-spam'),
    sparing: ['postmaster', 'allowed-address', 'allowed-author', 'allowed-pair', 'own-mailboxes'],
    cells: from('hold', ['junk', 'quarantine']),
    mark: { scl: 9, category: 'HSPM', filter: 'SPM' },
  },
  {
    name: 'spam',
    fact: 'the spam filter says spam',
    when: engineSays('spam'),
    sparing: ['postmaster', 'allowed-address', 'allowed-author', 'allowed-pair', 'own-mailboxes'],
    cells: from('stamp', ['junk', 'quarantine']),
    mark: { scl: 6, category: 'SPM', filter: 'SPM' },
  },
  {
    name: 'bulk',
    fact: `it goes to many (List-Id, Precedence), and the spam filter gives it ${BULK_SCORE} points`,
    when: atEnd(({ isBulk, engine }) =>
      isBulk && engine?.kind === 'answered' && engine.score >= BULK_SCORE
        ? { kind: 'spam-filter', level: 'bulk', score: engine.score }
        : null,
    ),
    sparing: ['postmaster', 'allowed-address', 'allowed-author', 'allowed-pair'],
    cells: from(null, [null, 'junk']),
    mark: { scl: 6, category: 'BULK', filter: 'SPM' },
  },
  {
    name: 'too-large-to-scan',
    fact: 'it is too large for what scans it',
    when: atEnd((facts) => (isTooLarge(facts) ? { kind: 'too-large-to-scan' } : null)),
    sparing: [],
    cells: from(null, [null, 'quarantine']),
    mark: { scl: 1, category: 'NONE', filter: 'NSPM' },
  },
];

/** A device's header is odd often enough: by a connector only an end that hides fields stands against it. */
function noAuthor({ way, isKnownDevice }: EnvelopeFacts, known: ScreenFacts | null): ReasonOf<'no-author'> | null {
  const author = known?.authentication?.author;
  if (author?.kind !== 'none' || (way === 'relay' && author.why !== 'header-ended-early')) return null;
  // Old scanners write no From at all: that shows nobody a wrong name.
  if (isKnownDevice && author.why === 'no-from') return null;
  return { kind: 'no-author', lack: author.why };
}
