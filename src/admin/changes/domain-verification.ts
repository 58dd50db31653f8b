/**
 * Asks each authoritative name server of a domain for our token, as TXT record or as the host of an MX record, and keeps what each of them
 * said. One authoritative server that shows it is proof; the others are reported as behind. Bounded in servers and in time.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { DnsAnswer, MxRecord, Resolver } from '../../dns/resolver.ts';
import { verificationMx } from '../../policy/domains/domain-records.ts';
import type { ToldCure } from '../../mail/remedy.ts';
import { toldCure } from '../../texts/remedy.ts';

export interface VerificationStep extends Partial<ToldCure> {
  readonly server: string;
  readonly serverAddress: string;
  readonly question: string;
  readonly answer: string;
  readonly verdict: 'shows the token' | 'does not show it' | 'no answer';
}

export interface Verification {
  readonly verified: null | 'txt' | 'mx';
  readonly steps: readonly VerificationStep[];
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
    const steps = asked.flatMap((each) => each.steps);
    const verified = asked.find((each) => each.shows !== null)?.shows ?? null;
    return { verified, steps: steps.map((step) => withCure(step, verified !== null, token)) };
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
): Promise<{ readonly servers: readonly string[] } | { readonly step: VerificationStep }> {
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
  return {
    step: {
      server: '(our resolver)',
      serverAddress: '',
      question: `NS of ${domain} and the zones above`,
      answer: last,
      verdict: 'no answer',
      ...toldCure({ act: 'check-delegation', domain, token }),
    },
  };
}

interface Asked {
  readonly shows: null | 'txt' | 'mx';
  readonly steps: readonly VerificationStep[];
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
  if (addresses.length === 0)
    return {
      shows: null,
      steps: [
        {
          server,
          serverAddress: '',
          question: `A and AAAA of ${server}`,
          answer: answerText(four, String),
          verdict: 'no answer',
        },
      ],
    };
  let steps: readonly VerificationStep[] = [];
  for (const serverAddress of addresses.slice(0, bounds.admin.addressesAServer)) {
    const at = resolver.at(serverAddress);
    const [txt, mx] = await Promise.all([at.txt(domain, signal), at.mx(domain, signal)]);
    const wantedMx = verificationMx(token, serviceHost);
    const hasTxt = txt.kind === 'found' && txt.records.some((record) => record.trim() === token);
    const hasMx = mx.kind === 'found' && mx.records.some((record) => record.exchange === wantedMx);
    steps = [
      {
        server,
        serverAddress,
        question: `TXT of ${domain}`,
        answer: answerText(txt, (record) => JSON.stringify(record)),
        verdict: hasTxt ? 'shows the token' : txt.kind === 'failed' ? 'no answer' : 'does not show it',
      },
      {
        server,
        serverAddress,
        question: `MX of ${domain}`,
        answer: answerText(mx, (record: MxRecord) => `${record.preference} ${record.exchange || '.'}`),
        verdict: hasMx ? 'shows the token' : mx.kind === 'failed' ? 'no answer' : 'does not show it',
      },
    ];
    // An address that does not answer (IPv6 without a way there) says nothing about the server.
    if (txt.kind !== 'failed' || mx.kind !== 'failed') return { shows: hasTxt ? 'txt' : hasMx ? 'mx' : null, steps };
  }
  return { shows: null, steps };
}

function withCure(step: VerificationStep, verified: boolean, token: string): VerificationStep {
  if (step.verdict === 'shows the token' || (step.question.startsWith('MX') && step.verdict !== 'no answer'))
    return step;
  if (verified) return { ...step, cure: 'another server shows it already; this one is behind and will follow' };
  return {
    ...step,
    cure:
      step.verdict === 'no answer'
        ? 'this server could not be asked; check that port 53 (UDP and TCP) is open from here'
        : `publish ${recordOf(token)}, wait until the provider has spread it, and verify again`,
  };
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
