/** The records of a domain: what was found of each, and what to do about it. */
import type { DomainRecordCheck, RecordFinding } from '../../mail/doors/domain-health.ts';
import type { Cure } from '../../mail/remedy.ts';

type Of<Kind extends RecordFinding['kind']> = Extract<RecordFinding, { readonly kind: Kind }>;

/** Without a capital and a full stop: behind what was seen, or as a sentence of its own. */
const words: { readonly [Kind in RecordFinding['kind']]: (finding: Of<Kind>, check: DomainRecordCheck) => string } = {
  'no-answer': ({ reason }) => `it could not be asked: ${reason}`,
  none: (_, { record }) => NONE[record],
  'token-shown': ({ by }) =>
    by === 'txt' ? 'the token is published' : 'the token is published, as the host of an MX record',
  'token-missing': () => 'the token is not published yet',
  'token-gone': () => 'the token is no longer published; the domain stays verified',
  'stays-verified': ({ method }) => `verified (${method}); no record is needed any longer`,
  'leads-here': () => 'mail for the domain comes here',
  'leads-elsewhere': () => 'mail for the domain goes elsewhere, not here',
  'elsewhere-as-may': () => 'mail for the domain goes elsewhere, as an internal-relay domain may',
  several: ({ count }) => `${count} SPF records; receivers treat that as an error`,
  'names-us': () => 'receivers see that mail of the domain may come from this server',
  'addresses-unknown': () => 'whether it names this server is not known, as its public addresses are not',
  'service-missing': ({ missing }) => `it does not name the service that sends the mail (${missing.join(', ')})`,
  'not-ours': () => 'the record does not name this server, and receivers may take its mail for forged',
  'not-ours-by-upstream': ({ upstream }) =>
    `it does not name this server; mail of the domain leaves by ${upstream}, whose own addresses receivers see`,
  'broken-for-all': () => 'the record is invalid, whoever sends',
  undecided: () => 'some records that it refers to could not be looked up',
  keys: ({ selectors }) => `keys: ${selectors.join(', ')}`,
  'no-key': () => 'no key was found under the usual selectors',
  policy: ({ policy, from }) =>
    `${POLICIES[policy ?? ''] ?? OTHER_POLICY}${from === null ? '' : ` (inherited from ${from})`}`,
  'not-published': ({ kind: _ }, { record }) =>
    record === 'mta-sts'
      ? 'no MTA-STS policy: servers that send here do without certificates that verify'
      : 'nobody reports to you how protecting mail to you went',
  malformed: ({ count }) =>
    count === 1 ? 'the record is not valid, and counts as none' : `${count} records, which count as none`,
  'has-policy': ({ id }) => `says that there is an MTA-STS policy (${id})`,
  'reports-wanted': ({ by }) => `reports on TLS go to ${by.join(', ')}`,
};

const NONE: Readonly<Record<DomainRecordCheck['record'], string>> = {
  verification: 'no record',
  mx: 'there is none',
  spf: 'no SPF record',
  dkim: 'no key',
  dmarc: 'no record',
  'mta-sts': 'no record',
  'tls-rpt': 'no record',
};

const OTHER_POLICY = 'policy none: receivers take no action on mail that fails DMARC';
const POLICIES: Readonly<Record<string, string | undefined>> = {
  quarantine: 'mail that fails DMARC is quarantined',
  reject: 'mail that fails DMARC is rejected',
};

export const recordText = (check: DomainRecordCheck): string =>
  (words[check.finding.kind] as (finding: RecordFinding, check: DomainRecordCheck) => string)(check.finding, check);

const ASK_AGAIN = 'ask again; if it goes on, repair the name servers of the domain';
const RELAY_MX =
  'publish the MX of the server that has its mailboxes (Microsoft 365 shows it as the domain’s DNS record)';

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
      return ASK_AGAIN;
    case 'undecided':
      return 'ask again';
    case 'none':
    case 'leads-elsewhere':
      return check.record === 'mx' ? mxCure(finding.kind, about) : publish(check, about);
    case 'token-missing':
      return { act: 'then-verify', domain: about.domain };
    case 'addresses-unknown':
      return SET_ADDRESSES;
    case 'broken-for-all':
    case 'malformed':
      return 'correct the record: receivers refuse it as it is';
    case 'no-key':
      return noKey(finding.upstream);
    default:
      return outcome === 'good' ? null : publish(check, about);
  }
}

function mxCure(kind: 'none' | 'leads-elsewhere', { domain, mxName }: About): Cure | null {
  if (mxName === null) return kind === 'none' ? RELAY_MX : null;
  return { act: kind === 'none' ? 'publish-mx' : 'publish-mx-or-relay', domain, mxName };
}

/** Without our addresses there is no line to publish. */
const publish = ({ type, name, wanted }: DomainRecordCheck, { domain }: About): Cure =>
  wanted === null ? SET_ADDRESSES : { act: 'publish-record', domain, type, name, value: wanted };

const noKey = (upstream: string | null): string =>
  `switch on DKIM ${upstream === null ? 'where the mail is signed' : `at the provider behind ${upstream}`}; a key under another selector is not seen here`;

const SET_ADDRESSES = 'set egressAddresses in doorpost.yaml to your public addresses, as the Internet sees them';
