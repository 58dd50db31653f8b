/**
 * Asks each authoritative name server of a domain for our token, as TXT record or as the host of an MX record, and keeps what each of them
 * said. One authoritative server that shows it is proof: only the owner could publish it. Zones take their time, so the others are reported as behind. Bounded in servers and in time.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { DnsAnswer, MxRecord, Resolver } from '../../dns/resolver.ts';
import { verificationMx } from '../../policy/domains/domain-records.ts';
import type { Cure } from '../../mail/remedy.ts';
import type { Step, StepOutcome } from '../../mail/step.ts';
import { step } from '../../texts/step.ts';

/** A server's question, and its answer. `shows`: the token; null: it did not answer. */
interface Answered {
  readonly server: string;
  /** null: it has none. */
  readonly address: string | null;
  readonly asked: 'TXT' | 'MX' | 'A and AAAA';
  /** Of what. */
  readonly name: string;
  readonly answer: string;
  readonly shows: boolean | null;
}

export interface Verification {
  readonly verified: null | 'txt' | 'mx';
  readonly steps: readonly Step[];
}

export async function verifyDomain(
  domain: string,
  token: string,
  serviceHost: string,
  resolver: Resolver,
  clock: Clock,
): Promise<Verification> {
  const patience = new AbortController();
  const timer = clock.timer(bounds.admin.verification, () => patience.abort());
  try {
    const zone = await nameServers(domain, token, resolver, patience.signal);
    if ('step' in zone) return { verified: null, steps: [zone.step] };
    const asked = await Promise.all(
      zone.servers.map((server) => askServer(server, domain, token, serviceHost, resolver, patience.signal)),
    );
    const answered = asked.flatMap((each) => each.answered);
    const verified = asked.find((each) => each.shows !== null)?.shows ?? null;
    return { verified, steps: answered.map((each) => stepOf(each, verified !== null, token)) };
  } finally {
    timer.cancel();
    patience.abort();
  }
}

/** The NS records of the domain, or of the zone above that holds it. */
async function nameServers(
  domain: string,
  token: string,
  resolver: Resolver,
  signal: AbortSignal,
): Promise<{ readonly servers: readonly string[] } | { readonly step: Step }> {
  const labels = domain.split('.');
  let last = 'nothing';
  for (let from = 0; from < labels.length && !signal.aborted; from++) {
    const zone = labels.slice(from).join('.');
    const answer = await resolver.ns(zone, signal);
    if (answer.kind === 'found' && answer.records.length > 0)
      return { servers: [...answer.records].sort().slice(0, bounds.admin.nameServers) };
    last = answerText(answer, String);
    // Above it there may be other zones, but not an answer about this one.
    if (answer.kind === 'failed') break;
  }
  const asked = `NS of ${domain} and the zones above`;
  const cure = { act: 'check-delegation', domain, token } as const;
  return { step: step('name servers', 'bad', last, { about: 'our resolver', asked, cure }) };
}

interface Asked {
  readonly shows: null | 'txt' | 'mx';
  readonly answered: readonly Answered[];
}

async function askServer(
  server: string,
  domain: string,
  token: string,
  serviceHost: string,
  resolver: Resolver,
  signal: AbortSignal,
): Promise<Asked> {
  const [four, six] = await Promise.all([resolver.a(server, signal), resolver.aaaa(server, signal)]);
  const addresses = [four, six].flatMap((answer) => (answer.kind === 'found' ? answer.records : []));
  const none = { server, address: null, asked: 'A and AAAA', name: server, shows: null } as const;
  if (addresses.length === 0) return { shows: null, answered: [{ ...none, answer: answerText(four, String) }] };
  let answered: readonly Answered[] = [];
  for (const address of addresses.slice(0, bounds.admin.addressesAServer)) {
    const at = resolver.at(address);
    const [txt, mx] = await Promise.all([at.txt(domain, signal), at.mx(domain, signal)]);
    const wantedMx = verificationMx(token, serviceHost);
    const hasTxt = txt.kind === 'found' && txt.records.some((record) => record.trim() === token);
    const hasMx = mx.kind === 'found' && mx.records.some((record) => record.exchange === wantedMx);
    const txtAnswer = answerText(txt, (record) => JSON.stringify(record));
    const mxAnswer = answerText(mx, (record: MxRecord) => `${record.preference} ${record.exchange || '.'}`);
    const here = { server, address, name: domain };
    answered = [
      { ...here, asked: 'TXT', answer: txtAnswer, shows: txt.kind === 'failed' ? null : hasTxt },
      { ...here, asked: 'MX', answer: mxAnswer, shows: mx.kind === 'failed' ? null : hasMx },
    ];
    // An address that does not answer (IPv6 without a way there) says nothing about the server.
    if (txt.kind !== 'failed' || mx.kind !== 'failed') return { shows: hasTxt ? 'txt' : hasMx ? 'mx' : null, answered };
  }
  return { shows: null, answered };
}

function stepOf(one: Answered, verified: boolean, token: string): Step {
  const { server, address, asked, name, answer, shows } = one;
  return step(asked, outcomeOf(one, verified), `${answer}${VERDICTS[String(shows) as keyof typeof VERDICTS]}`, {
    about: address === null ? server : `${server} (${address})`,
    asked: `${asked} of ${name}`,
    facts: { server, address, shows },
    cure: cureOf(one, verified, token),
  });
}

const VERDICTS = { true: ': shows the token', false: ': does not show it', null: '' };

function outcomeOf({ asked, shows }: Answered, verified: boolean): StepOutcome {
  if (shows === true) return 'good';
  // The one record that shows it is enough.
  if (shows === null || asked === 'MX') return 'unknown';
  return verified ? 'warning' : 'bad';
}

function cureOf({ asked, shows }: Answered, verified: boolean, token: string): Cure | null {
  if (shows === true || (asked === 'MX' && shows === false)) return null;
  if (verified) return 'another server shows it already; this one is behind and will follow';
  return shows === null
    ? 'this server could not be asked; check that port 53 (UDP and TCP) is open from here'
    : `publish ${recordOf(token)}, wait until the provider has spread it, and verify again`;
}

const recordOf = (token: string): string => `the TXT record "${token}" at the domain itself (@)`;

function answerText<Record>(answer: DnsAnswer<Record>, show: (record: Record) => string): string {
  switch (answer.kind) {
    case 'found':
      return printable(answer.records.map(show).join(', ')) || '(empty)';
    case 'no-such-name':
      return 'no such name (NXDOMAIN)';
    case 'no-records':
      return 'no such records';
    default:
      return `failed: ${printable(answer.reason)}`;
  }
}

/** Name servers of strangers speak here. */
const printable = (text: string): string =>
  text.slice(0, bounds.admin.answerShown).replace(/[\p{Cc}\u2028\u2029]/gu, '?');
