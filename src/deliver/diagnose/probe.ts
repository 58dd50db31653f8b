/**
 * Looks at a next hop without sending mail: opens the same session as a delivery (name, address, greeting, TLS, sign-in), says goodbye, and
 * tells what was seen, the certificate chain and the TLS versions among it. For `doorpost check`.
 */
import { bounds } from '../../base/bounds.ts';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Clock } from '../../base/clock.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { dial } from '../session/dial.ts';
import { type OpenSetting, openSession } from '../session/open-session.ts';
import { type SessionTarget, sessionTarget } from '../session/session-target.ts';
import { connectorTargets, type OutboundSetting, stranger } from '../transfer/outbound.ts';
import { withName } from '../../policy/shell-word.ts';
import { stepOfFailure } from '../hops/no-target.ts';
import { smartHostNextHops } from '../hops/next-hops.ts';
import { createSignInGuard } from '../session/sign-in-guard.ts';
import type { TlsPolicy } from '../session/tls-policy.ts';
import { createTlsTrust, type TlsTrust } from '../session/tls-trust.ts';
import type { Tokens } from '../oauth/tokens.ts';

export interface ProbedStep {
  readonly step: string;
  readonly asked: string;
  readonly ok: boolean;
  readonly text: string;
  /** Better than what usually helps at that step; empty: the text says it. */
  readonly cure?: string;
  /** When what was seen (a certificate) ends. */
  readonly until?: number;
}

export interface Probes {
  /** Never rejects. */
  connector(connector: OutboundConnector): Promise<readonly ProbedStep[]>;
  /** Whether a host answers on a port as a mail server does. Never rejects. */
  host(host: string, port: number): Promise<readonly ProbedStep[]>;
}

export interface ProbeParts {
  readonly outbound: () => OutboundSetting;
  readonly open: OpenSetting;
  readonly tokens: Pick<Tokens, 'token'>;
  readonly clock: Clock;
  readonly extraAuthorities: readonly string[];
}

const verifiedTls: TlsPolicy = { mode: 'wrapped', verify: true, name: null, clientCertificate: null };

