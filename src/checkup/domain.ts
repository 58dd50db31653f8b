/** A domain as the Internet sees it: where its mail goes, and whether receivers may believe mail of ours in its name. */
import { bounds } from '../base/bounds.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Step } from '../mail/step.ts';
import type { AcceptedDomain, OutboundConnector } from '../directory/objects.ts';
import { spfAdvice } from '../policy/domains/domain-records.ts';
import { spfIncludes } from '../policy/domains/strangers-way.ts';
import { notesOf } from './notes.ts';
import { simulateSpf } from './spf.ts';
import type { Cure } from '../mail/remedy.ts';

export interface DomainFacts {
  readonly resolver: Resolver;
  readonly hostName: string;
  /** The host that the domain's MX should name. */
  readonly mxName: string;
  readonly serviceHost: string;
  readonly egressAddresses: readonly string[];
  /** How mail of this domain leaves for strangers; null: by MX, from our own addresses. */
  readonly upstream: OutboundConnector | null;
}

/** Selectors that providers use; a domain may have others, which nobody can list. */
const SELECTORS = ['selector1', 'selector2', 'google', 'default', 'dkim', 'mail', 's1', 's2', 'k1', 'doorpost'];

export async function* checkDomain(
  domain: AcceptedDomain,
  facts: DomainFacts,
  signal: AbortSignal,
): AsyncGenerator<Step> {
  const note = notesOf(`domain ${domain.name}`);
  yield domain.verified === null
    ? note('verified', 'our own directory', 'added, not verified', 'bad', { act: 'prove-domain', domain: domain.name })
    : note('verified', 'our own directory', `verified (${domain.verified.method})`, 'good');
  yield* mxSteps(domain, facts, note, signal);
  yield* spfSteps(domain.name, facts, note, signal);
  yield await dkimStep(domain.name, facts, note, signal);
  yield await dmarcStep(domain.name, facts, note, signal);
}

type Noting = ReturnType<typeof notesOf>;

async function* mxSteps(
  { name, type }: AcceptedDomain,
  { resolver, mxName, hostName, serviceHost, egressAddresses }: DomainFacts,
  note: Noting,
  signal: AbortSignal,
): AsyncGenerator<Step> {
  const asked = `MX of ${name}`;
  const answer = await resolver.mx(name, signal);
  if (answer.kind === 'failed') {
    yield note(
      'MX',
      asked,
      answer.reason,
      'unknown',
      'ask again; if it goes on, repair the name servers of the domain',
    );
    return;
  }
  if (answer.kind !== 'found') {
    const cure: Cure =
      type === 'internal-relay'
        ? 'publish the MX of the server that has its mailboxes (Microsoft 365 shows it as the domain’s DNS record)'
        : { act: 'publish-mx', domain: name, mxName };
    yield note('MX', asked, 'there is none', 'bad', cure);
    return;
  }
  const exchanges = [...answer.records].sort((a, b) => a.preference - b.preference);
  const seen = exchanges.map(({ preference, exchange }) => `${preference} ${exchange || '.'}`).join(', ');
  const isOurName = (exchange: string): boolean =>
    [mxName, hostName, serviceHost].some((own) => own.toLowerCase() === exchange);
  const leadsHere = async (exchange: string): Promise<boolean> => {
    const found = await resolver.a(exchange, signal);
    return found.kind === 'found' && found.records.some((address) => egressAddresses.includes(address));
  };
  const lookedUp = exchanges.slice(0, bounds.checkup.mailHosts);
  const ours =
    exchanges.some(({ exchange }) => isOurName(exchange)) ||
    (await Promise.all(lookedUp.map(({ exchange }) => leadsHere(exchange)))).includes(true);
  if (ours) yield note('MX', asked, seen, 'good');
  else if (type === 'internal-relay')
    yield note('MX', asked, `${seen}: elsewhere, as an internal-relay domain may`, 'good');
  else yield note('MX', asked, `${seen}: not here`, 'warning', { act: 'publish-mx-or-relay', domain: name, mxName });
}

