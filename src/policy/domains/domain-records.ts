/** The records to publish in DNS for a domain, and the values to type into a device, for each way in. Pure: the present SPF records are handed in. */
import { bounds } from '../../base/bounds.ts';
import { trimmedEnd } from '../../base/trim.ts';
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { Remedy } from '../../mail/remedy.ts';
import { toldCure } from '../../texts/remedy.ts';

export interface ServiceFacts {
  readonly hostName: string;
  readonly serviceHost: string;
  readonly submissionHost: string;
  /** null: no such listener. */
  readonly ports: {
    readonly relay: number | null;
    readonly submission: number | null;
    readonly submissions: number | null;
  };
  readonly egressAddresses: readonly string[];
}

export interface DnsRecordAdvice {
  /** `verification-mx`: instead of the TXT record; `host`: of the name that the MX record names. */
  readonly of: 'verification' | 'verification-mx' | 'mx' | 'host' | 'spf' | 'dkim' | 'dmarc' | 'tls-rpt';
  readonly type: 'MX' | 'TXT' | 'A/AAAA';
  readonly name: string;
  readonly value: string;
  readonly why: string;
  /** The act that it needs, where `why` says so. */
  readonly remedy?: Remedy;
}

export interface DeviceSettings {
  readonly way: 'relay' | 'submission' | 'direct';
  readonly settings: readonly (readonly [label: string, value: string])[];
  /** The acts behind some of these values, by label. */
  readonly remedies?: Readonly<Record<string, Remedy>>;
}

export interface DomainRecords {
  readonly mxName: string;
  readonly submissionName: string;
  readonly records: readonly DnsRecordAdvice[];
  readonly devices: readonly DeviceSettings[];
}

const HASH_CHARACTERS = 16;

/** RFC 5890 §2.3.1: a label with hyphens in its third and fourth place is reserved. No authority puts one in a certificate but a true A-label. */
const RESERVED = /^..--/u;
const UNRESERVED = 'mail---';

/**
 * One label that no other domain has: dots become `-`, hyphens `--`. In a host name no hyphen stands beside a dot, so every run of hyphens
 * reads back in one way only. What would be a reserved label (an internationalized domain, `ab-c.example`) gets `mail---` in front. What gets
 * longer than a label is cut and ends in `---` and a hash. Three hyphens occur in no other form, and these two differ in where they stand.
 */
export function mxLabel(domain: string): string {
  const plain = domain.replaceAll('-', '--').replaceAll('.', '-');
  const label = RESERVED.test(plain) ? `${UNRESERVED}${plain}` : plain;
  if (label.length <= bounds.policy.label) return label;
  const hash = createHash('sha256').update(domain).digest('hex').slice(0, HASH_CHARACTERS);
  const kept = trimmedEnd(label.slice(0, bounds.policy.label - HASH_CHARACTERS - 3), '-');
  return `${kept}---${hash}`;
}

/** The per-domain name that MX records and devices name. */
export const mxName = (domain: string, serviceHost: string): string => `${mxLabel(domain)}.${serviceHost}`;

/** The name that carries the verification token when a registrar offers no TXT: the host an MX points to. */
export const verificationMx = (token: string, serviceHost: string): string =>
  `${token.replace('=', '-').toLowerCase()}.${serviceHost}`;

/**
 * @param presentSpf the domain's present TXT records beginning `v=spf1`; null when they could not be looked up.
 */
export function domainRecords(
  domain: AcceptedDomain,
  facts: ServiceFacts,
  presentSpf: readonly string[] | null,
  /** Services that send its mail: names for SPF's `include:`. */
  includes: readonly string[] = [],
  /** Records of its own choice that it has. */
  has: { readonly dmarc: boolean; readonly tlsReports: boolean } = { dmarc: false, tlsReports: false },
  /** Of keys that sign its mail, or will. */
  dkim: readonly { readonly name: string; readonly value: string }[] = [],
): DomainRecords {
  const name = mxName(domain.name, facts.serviceHost);
  const records: DnsRecordAdvice[] = [];
  if (domain.verified === null)
    records.push(
      {
        of: 'verification',
        type: 'TXT',
        name: domain.name,
        value: domain.verificationToken,
        ...whyAndRemedy({ act: 'then-verify', domain: domain.name }),
      },
      {
        of: 'verification-mx',
        type: 'MX',
        name: domain.name,
        value: `32767 ${verificationMx(domain.verificationToken, facts.serviceHost)}`,
        why: 'instead of the TXT record, where TXT cannot be set; remove it after verifying',
      },
    );
  records.push(
    domain.type === 'internal-relay'
      ? {
          of: 'mx',
          type: 'MX',
          name: domain.name,
          value: 'as it is',
          why: 'its mailboxes are elsewhere (internal-relay), and so their MX stays',
        }
      : { of: 'mx', type: 'MX', name: domain.name, value: `0 ${name}`, why: 'mail for the domain comes here' },
    {
      of: 'host',
      type: 'A/AAAA',
      name,
      value: `the public addresses of ${facts.hostName}`,
      why: 'the name the MX record and devices use; a wildcard record for the service host covers all domains',
    },
    { of: 'spf', type: 'TXT', name: domain.name, ...spfAdvice(presentSpf, facts.egressAddresses, includes) },
  );
  for (const key of dkim)
    records.push({ of: 'dkim', type: 'TXT', ...key, why: 'receivers check the signatures of its mail by it' });
  if (!has.dmarc)
    records.push({
      ...{ of: 'dmarc', type: 'TXT', name: `_dmarc.${domain.name}`, value: dmarcAdvice(domain.name) },
      why: 'receivers report what is sent in its name; nothing is refused by it yet',
    });
  // Reports on the way to another system are that one’s.
  if (!has.tlsReports && domain.type !== 'internal-relay')
    records.push({
      ...{ of: 'tls-rpt', type: 'TXT', name: `_smtp._tls.${domain.name}`, value: tlsReportsAdvice(domain.name) },
      why: 'senders report when TLS with this server fails; the reports are read here',
    });
  return {
    mxName: name,
    submissionName: facts.submissionHost,
    records,
    devices: deviceSettings(domain.name, name, facts),
  };
}

