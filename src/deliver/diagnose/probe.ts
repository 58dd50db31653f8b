/**
 * Looks at a next hop without sending mail: opens the same session as a delivery (name, address, greeting, TLS, sign-in), says goodbye, and
 * tells what was seen, the certificate chain and the TLS versions among it. For `doorpost check`.
 */
import { bounds } from '../../base/bounds.ts';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Clock } from '../../base/clock.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { dial } from '../session/dial.ts';
import { openSession } from '../session/open-session.ts';
import type { OpenSetting } from '../session/opening.ts';
import { type SessionTarget, sessionTarget } from '../session/session-target.ts';
import { stranger } from '../transfer/outbound.ts';
import type { Targets } from '../transfer/try-targets.ts';
import { withName } from '../../policy/shell-word.ts';
import { stepOfFailure } from '../hops/no-target.ts';
import { type NextHopSetting, smartHostNextHops } from '../hops/next-hops.ts';
import { createSignInGuard } from '../session/sign-in-guard.ts';
import type { TlsPolicy } from '../session/tls-policy.ts';
import { createTlsTrust, type TlsTrust } from '../session/tls-trust.ts';
import type { Step, StepFacts } from '../../mail/step.ts';
import { step } from '../../texts/step.ts';

export interface ProbeParts {
  readonly outbound: NextHopSetting;
  readonly open: OpenSetting;
  readonly clock: Clock;
  readonly extraAuthorities: readonly string[];
}

const verifiedTls: TlsPolicy = { mode: 'wrapped', verify: true, name: null, clientCertificate: null };

/** Looks at hosts; none of its methods rejects. */
export class Prober {
  readonly #parts: ProbeParts;
  /** Seldom asked for: made then, some 40 ms and megabytes. */
  #oldTrust: TlsTrust | null = null;

  constructor(parts: ProbeParts) {
    this.#parts = parts;
  }

