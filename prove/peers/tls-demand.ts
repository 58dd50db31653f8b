/** G18: what TLS was demanded for never travels in clear, however STARTTLS or a certificate is spoilt; sign-in is refused before TLS. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../lab/ports.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { admin, startServer } from '../support/server.ts';
import { makeSite, ownDomain, type Site } from '../support/site.ts';
import { refusedInClear } from './clear-sign-in.ts';
import { type Spoiling, startStrippingHop, type StrippingHop } from './stripping-hop.ts';
import { Talk } from './talk.ts';

export const g18: Proof = {
  id: 'G18',
  title: 'What demands TLS never goes in clear, and no password is taken or given without it',
  prove,
};

const demands = ['none', 'opportunistic', 'required', 'verified', 'wrapped'] as const;
type Demand = (typeof demands)[number];
const credentials = ['nothing', 'a password', 'a client certificate'] as const;
type Shown = (typeof credentials)[number];
/** What may be heard by a next hop: nothing at all, mail inside TLS, mail in clear. */
type Allowed = 'nothing' | 'inside TLS' | 'in clear';

/** `spoilt`: no TLS comes about. `doubtful`: TLS does, with a certificate that does not verify. */
interface Case extends Spoiling {
  readonly kind: 'spoilt' | 'doubtful' | 'good';
}

const refusals = ['454 4.7.0 not now', '500 what', '501 no', '502 no', '530 no', '354 go', '221 bye', '421 4.3.2 busy'];
const acts = ['close', 'reset', 'silence', '220 ready\r\n250 injected'];
const FIRST_ATTEMPT_MS = 60_000;

async function prove(terms: Terms): Promise<Finding> {
  const authority = await createAuthority();
  const good = await authority.issue(['127.0.0.1']);
  const cases = await casesFor(authority, good);
  const files = {
    ca: join(terms.folder, 'ca.pem'),
    cert: join(terms.folder, 'own.pem'),
    key: join(terms.folder, 'own.key'),
  };
  const own = await authority.issue(['doorpost.prove.test']);
  await Promise.all([
    writeFile(files.ca, authority.cert),
    writeFile(files.cert, own.cert),
    writeFile(files.key, own.key),
  ]);
  const [smtp, submission] = [await freePort(), await freePort()];
  const made = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [],
    settings: `listeners:
  smtp: { port: ${smtp}, addresses: [127.0.0.1] }
  submission: { port: ${submission}, addresses: [127.0.0.1] }
  submissions: { enabled: false }
queue: { concurrentDeliveries: 1000 }`,
  });
  const site: Site = { ...made, smtpPort: smtp };
  await using server = await startServer(site, {
    signal: terms.signal,
    environment: { NODE_EXTRA_CA_CERTS: files.ca },
  });
  await using hops = new AsyncDisposableStack();
  const faults: string[] = [];

  const tried: Tried[] = [];
  for (const demand of demands)
    for (const shown of credentials)
      for (const each of cases) {
        const hop = hops.use(await startStrippingHop(each, demand === 'wrapped'));
        const domain = `d${tried.length}.test`;
        await admin(site, 'POST', '/outbound-connectors', {
          name: domain,
          recipientDomains: [domain],
          route: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: hop.port }] },
          tls: demand,
          auth: shown === 'a password' ? { username: 'site', password: 'a password of G18' } : null,
          clientCertificate:
            shown === 'a client certificate' ? { certificateFile: files.cert, keyFile: files.key } : null,
        });
        tried.push({ demand, shown, each, hop, domain });
      }
  terms.progress(`${tried.length} connectors, each with a next hop of its own`);
  await sendTo(
    site,
    tried.map(({ domain }) => domain),
  );
  await attempted(site, tried, terms);
  const figures = verdict(tried, await states(site), faults);
  // What was verified once is verified again: the same next hops, now without STARTTLS.
  const kept = tried.filter(
    ({ each, demand }) => each.kind === 'good' && demand !== 'none' && demand !== 'opportunistic',
  );
  for (const { hop } of kept) hop.spoil({ name: 'not offered any more', offers: false });
  const before = kept.map(({ hop }) => hop.heard.messages);
  await sendTo(
    site,
    kept.map(({ domain }) => domain),
  );
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  for (const [at, { demand, hop }] of kept.entries())
    if (hop.heard.messages !== before[at] || hop.heard.clearOctets > 0)
      faults.push(`${demand}: a next hop that gave TLS once got mail without it afterwards`);

  const inbound = await refusedInClear(site, { smtp, submission }, faults);
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  return judged({ ...figures, 'downgraded later': kept.length, ...inbound }, faults);
}

interface Tried {
  readonly demand: Demand;
  readonly shown: Shown;
  readonly each: Case;
  readonly hop: StrippingHop;
  readonly domain: string;
}