/** To begin with: it only asks for reports. */
export const dmarcAdvice = (domain: string): string => `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;

/** The same of reports on TLS (RFC 8460 §3). */
export const tlsReportsAdvice = (domain: string): string => `v=TLSRPTv1; rua=mailto:postmaster@${domain}`;

/** The one SPF record the domain should have (RFC 7208 §3.2: never two), keeping what is there. */
export function spfAdvice(
  present: readonly string[] | null,
  egress: readonly string[],
  /** Whose addresses receivers see besides ours: names for `include:`. */
  includes: readonly string[] = [],
): { value: string; why: string } {
  const services = includes.map((name) => `include:${name}`);
  const own = egress.map((address) => (isIPv6(address.split('/')[0] ?? '') ? `ip6:${address}` : `ip4:${address}`));
  if (own.length === 0)
    return {
      value: ['v=spf1', 'ip4:<your public address>', ...services, '~all'].join(' '),
      why: 'set egressAddresses in doorpost.yaml to your public addresses, as the Internet sees them; then this line is exact',
    };
  const ours = [...own, ...services];
  const fresh = ['v=spf1', ...ours, '~all'].join(' ');
  const existing = (present ?? []).filter((record) => /^v=spf1(?: |$)/iu.test(record));
  if (existing.length === 0) return { value: fresh, why: 'receivers see who may send for the domain' };
  const terms = existing.flatMap((record) => record.trim().split(/\s+/u).slice(1));
  const isLast = (term: string): boolean => /^[-+?~]?all$/iu.test(term) || /^redirect=/iu.test(term);
  const kept = [...new Set(terms.filter((term) => !isLast(term)))];
  const has = (mechanism: string): boolean =>
    kept.some((term) => term.toLowerCase().replace(/^\+/u, '') === mechanism.toLowerCase());
  const missing = ours.filter((mechanism) => !has(mechanism));
  const end = terms.filter(isLast);
  const lookups = [...missing, ...kept].filter((term) =>
    /^[-+?~]?(?:include:|a(?:[:/]|$)|mx(?:[:/]|$)|ptr|exists:)/iu.test(term),
  ).length;
  const value = ['v=spf1', ...missing, ...kept, end[0] ?? '~all'].join(' ');
  const notes = [
    existing.length > 1
      ? `${existing.length} SPF records are published; receivers then treat SPF as broken. Put this one in their place`
      : missing.length > 0
        ? `change the present SPF record to this: ${missing.join(' ')} ${missing.length === 1 ? 'is' : 'are'} added`
        : 'the present SPF record already names all that is needed',
  ];
  if (lookups > 10) notes.push(`${lookups} terms need a DNS lookup and more than 10 break the record: take some out`);
  return { value, why: notes.join('. ') };
}

const NEEDED: Remedy = { act: 'give-connector' };
const PASSWORD: Remedy = { act: 'give-credential' };

function whyAndRemedy(remedy: Remedy): Pick<DnsRecordAdvice, 'why' | 'remedy'> {
  return { why: toldCure(remedy).cure, remedy };
}

function deviceSettings(domain: string, mx: string, facts: ServiceFacts): readonly DeviceSettings[] {
  const relayPort = String(facts.ports.relay ?? 25);
  const devices: DeviceSettings[] = [
    {
      way: 'relay',
      settings: [
        ['SMTP server', mx],
        ['Port', relayPort],
        ['Encryption', 'STARTTLS if the device offers it, else none'],
        ['Authentication', 'off'],
        ['User name', '(empty)'],
        ['Password', '(empty)'],
        ['From address', `any address @${domain}, it need not exist`],
        ['Recipients', 'anyone'],
        ['Needed here', toldCure(NEEDED).cure],
      ],
      remedies: { 'Needed here': NEEDED },
    },
  ];
  const { submission, submissions } = facts.ports;
  if (submission !== null || submissions !== null)
    devices.push({
      way: 'submission',
      settings: [
        ['SMTP server', facts.submissionHost],
        ['Port', submission !== null ? String(submission) : String(submissions)],
        ['Encryption', submission !== null ? 'STARTTLS (required)' : 'SSL/TLS'],
        ...(submission !== null && submissions !== null
          ? ([['Or', `port ${submissions} with SSL/TLS, where the device has no STARTTLS`]] as const)
          : []),
        ['Authentication', 'on (LOGIN or PLAIN)'],
        ['User name', "the credential's user name, by default the mailbox's address"],
        ['Password', toldCure(PASSWORD).cure],
        ['From address', "the mailbox's address, one of its aliases, or an address it holds Send As for"],
        ['Recipients', 'anyone'],
      ],
      remedies: { Password: PASSWORD },
    });
  devices.push({
    way: 'direct',
    settings: [
      ['SMTP server', mx],
      ['Port', relayPort],
      ['Encryption', 'STARTTLS if the device offers it, else none'],
      ['Authentication', 'off'],
      ['User name', '(empty)'],
      ['Password', '(empty)'],
      ['From address', `any address @${domain}`],
      ['Recipients', `only mailboxes, aliases and groups of your own domains, such as ${domain}`],
    ],
  });
  return devices;
}
