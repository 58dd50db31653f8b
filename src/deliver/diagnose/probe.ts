/**
 * Looks at a next hop without sending mail: opens the same session as a delivery (name, address, greeting, TLS, sign-in), says goodbye, and
 * tells what was seen, the certificate chain and the TLS versions among it. For `doorpost check`.
 */
import { bounds } from '../../base/bounds.ts';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Clock } from '../../base/clock.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { mustBePublic } from '../../policy/access/public-host.ts';
import { dial } from '../session/dial.ts';
import { openSession } from '../session/open-session.ts';
import type { OpenSetting } from '../session/opening.ts';
import { type SessionTarget, sessionTarget } from '../session/session-target.ts';
import { stranger } from '../transfer/outbound.ts';
import type { Targets } from '../transfer/try-targets.ts';
import { isOfSignIn } from '../answers/failure.ts';
import { type NextHops, type NextHopSetting, smartHostNextHops } from '../hops/next-hops.ts';
import { createSignInGuard } from '../session/sign-in-guard.ts';
import type { TlsPolicy } from '../session/tls-policy.ts';
import { SystemTrust, type TlsTrust } from '../session/tls-trust.ts';
import type { Cure, TlsCure } from '../../mail/remedy.ts';
import type { Step } from '../../mail/step.ts';
import type { Tell } from './seen.ts';
import { ToldSteps } from './told-steps.ts';
import { ofConnection } from '../../texts/remedy.ts';
import { step } from '../../texts/step.ts';
import { finding, troubleFound } from './finding.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { again, type Words } from '../../texts/told.ts';

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
  async targets(
    connector: OutboundConnector,
    targets: Targets,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<readonly Step[]> {
    const steps = new ToldSteps(tell);
    let count = 0;
    for await (const target of targets.find(signal)) {
      if ('cause' in target) {
        const what = isOfSignIn(target) ? 'sign-in' : 'name';
        steps.add(finding(connector, { ...troubleFound(target), what, asked: connector.name }));
      } else if (++count > bounds.deliver.probeTargets) break;
      else await this.#look(target, connector, steps, signal);
    }
    return steps.all;
  }

  /** Whether a host answers on a port as a mail server does. */
  async host(host: string, port: number, signal: AbortSignal): Promise<readonly Step[]> {
    const found = await smartHostNextHops({ host, port, purpose: 'smart-host' }, this.#parts.outbound, signal);
    const [hop] = found.ok ? found.hops : [];
    if (hop === undefined) {
      return [finding(null, { ...noAddress(found), what: 'name', asked: host })];
    }
    const endpoint = { kind: 'tcp', address: hop.address, port } as const;
    const steps = new ToldSteps(() => {});
    await this.#look(sessionTarget({ protocol: 'smtp', host, endpoint, ...stranger }), null, steps, signal);
    return steps.all;
  }

  /** A service of the web: name, connection, TLS and chain. Nothing is asked of it. */
  async web(connector: OutboundConnector, address: string, signal: AbortSignal): Promise<readonly Step[]> {
    const { open, clock, outbound } = this.#parts;
    const { protocol, hostname, port: said } = new URL(address);
    const host = hostname.replace(/^\[|\]$/gu, '');
    const port = said === '' ? (protocol === 'https:' ? 443 : 80) : Number(said);
    const asked = `${host} port ${port}`;
    const purpose = mustBePublic(connector.publicHostsOnly, host) ? 'public-host' : 'smart-host';
    const found = await smartHostNextHops({ host, port, purpose }, outbound, signal);
    const hop = found.ok ? found.hops[0] : undefined;
    if (hop === undefined) return [finding(connector, { ...noAddress(found), what: 'name', asked })];
    const dialled = await dial({ kind: 'tcp', address: hop.address, port }, open, signal);
    const words = dialled.ok ? say`connected to ${host} [${hop.address}]:${port}` : again(dialled);
    const first = finding(connector, { what: 'connect', ok: dialled.ok, words, asked });
    if (!dialled.ok || protocol !== 'https:') {
      if (dialled.ok) dialled.socket.destroy();
      return [first];
    }
    const secured = await open.trust.secure(dialled.socket, verifiedTls, host, clock, signal);
    if (!secured.ok) {
      const cure = webCure(secured.cure, connector.name);
      return [first, finding(connector, { what: 'tls', ok: false, words: again(secured), asked, cure })];
    }
    const chain = chainSteps(secured.socket, asked);
    secured.socket.destroy();
    return [first, step('tls', 'good', secured.text, { asked }), ...chain];
  }

  async #look(
    target: SessionTarget,
    connector: OutboundConnector | null,
    steps: ToldSteps,
    signal: AbortSignal,
  ): Promise<void> {
    const { open, clock } = this.#parts;
    const before = steps.all.length;
    const asked = target.endpoint.kind === 'tcp' ? `${target.host} port ${target.endpoint.port}` : target.endpoint.path;
    const seen: { socket: TLSSocket | null } = { socket: null };
    const trust = noting(open.trust, seen);
    const observe: OpenSetting['observe'] = (what, ok, words, cure) =>
      steps.add(finding(connector, { what, ok, words, asked, cure }));
    const opened = await openSession(target, { ...open, guard: createSignInGuard(clock), trust, observe }, signal);
    if (seen.socket !== null) steps.add(...chainSteps(seen.socket, asked));
    if (!opened.ok) {
      const last = steps.all.slice(before).at(-1);
      if (last?.outcome !== 'bad' && seen.socket === null)
        steps.add(finding(connector, { ...troubleFound(opened.failure), what: 'session', asked }));
      return;
    }
    opened.open.session.quit();
    if (seen.socket?.getProtocol() !== 'TLSv1.3') return;
    steps.add(step('tls versions', 'good', await this.#versions(target, signal), { asked }));
  }

  /** Of a host that has spoken TLS 1.3. */
  async #versions(target: SessionTarget, signal: AbortSignal): Promise<Phrase> {
    const { open, clock, extraAuthorities } = this.#parts;
    const trust = (this.#oldTrust ??= new SystemTrust(extraAuthorities, 'TLSv1.2'));
    const setting = { ...open, guard: createSignInGuard(clock), trust };
    const older = await openSession({ ...target, credentials: null }, setting, signal);
    if (!older.ok) return say`TLS 1.3 only`;
    older.open.session.quit();
    return older.open.tls === null ? say`TLS 1.3 only` : say`TLS 1.3 and TLS 1.2`;
  }
}

const noAddress = (found: NextHops): ReturnType<typeof troubleFound> =>
  found.ok ? { ok: false, words: say`it has no address` } : troubleFound(found.failure);

/** A page of the web has no name or version of TLS that could be set: only what is wrong with its certificate has a cure of its own. */
const webCure = (cure: TlsCure | undefined, name: string): Cure | undefined =>
  typeof cure === 'object' && 'act' in cure && cure.act === 'mend-certificate' && cure.fault !== 'other-name'
    ? ofConnection(cure, name)
    : undefined;

/** The same trust, with the socket noted. */
const noting = (trust: TlsTrust, seen: { socket: TLSSocket | null }): TlsTrust => ({
  prepare: () => trust.prepare(),
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
    const names = depth === 0 ? (each.subjectaltname?.replaceAll('DNS:', '') ?? '') : '';
    const [name, issuer, day] = [nameOf(each.subject), nameOf(each.issuer), new Date(until).toISOString().slice(0, 10)];
    const words =
      names === ''
        ? say`${name}, issued by ${issuer}, valid until ${day}`
        : say`${name}, for ${names.slice(0, bounds.deliver.certificateNames)}, issued by ${issuer}, valid until ${day}`;
    steps.push(step(depth === 0 ? 'certificate' : 'issuer', 'good', words, { asked, facts: { until } }));
    const next: DetailedPeerCertificate | undefined = each.issuerCertificate;
    each = next === each || next?.fingerprint256 === each.fingerprint256 ? undefined : next;
  }
  return steps;
}

const nameOf = (subject: DetailedPeerCertificate['subject']): Words => {
  const text = subject.CN ?? subject.O ?? subject.OU ?? null;
  if (text === null) return say`(no name)`;
  return Array.isArray(text) ? text.join(' ') : String(text);
};
