/** The parts that everything of the delivery room shares which speaks SMTP, made of what the room is given. */
import path from 'node:path';
import { Workshop } from './content/mime/workshop.ts';
import { storedContent } from './content/stored-content.ts';
import { Prober } from './diagnose/probe.ts';
import { type AddressPolicy, sameAddress } from './hops/address-policy.ts';
import { HeldTargets } from './hops/target-cache.ts';
import { Tokens } from './oauth/tokens.ts';
import { TransportSecurity } from './secure/transport-security.ts';
import { Connections } from './session/connections.ts';
import type { OpenSetting } from './session/opening.ts';
import { createSignInGuard } from './session/sign-in-guard.ts';
import { SystemTrust } from './session/tls-trust.ts';
import type { SmtpParts } from './transfer/over-smtp.ts';
import type { OutboundSetting } from './transfer/outbound.ts';
import type { TlsFault } from './secure/tls-result.ts';
import type { SessionTarget } from './session/session-target.ts';
import { Signer } from './signing/signer.ts';
import { TlsReporter, type TlsReporterParts } from './tls-reports/tls-reporter.ts';
import { TlsResults } from './tls-reports/tls-results.ts';
import type { DeliveryOptions } from './delivery-options.ts';

/** The parts that are made once, for more than SMTP. */
export interface Once {
  readonly tokens: Tokens;
  readonly trust: SystemTrust;
  readonly policy: AddressPolicy;
  readonly security: TransportSecurity;
  readonly results: TlsResults | null;
}

export function smtpParts(options: DeliveryOptions, once: Once): SmtpParts {
  const { clock, settings, directory, log, ids, readSecret } = options;
  const outbound = outboundSetting(options, once);
  const open: OpenSetting = {
    clock,
    bind: settings.outboundBind,
    heloName: settings.hostName,
    trust: once.trust,
    guard: createSignInGuard(clock),
    countTls: (target, fault, sendingIp) => countSession(once.results, target, fault, sendingIp),
    onSignInRefused: (text) => options.observe?.({ kind: 'warning', what: 'outbound-sign-in-refused', text }),
  };
  const workshop = new Workshop(path.join(settings.dataDirectory, 'converted'), clock);
  return {
    directory,
    clock,
    ids,
    open,
    outbound,
    workshop,
    connections: new Connections(open),
    content: storedContent(options.store.spool, options.observe ?? (() => {}), log),
    signer: new Signer({ directory, readSecret, clock, log }),
    prober: new Prober({ outbound, open, clock, extraAuthorities: options.extraAuthorities ?? [] }),
  };
}

function outboundSetting(options: DeliveryOptions, { tokens, policy, security }: Once): OutboundSetting {
  const { clock, settings } = options;
  const mxPort = options.mxPort ?? 25;
  return {
    resolver: options.resolver,
    random: options.random,
    policy,
    security,
    hostName: settings.hostName.toLowerCase(),
    mxPort,
    isOwn: (address, port) =>
      settings.isOwnEndpoint(address, port) ||
      (port === mxPort && settings.egressAddresses.some((own) => sameAddress(own, address))),
    isOwnName: settings.isOwnName,
    readSecret: options.readSecret,
    held: new HeldTargets(clock),
    tokens,
  };
}

export const tokensOfNobody = (options: DeliveryOptions): Tokens =>
  new Tokens({
    ...options,
    writeSecret: () => Promise.reject(new Error('no secrets are kept here')),
    notes: null,
    exclusive: (_name, work) => work(),
  });

/** null: no reports are sent, or nothing can be kept for them. */
export const tlsResults = ({ settings, notes, clock, log }: DeliveryOptions): TlsResults | null =>
  notes === undefined || (settings.tlsReports?.contact ?? null) === null ? null : new TlsResults({ clock, log, notes });

export function tlsReporter(
  options: DeliveryOptions,
  parts: Pick<TlsReporterParts, 'trust' | 'policy' | 'results'>,
): TlsReporter | null {
  const { settings, notes, store, observe = () => {} } = options;
  const { contact = null, send = 'failures' } = settings.tlsReports ?? {};
  if (contact === null || notes === undefined) return null;
  const { hostName } = settings;
  return new TlsReporter({ ...options, ...parts, notes, spool: store.spool, observe, hostName, contact, send });
}

function countSession(
  results: TlsResults | null,
  { host, endpoint, tls }: SessionTarget,
  fault: TlsFault | null,
  sendingIp: string | null,
): void {
  if (tls.asked === undefined) return;
  const receivingIp = endpoint.kind === 'tcp' ? endpoint.address : null;
  const type = tls.asked.policy === 'DANE' ? 'tlsa' : 'sts';
  results?.count(tls.asked.domain, type, fault, { sendingIp, mxHost: host, receivingIp });
}