  /** Each of a connector's next hops, as a delivery would open them. */
  async targets(connector: OutboundConnector, targets: Targets, signal: AbortSignal): Promise<readonly Step[]> {
    const steps: Step[] = [];
    let count = 0;
    for await (const target of targets.find(signal)) {
      if ('cause' in target) {
        const { step: what, cure = null } = stepOfFailure(connector, target);
        steps.push(step(what, 'bad', target.text, { asked: connector.name, cure }));
      } else if (++count > bounds.deliver.probeTargets) break;
      else steps.push(...(await this.#look(target, signal)));
    }
    return steps;
  }

  /** Whether a host answers on a port as a mail server does. */
  async host(host: string, port: number, signal: AbortSignal): Promise<readonly Step[]> {
    const found = await smartHostNextHops(host, port, this.#parts.outbound, signal);
    const [hop] = found.ok ? found.hops : [];
    if (hop === undefined) {
      const text = found.ok ? 'it has no address' : found.failure.text;
      return [step('name', 'bad', text, { asked: host })];
    }
    const endpoint = { kind: 'tcp', address: hop.address, port } as const;
    return this.#look(sessionTarget({ protocol: 'smtp', host, endpoint, ...stranger }), signal);
  }

  /** A service of the web: name, connection, TLS and chain. Nothing is asked of it. */
  async web({ name }: OutboundConnector, address: string, signal: AbortSignal): Promise<readonly Step[]> {
    const { open, clock, outbound } = this.#parts;
    const { protocol, hostname, port: said } = new URL(address);
    const host = hostname.replace(/^\[|\]$/gu, '');
    const port = said === '' ? (protocol === 'https:' ? 443 : 80) : Number(said);
    const asked = `${host} port ${port}`;
    const found = await smartHostNextHops(host, port, outbound, signal);
    const hop = found.ok ? found.hops[0] : undefined;
    if (hop === undefined) return [step('name', 'bad', found.ok ? 'it has no address' : found.failure.text, { asked })];
    const dialled = await dial({ kind: 'tcp', address: hop.address, port }, open, signal);
    const connected = dialled.ok ? `connected to ${host} [${hop.address}]:${port}` : dialled.text;
    const first = step('connect', dialled.ok ? 'good' : 'bad', connected, { asked });
    if (!dialled.ok || protocol !== 'https:') {
      if (dialled.ok) dialled.socket.destroy();
      return [first];
    }
    const secured = await open.trust.secure(dialled.socket, verifiedTls, host, clock, signal);
    if (!secured.ok) {
      const cure = withName(secured.cure ?? '', name);
      return [first, step('tls', 'bad', secured.text, { asked, cure })];
    }
    const chain = chainSteps(secured.socket, asked);
    secured.socket.destroy();
    return [first, step('tls', 'good', secured.text, { asked }), ...chain];
  }

  async #look(target: SessionTarget, signal: AbortSignal): Promise<readonly Step[]> {
    const { open, clock } = this.#parts;
    const steps: Step[] = [];
    const asked = target.endpoint.kind === 'tcp' ? `${target.host} port ${target.endpoint.port}` : target.endpoint.path;
    const seen: { socket: TLSSocket | null } = { socket: null };
    const trust = noting(open.trust, seen);
    const observe: OpenSetting['observe'] = (what, ok, text, cure) =>
      steps.push(step(what, ok ? 'good' : 'bad', text, { asked, cure: cure ?? null, facts: saysItself(cure) }));
    const opened = await openSession(target, { ...open, guard: createSignInGuard(clock), trust, observe }, signal);
    if (seen.socket !== null) steps.push(...chainSteps(seen.socket, asked));
    if (!opened.ok) {
      if (steps.at(-1)?.outcome !== 'bad' && seen.socket === null)
        steps.push(step('session', 'bad', opened.failure.text, { asked }));
      return steps;
    }
    opened.open.session.quit();
    if (seen.socket?.getProtocol() !== 'TLSv1.3') return steps;
    return [...steps, step('tls versions', 'good', await this.#versions(target, signal), { asked })];
  }

  /** Of a host that has spoken TLS 1.3. */
  async #versions(target: SessionTarget, signal: AbortSignal): Promise<string> {
    const { open, clock, extraAuthorities } = this.#parts;
    const trust = (this.#oldTrust ??= createTlsTrust(extraAuthorities, 'TLSv1.2'));
    const setting = { ...open, guard: createSignInGuard(clock), trust };
    const older = await openSession({ ...target, credentials: null }, setting, signal);
    if (!older.ok) return 'TLS 1.3 only';
    older.open.session.quit();
    return older.open.tls === null ? 'TLS 1.3 only' : 'TLS 1.3 and TLS 1.2';
  }
}

/** An empty cure: the text says what helps. */
const saysItself = (cure: string | undefined): StepFacts => (cure === '' ? { saysItself: true } : {});

/** The same trust, with the socket noted. */
const noting = (trust: TlsTrust, seen: { socket: TLSSocket | null }): TlsTrust => ({
  ...trust,
  async secure(...given) {
    const secured = await trust.secure(...given);
    if (secured.ok) seen.socket = secured.socket;
    return secured;
  },
});

function chainSteps(socket: TLSSocket, asked: string): readonly Step[] {
  const steps: Step[] = [];
  let each: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  for (let depth = 0; each?.subject !== undefined && depth < bounds.deliver.probeChain; depth++) {
    const until = Date.parse(each.valid_to);
    const names = depth === 0 && each.subjectaltname ? `, for ${each.subjectaltname.replaceAll('DNS:', '')}` : '';
    const text = `${nameOf(each.subject)}${names.slice(0, bounds.deliver.certificateNames)}, issued by ${nameOf(each.issuer)}, valid until ${new Date(until).toISOString().slice(0, 10)}`;
    steps.push(step(depth === 0 ? 'certificate' : 'issuer', 'good', text, { asked, facts: { until } }));
    const next: DetailedPeerCertificate | undefined = each.issuerCertificate;
    each = next === each || next?.fingerprint256 === each.fingerprint256 ? undefined : next;
  }
  return steps;
}

const nameOf = (subject: DetailedPeerCertificate['subject']): string => {
  const text = subject.CN ?? subject.O ?? subject.OU ?? '(no name)';
  return Array.isArray(text) ? text.join(' ') : String(text);
};
