/**
 * Asks each authoritative name server of a domain for our token, as TXT record or as the host of an MX record, and keeps what each of them
 * said. One authoritative server that shows it is proof: only the owner could publish it. Zones take their time, so the others are reported as behind. Bounded in servers and in time.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import {
  askNameServers,
  type AuthoritativeAnswer,
  mxText,
  nameServersOf,
  shownAnswer,
  withoutText,
} from '../../dns/authoritative.ts';
import type { DnsAnswer, Resolver } from '../../dns/resolver.ts';
import { showsToken } from '../../policy/domains/judge-records.ts';
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
    const zone = await nameServersOf(domain, resolver, patience.signal);
    if ('none' in zone) return { verified: null, steps: [noServers(domain, token, zone.none)] };
    const answers = await askNameServers(zone.servers, domain, resolver, patience.signal);
    const shown = (answer: AuthoritativeAnswer) => showsToken(answer, token, serviceHost);
    const verified = answers.map(shown).find(({ by }) => by !== null)?.by ?? null;
    const answered = answers.flatMap((answer) => answeredBy(answer, domain, shown(answer)));
    return { verified, steps: answered.map((each) => stepOf(each, verified !== null, token)) };
  } finally {
    timer.cancel();
    patience.abort();
  }
}

function noServers(domain: string, token: string, none: DnsAnswer<string>): Step {
  const asked = `NS of ${domain} and the zones above`;
  const cure = { act: 'check-delegation', domain, token } as const;
  return step('name servers', 'bad', withoutText(none), { about: 'our resolver', asked, cure });
}

function answeredBy(
  { server, address, lookUp, txt, mx }: AuthoritativeAnswer,
  domain: string,
  shows: ReturnType<typeof showsToken>,
): readonly Answered[] {
  if (address === null)
    return [{ server, address, asked: 'A and AAAA', name: server, answer: answerText(lookUp, String), shows: null }];
  const here = { server, address, name: domain };
  return [
    { ...here, asked: 'TXT', answer: answerText(txt, (record) => JSON.stringify(record)), shows: shows.txt },
    { ...here, asked: 'MX', answer: answerText(mx, mxText), shows: shows.mx },
  ];
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

const answerText = <Record>(answer: DnsAnswer<Record>, show: (record: Record) => string): string =>
  (answer.kind === 'found' && shownAnswer(answer.records.map(show).join(', '))) || withoutText(answer);