export function createProbes(parts: ProbeParts): Probes {
  const { clock } = parts;
  /** Seldom asked for: made then, some 40 ms and megabytes. */
  let oldTrust: TlsTrust | null = null;

  const within = async (act: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const abort = new AbortController();
    const timer = clock.timer(bounds.deliver.probe, () => abort.abort());
    try {
      await act(abort.signal);
    } finally {
      timer.cancel();
    }
  };

  const look = async (target: SessionTarget, steps: ProbedStep[], signal: AbortSignal): Promise<void> => {
    const asked = target.endpoint.kind === 'tcp' ? `${target.host} port ${target.endpoint.port}` : target.endpoint.path;
    const seen: { socket: TLSSocket | null } = { socket: null };
    const trust = noting(parts.open.trust, seen);
    const observe: OpenSetting['observe'] = (step, ok, text, cure) =>
      steps.push({ step, asked, ok, text, ...(cure === undefined ? {} : { cure }) });
    const opened = await openSession(
      target,
      { ...parts.open, guard: createSignInGuard(clock), trust, observe },
      signal,
    );
    if (seen.socket !== null) steps.push(...chainSteps(seen.socket, asked));
    if (!opened.ok) {
      if (steps.at(-1)?.ok !== false && seen.socket === null)
        steps.push({ step: 'session', asked, ok: false, text: opened.failure.text });
      return;
    }
    opened.open.session.quit();
    if (seen.socket?.getProtocol() !== 'TLSv1.3') return;
    const older = await openSession(
      { ...target, credentials: null },
      {
        ...parts.open,
        guard: createSignInGuard(clock),
        trust: (oldTrust ??= createTlsTrust(parts.extraAuthorities, 'TLSv1.2')),
      },
      signal,
    );
    const knows = older.ok && older.open.tls !== null;
    if (older.ok) older.open.session.quit();
    steps.push({
      step: 'tls versions',
      asked,
      ok: true,
      text: knows ? 'TLS 1.3 and TLS 1.2' : 'TLS 1.3 only',
    });
  };

  /** A service of the web: name, connection, TLS and chain. Nothing is asked of it. */
  const lookAtWeb = async (
    { name }: OutboundConnector,
    address: string,
    steps: ProbedStep[],
    signal: AbortSignal,
  ): Promise<void> => {
    const { protocol, hostname, port: said } = new URL(address);
    const host = hostname.replace(/^\[|\]$/gu, '');
    const port = said === '' ? (protocol === 'https:' ? 443 : 80) : Number(said);
    const asked = `${host} port ${port}`;
    const note = (step: string, ok: boolean, text: string): void => void steps.push({ step, asked, ok, text });
    const found = await smartHostNextHops(host, port, parts.outbound(), signal);
    const hop = found.ok ? found.hops[0] : undefined;
    if (hop === undefined) {
      note('name', false, found.ok ? 'it has no address' : found.failure.text);
      return;
    }
    const dialled = await dial({ kind: 'tcp', address: hop.address, port }, parts.open, signal);
    note('connect', dialled.ok, dialled.ok ? `connected to ${host} [${hop.address}]:${port}` : dialled.text);
    if (!dialled.ok || protocol !== 'https:') {
      if (dialled.ok) dialled.socket.destroy();
      return;
    }
    const secured = await parts.open.trust.secure(dialled.socket, verifiedTls, host, clock, signal);
    if (!secured.ok) {
      const cure = withName(secured.cure ?? '', name);
      steps.push({ step: 'tls', asked, ok: false, text: secured.text, cure });
      return;
    }
    note('tls', true, secured.text);
    steps.push(...chainSteps(secured.socket, asked));
    secured.socket.destroy();
  };

  return {
    async connector(connector) {
      const steps: ProbedStep[] = [];
      await within(async (signal) => {
        if (connector.route.kind === 'graph') {
          await lookAtWeb(connector, connector.route.endpoint, steps, signal);
          const got = await parts.tokens.token(connector, signal, { fresh: true });
          const text = got.ok ? got.text : got.failure.text;
          steps.push({ step: 'token', asked: `a token for ${connector.route.endpoint}`, ok: got.ok, text });
          return;
        }
        if (connector.route.kind === 'mx') return;
        let count = 0;
        // Nothing is taken from memory.
        const outbound = { ...parts.outbound(), freshTokens: true };
        for await (const target of connectorTargets(connector, '', outbound, signal)) {
          if ('cause' in target)
            steps.push({ ...stepOfFailure(connector, target), asked: connector.name, ok: false, text: target.text });
          else if (++count > bounds.deliver.probeTargets) break;
          else await look(target, steps, signal);
        }
      });
      return steps;
    },
    async host(host, port) {
      const steps: ProbedStep[] = [];
      await within(async (signal) => {
        const found = await smartHostNextHops(host, port, parts.outbound(), signal);
        const [hop] = found.ok ? found.hops : [];
        if (hop === undefined) {
          const text = found.ok ? 'it has no address' : found.failure.text;
          steps.push({ step: 'name', asked: host, ok: false, text });
          return;
        }
        const endpoint = { kind: 'tcp', address: hop.address, port } as const;
        const target = sessionTarget({ protocol: 'smtp', host, endpoint, ...stranger });
        await look(target, steps, signal);
      });
      return steps;
    },
  };
}

/** The same trust, with the socket noted. */
const noting = (trust: TlsTrust, seen: { socket: TLSSocket | null }): TlsTrust => ({
  ...trust,
  async secure(...given) {
    const secured = await trust.secure(...given);
    if (secured.ok) seen.socket = secured.socket;
    return secured;
  },
});

function chainSteps(socket: TLSSocket, asked: string): readonly ProbedStep[] {
  const steps: ProbedStep[] = [];
  let each: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  for (let depth = 0; each?.subject !== undefined && depth < bounds.deliver.probeChain; depth++) {
    const until = Date.parse(each.valid_to);
    const names = depth === 0 && each.subjectaltname ? `, for ${each.subjectaltname.replaceAll('DNS:', '')}` : '';
    const text = `${nameOf(each.subject)}${names.slice(0, bounds.deliver.certificateNames)}, issued by ${nameOf(each.issuer)}, valid until ${new Date(until).toISOString().slice(0, 10)}`;
    steps.push({ step: depth === 0 ? 'certificate' : 'issuer', asked, ok: true, text, until });
    const next: DetailedPeerCertificate | undefined = each.issuerCertificate;
    each = next === each || next?.fingerprint256 === each.fingerprint256 ? undefined : next;
  }
  return steps;
}

const nameOf = (subject: DetailedPeerCertificate['subject']): string => {
  const text = subject.CN ?? subject.O ?? subject.OU ?? '(no name)';
  return Array.isArray(text) ? text.join(' ') : String(text);
};
