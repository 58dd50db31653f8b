/** Facts of a mail that is not there, as if just this had been found: `explain` shows by them what would become of it. Pure. */
import type { Assumed } from '../mail/screening/assumed.ts';
import type { AuthenticationFact, DmarcFact, EngineFact, ListingFact } from '../mail/screening/facts.ts';
import type { EnvelopeFacts, ScreenFacts } from './screen-facts.ts';

/** A score that each word of a spam filter is given for. */
const SCORES = { bulk: 4, spam: 7, 'high-confidence-spam': 20 } as const;

/** @param author as From shows it; null: there is none. */
export function assumedFacts(
  envelope: EnvelopeFacts,
  author: { readonly address: string; readonly domain: string } | null,
  found: ReadonlySet<Assumed>,
): ScreenFacts {
  const strangers = envelope.way === 'direct' || envelope.way === 'partner';
  const listed = (of: 'spam' | 'policy'): readonly ListingFact[] =>
    found.has(`${of}-list`) ? [{ kind: 'listed', list: 'assumed', of, code: '127.0.0.2', lookUp: null }] : [];
  const authentication = strangers || found.has('no-author') ? authenticationOf(author, found) : null;
  return {
    ...envelope,
    spf: authentication?.spf ?? null,
    listings: strangers ? [...listed('spam'), ...listed('policy')] : [],
    authentication,
    isResolverSick: false,
    engine: engineOf(found),
    virus: found.has('malware')
      ? { kind: 'found', signature: 'assumed' }
      : found.has('virus-scan-failed')
        ? { kind: 'unknown', why: 'silent' }
        : null,
    isBulk: found.has('bulk'),
  };
}

function engineOf(found: ReadonlySet<Assumed>): EngineFact | null {
  if (found.has('too-large-to-scan')) return { kind: 'unknown', why: 'too-large' };
  const level = (['high-confidence-spam', 'spam', 'bulk'] as const).find((each) => found.has(each));
  if (level === undefined) return null;
  return { kind: 'answered', action: level === 'bulk' ? 'accept' : level, score: SCORES[level], symbols: [] };
}

function authenticationOf(
  author: { readonly address: string; readonly domain: string } | null,
  found: ReadonlySet<Assumed>,
): AuthenticationFact {
  const domain = author?.domain ?? '';
  const dmarc = dmarcOf(domain, found);
  const passes = dmarc.result === 'pass';
  return {
    author:
      author === null || found.has('no-author')
        ? { kind: 'none', why: found.has('no-author') ? 'header-ended-early' : 'no-from' }
        : { kind: 'one', ...author },
    spf: { result: passes ? 'pass' : 'fail', domain, isAligned: true, text: '' },
    dkim: [],
    dmarc,
    arc: { result: 'none', domain: null },
  };
}

/** Of what is not said nothing stands against it. */
function dmarcOf(domain: string, found: ReadonlySet<Assumed>): DmarcFact {
  const policy = (['reject', 'quarantine'] as const).find((each) => found.has(`dmarc-${each}`));
  if (policy !== undefined) return { result: 'fail', domain, policy, text: '' };
  if (found.has('dmarc-unknown')) return { result: 'temperror', domain, policy: null, text: '' };
  if (found.has('unauthenticated')) return { result: 'none', domain: null, policy: null, text: '' };
  return { result: 'pass', domain, policy: 'none', text: '' };
}
