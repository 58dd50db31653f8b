/** The records of a domain: what was found of each, and what to do about it. */
import type { DomainRecordCheck, RecordFinding } from '../../mail/doors/domain-health.ts';
import type { Cure } from '../../mail/remedy.ts';
import { anyShell } from '../command.ts';
import { type Phrase, say, spoken } from '../phrase.ts';
import type { Sentences } from '../sentences.ts';
import { told } from '../told.ts';

type Of<Kind extends RecordFinding['kind']> = Extract<RecordFinding, { readonly kind: Kind }>;

/** Without a capital and a full stop: behind what was seen, or as a sentence of its own. */
const words: { readonly [Kind in RecordFinding['kind']]: (finding: Of<Kind>, check: DomainRecordCheck) => Phrase } = {
  'no-answer': ({ reason }) => say`it could not be asked: ${reason}`,
  none: (_, { record }) => NONE[record],
  'token-shown': ({ by }) =>
    by === 'txt' ? say`the token is published` : say`the token is published, as the host of an MX record`,
  'token-missing': () => say`the token is not published yet`,
  'token-gone': () => say`the token is no longer published; the domain stays verified`,
  'stays-verified': ({ method }) => say`verified (${method}); no record is needed any longer`,
  'leads-here': () => say`mail for the domain comes here`,
  'leads-elsewhere': () => say`mail for the domain goes elsewhere, not here`,
  'elsewhere-as-may': () => say`mail for the domain goes elsewhere, as an internal-relay domain may`,
  several: ({ count }) => say`${count} SPF records; receivers treat that as an error`,
  'names-us': () => say`receivers see that mail of the domain may come from this server`,
  'addresses-unknown': () => say`whether it names this server is not known, as its public addresses are not`,
  'service-missing': ({ missing }) => say`it does not name the service that sends the mail (${missing.join(', ')})`,
  'not-ours': () => say`the record does not name this server, and receivers may take its mail for forged`,
  'not-ours-by-upstream': ({ upstream }) =>
    say`it does not name this server; mail of the domain leaves by ${upstream}, whose own addresses receivers see`,
  'broken-for-all': () => say`the record is invalid, whoever sends`,
  undecided: () => say`some records that it refers to could not be looked up`,
  keys: ({ selectors }) => say`keys: ${selectors.join(', ')}`,
  'no-key': () => say`no key was found under the usual selectors`,
  policy: ({ policy, from }) =>
    say`${POLICIES[policy ?? ''] ?? OTHER_POLICY}${from === null ? '' : say` (inherited from ${from})`}`,
  'not-published': ({ kind: _ }, { record }) =>
    record === 'mta-sts'
      ? say`no MTA-STS policy: servers that send here do without certificates that verify`
      : say`nobody reports to you how protecting mail to you went`,
  malformed: ({ count }) =>
    count === 1 ? say`the record is not valid, and counts as none` : say`${count} records, which count as none`,
  'has-policy': ({ id }) => say`says that there is an MTA-STS policy (${id})`,
  'reports-wanted': ({ by }) => say`reports on TLS go to ${by.join(', ')}`,
};

const NONE: Readonly<Record<DomainRecordCheck['record'], Phrase>> = {
  verification: say`no record`,
  mx: say`there is none`,
  spf: say`no SPF record`,
  dkim: say`no key`,
  dmarc: say`no record`,
  'mta-sts': say`no record`,
  'tls-rpt': say`no record`,
};

const OTHER_POLICY = say`policy none: receivers take no action on mail that fails DMARC`;
const POLICIES: Readonly<Record<string, Phrase | undefined>> = {
  quarantine: say`mail that fails DMARC is quarantined`,
  reject: say`mail that fails DMARC is rejected`,
};

export const recordPhrase = (check: DomainRecordCheck): Phrase =>
  (words[check.finding.kind] as (finding: RecordFinding, check: DomainRecordCheck) => Phrase)(check.finding, check);

export const recordText = (check: DomainRecordCheck, sentences: Sentences = {}): string =>
  spoken(recordPhrase(check), anyShell, sentences);

/** Those that are no act. */
export const recordCures = {
  askAgain: 'ask again; if it goes on, repair the name servers of the domain',
  once: 'ask again',
  relayMx: 'publish the MX of the server that has its mailboxes (Microsoft 365 shows it as the domain’s DNS record)',
  setAddresses: 'set egressAddresses in doorpost.yaml to your public addresses, as the Internet sees them',
  correct: 'correct the record: receivers refuse it as it is',
  signThere: 'switch on DKIM where the mail is signed; a key under another selector is not seen here',
} as const;

interface About {
  readonly domain: string;
  /** The host that its MX should name; null: its mailboxes are elsewhere. */
  readonly mxName: string | null;
}

/** The cure; null: nothing is to be done. */
export function recordCure(check: DomainRecordCheck, about: About): Cure | null {
  const { finding, outcome } = check;
  switch (finding.kind) {
    case 'no-answer':
      return recordCures.askAgain;
    case 'undecided':
      return recordCures.once;
    case 'none':
    case 'leads-elsewhere':
      return check.record === 'mx' ? mxCure(finding.kind, about) : publish(check, about);
    case 'token-missing':
      return { act: 'then-verify', domain: about.domain };
    case 'addresses-unknown':
      return recordCures.setAddresses;
    case 'broken-for-all':
    case 'malformed':
      return recordCures.correct;
    case 'no-key':
      return noKey(finding.upstream);
    default:
      return outcome === 'good' ? null : publish(check, about);
  }
}

function mxCure(kind: 'none' | 'leads-elsewhere', { domain, mxName }: About): Cure | null {
  if (mxName === null) return kind === 'none' ? recordCures.relayMx : null;
  return { act: kind === 'none' ? 'publish-mx' : 'publish-mx-or-relay', domain, mxName };
}

/** Without our addresses there is no line to publish. */
const publish = ({ type, name, wanted }: DomainRecordCheck, { domain }: About): Cure =>
  wanted === null ? recordCures.setAddresses : { act: 'publish-record', domain, type, name, value: wanted };

const noKey = (upstream: string | null): Cure =>
  upstream === null
    ? recordCures.signThere
    : told(say`switch on DKIM at the provider behind ${upstream}; a key under another selector is not seen here`);