async function casesFor(
  authority: Awaited<ReturnType<typeof createAuthority>>,
  good: Awaited<ReturnType<typeof authority.issue>>,
): Promise<readonly Case[]> {
  const stranger = await createAuthority();
  const doubtful = [
    ['signed by nobody we know', await stranger.issue(['127.0.0.1'])],
    ['expired', await authority.issue(['127.0.0.1'], { from: -3, to: -2 })],
    ['not yet valid', await authority.issue(['127.0.0.1'], { from: 2, to: 3 })],
    ['of another host', await authority.issue(['other.test'])],
    ['of a wildcard', await authority.issue(['*.test', '*'])],
  ] as const;
  return [
    { kind: 'spoilt', name: 'STARTTLS not offered', offers: false },
    { kind: 'spoilt', name: 'HELO only', offers: false, onlyHelo: true },
    ...[...refusals, ...acts].map(
      (answer): Case => ({
        kind: 'spoilt',
        name: `STARTTLS answered ${JSON.stringify(answer)}`,
        offers: true,
        answer,
      }),
    ),
    { kind: 'spoilt', name: '220 and then no TLS', offers: true },
    {
      kind: 'spoilt',
      name: 'TLS 1.1 at most',
      offers: true,
      context: { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    },
    ...doubtful.map(
      ([name, context]): Case => ({ kind: 'doubtful', name: `a certificate ${name}`, offers: true, context }),
    ),
    { kind: 'good', name: 'all in order', offers: true, context: good },
  ];
}

/** docs/operate/tls.md and `src/deliver/session/tls-policy.ts`, as a table of its own. */
function allowed({ demand, shown, each }: Pick<Tried, 'demand' | 'shown' | 'each'>): Allowed {
  if (demand === 'none') return each.onlyHelo === true && shown === 'a password' ? 'nothing' : 'in clear';
  if (each.kind === 'good') return 'inside TLS';
  const strict = demand === 'verified' || demand === 'wrapped';
  if (each.kind === 'doubtful')
    return strict || (demand === 'opportunistic' && shown === 'a password') ? 'nothing' : 'inside TLS';
  return demand === 'opportunistic' && shown === 'nothing' ? 'in clear' : 'nothing';
}

const mayHangForMinutes = (each: Case): boolean => each.answer === 'silence';

function verdict(tried: readonly Tried[], state: ReadonlyMap<string, string>, faults: string[]): Finding['figures'] {
  const counts = { nothing: 0, 'inside TLS': 0, 'in clear': 0 };
  let leaked = 0;
  for (const one of tried) {
    const { demand, shown, each, hop, domain } = one;
    const may = allowed(one);
    const what = `${demand}, ${shown} to show, ${each.name}`;
    counts[may]++;
    const { clearOctets, clearText, secureOctets, messages } = hop.heard;
    if (may !== 'in clear' && clearOctets > 0) {
      leaked += clearOctets;
      faults.push(`${what}: ${clearOctets} octets in clear: ${JSON.stringify(clearText)}`);
    }
    if (may === 'nothing' && (messages > 0 || secureOctets > 0)) faults.push(`${what}: mail went out`);
    if (may === 'nothing' && state.get(domain) !== 'Pending' && !mayHangForMinutes(each))
      faults.push(`${what}: the mail does not wait but is ${state.get(domain)}`);
    if (may !== 'nothing' && messages !== 1 && !mayHangForMinutes(each))
      faults.push(`${what}: arrived ${messages} times, is ${state.get(domain)}`);
  }
  return {
    'ways to a next hop': tried.length,
    'of these TLS demanded and spoilt': counts.nothing,
    'octets in clear there': leaked,
    'by TLS': counts['inside TLS'],
    'in clear as was chosen': counts['in clear'],
  };
}

async function sendTo(site: Site, domains: readonly string[]): Promise<void> {
  const talk = await Talk.open(site.smtpPort);
  await talk.reply();
  await talk.say('EHLO client.test');
  for (const domain of domains) {
    await talk.say(`MAIL FROM:<scan@${ownDomain}>`);
    await talk.say(`RCPT TO:<user@${domain}>`);
    await talk.say('DATA');
    const reply = await talk.say(`From: scan@${ownDomain}\r\nSubject: secret\r\n\r\na secret\r\n.`);
    if (!reply.startsWith('250')) throw new Error(`not accepted: ${reply}`);
  }
  talk.end();
}

interface Row {
  readonly recipient: string | null;
  readonly status: string;
}

/** By recipient domain; sessions that brought no mail have none. */
async function states(site: Site): Promise<ReadonlyMap<string, string>> {
  const { rows } = await admin<{ readonly rows: readonly Row[] }>(site, 'GET', '/trace?ingress=relay&limit=1000');
  return new Map(
    rows.flatMap(({ recipient, status }) =>
      recipient === null ? [] : [[recipient.slice(recipient.indexOf('@') + 1), status] as const],
    ),
  );
}

/** Resolves when each message has had its first attempt. */
async function attempted(site: Site, tried: readonly Tried[], terms: Terms): Promise<void> {
  for (const until = performance.now() + FIRST_ATTEMPT_MS; performance.now() < until && !terms.signal.aborted; ) {
    const state = await states(site);
    const open = tried.filter(
      ({ domain, each }) =>
        !mayHangForMinutes(each) && !['Pending', 'Delivered', 'Failed'].includes(state.get(domain) ?? ''),
    );
    if (open.length === 0) return;
    terms.progress(`${open.length} not yet attempted`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