async function* spfSteps(
  domain: string,
  { resolver, egressAddresses, hostName, upstream }: DomainFacts,
  note: Noting,
  signal: AbortSignal,
): AsyncGenerator<Step> {
  const txt = await resolver.txt(domain, signal);
  const records = txt.kind === 'found' ? txt.records.filter((text) => /^v=spf1(?: |$)/iu.test(text)) : [];
  const advice = spfAdvice(records, egressAddresses, spfIncludes(upstream));
  const publish = `publish this TXT record for ${domain}: ${advice.value}`;
  if (txt.kind === 'failed') {
    yield note('SPF', `TXT of ${domain}`, txt.reason, 'unknown', 'ask again; if it goes on, repair the name servers');
    return;
  }
  if (records.length !== 1) {
    const seen =
      records.length === 0 ? 'no SPF record' : `${records.length} SPF records, which receivers take for none`;
    yield note('SPF', `TXT of ${domain}`, seen, 'bad', publish);
    return;
  }
  yield note('SPF', `TXT of ${domain}`, records[0] ?? '', 'good');
  if (egressAddresses.length === 0) {
    const cure = 'set egressAddresses in doorpost.yaml to your public addresses, as the Internet sees them';
    yield note('SPF', 'for your public addresses', 'they are not known', 'unknown', cure);
    return;
  }
  for (const address of egressAddresses) {
    const seen = await simulateSpf(resolver, domain, address.split('/')[0] ?? address, hostName, signal);
    const asked = `SPF of ${domain}, simulated for mail from ${address}`;
    const text = `${seen.result} (${seen.lookups} of 10 lookups)`;
    if (seen.result === 'pass') yield note('SPF', asked, text, 'good');
    else if (seen.result === 'temperror') yield note('SPF', asked, `${text}: ${seen.text}`, 'unknown', 'ask again');
    else if (seen.result === 'permerror')
      yield note('SPF', asked, `${text}: ${seen.text}`, 'bad', 'the record is broken for everybody: correct it');
    else if (upstream !== null)
      yield note(
        'SPF',
        asked,
        text,
        'warning',
        `mail of the domain leaves by ${upstream.name}, whose own addresses receivers see; to let ours send too, ${publish}`,
      );
    else yield note('SPF', asked, text, 'bad', publish);
  }
}

async function dkimStep(
  domain: string,
  { resolver, upstream }: DomainFacts,
  note: Noting,
  signal: AbortSignal,
): Promise<Step> {
  const asked = `the usual selectors under _domainkey.${domain}`;
  const answers = await Promise.all(
    SELECTORS.map(async (selector) => {
      const answer = await resolver.txt(`${selector}._domainkey.${domain}`, signal);
      const isKey = answer.kind === 'found' && answer.records.some((text) => /(?:^|;)\s*p=\S/u.test(text));
      return { selector, isKey, failed: answer.kind === 'failed' };
    }),
  );
  const found = answers.filter(({ isKey }) => isKey).map(({ selector }) => selector);
  if (found.length > 0) return note('DKIM', asked, `keys: ${found.join(', ')}`, 'good');
  if (answers.some(({ failed }) => failed))
    return note('DKIM', asked, 'not all could be asked', 'unknown', 'ask again');
  const where = upstream === null ? 'where the mail is signed' : `at the provider behind ${upstream.name}`;
  return note(
    'DKIM',
    asked,
    'no key',
    'warning',
    `switch on DKIM ${where}; a key under another selector is not seen here`,
  );
}

async function dmarcStep(domain: string, { resolver }: DomainFacts, note: Noting, signal: AbortSignal): Promise<Step> {
  const labels = domain.split('.');
  const asked = `TXT of _dmarc.${domain}`;
  for (let up = 0; up < Math.min(labels.length - 1, bounds.checkup.parents); up++) {
    const name = `_dmarc.${labels.slice(up).join('.')}`;
    const answer = await resolver.txt(name, signal);
    if (answer.kind === 'failed') return note('DMARC', asked, answer.reason, 'unknown', 'ask again');
    const record =
      answer.kind === 'found' ? answer.records.find((text) => /^v=DMARC1\s*(?:;|$)/u.test(text)) : undefined;
    if (record === undefined) continue;
    const strict = /;\s*p=(quarantine|reject)/iu.exec(record)?.[1];
    const inherited = up === 0 ? '' : ` (inherited from ${name})`;
    return note(
      'DMARC',
      asked,
      `${record}${inherited}${strict === undefined ? '' : `: what fails SPF and DKIM is ${strict === 'reject' ? 'refused' : 'put aside'}`}`,
      'good',
    );
  }
  const cure = `publish TXT _dmarc.${domain}: v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
  return note('DMARC', asked, 'no record', 'warning', cure);
}
