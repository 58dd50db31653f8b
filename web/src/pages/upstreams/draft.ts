/** An upstream as the wizard has it: texts of fields, lists a line each; and what of it goes to the API. */
import type { OutboundConnector, SaidTo, UpstreamKind } from '../../api/contracts.ts';
import { entriesOf } from '../../parts/entries.ts';
import { rewritingOf, type RewritingTexts, textsOfRewriting } from '../../parts/rewriting.tsx';

export const signInWays = ['none', 'password', 'secret', 'certificate', 'person'] as const;
export type SignInWay = (typeof signInWays)[number];
export const clouds = ['global', 'us', 'us-dod', 'china'] as const;
export type Cloud = (typeof clouds)[number];
export type Tls = OutboundConnector['tls'];

export interface Draft extends RewritingTexts {
  readonly cloud: Cloud;
  readonly name: string;
  readonly enabled: boolean;
  readonly hosts: string;
  readonly endpoint: string;
  readonly tls: Tls;
  readonly clientCertificate: string;
  readonly clientKey: string;
  readonly signIn: SignInWay;
  readonly username: string;
  readonly password: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly secret: string;
  /** A day: `2027-06-30`. */
  readonly secretExpires: string;
  readonly appCertificate: string;
  readonly appKey: string;
  readonly refreshToken: string;
  /** Empty: as the kind has it, for this tenant. */
  readonly tokenEndpoint: string;
  readonly deviceEndpoint: string;
  readonly scope: string;
  readonly recipientDomains: string;
  readonly senders: string;
  readonly devices: string;
  readonly failover: readonly string[];
  readonly perMinute: string;
  readonly atOnce: string;
  readonly perDay: string;
}

/** The part of a kind that forms go by; of one that is there only that. */
export type Form = Pick<UpstreamKind, 'service' | 'route' | 'port' | 'signsIn' | 'oauth' | 'hostExample'>;

const numbersOf = (pace: UpstreamKind['pace'] | OutboundConnector['pace']) => ({
  perMinute: String(pace?.messagesPerMinute ?? ''),
  atOnce: String(pace?.concurrent ?? ''),
  perDay: String(pace?.recipientsPerDay ?? ''),
});

const hostText = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** As the kind has it; what was written of names and senders stays. */
export function draftOfKind(kind: UpstreamKind, cloud: Cloud, before: Draft = emptyDraft): Draft {
  const [first = 'none'] = waysOf(kind);
  return {
    ...before,
    cloud,
    hosts: kind.route?.kind === 'smart-hosts' ? kind.route.hosts.map(hostText).join('\n') : '',
    endpoint: kind.route?.kind === 'graph' ? kind.route.endpoint : '',
    tls: kind.tls as Tls,
    signIn: first,
    ...numbersOf(kind.pace),
  };
}

/** What a link that leads to the wizard knows of a new one. */
export interface Given {
  readonly kind: string | null;
  readonly fields: Partial<
    Pick<Draft, 'name' | 'hosts' | 'tenant' | 'username' | 'rewriteFrom' | 'rewriteReversePath'>
  >;
}

const emptyDraft: Draft = {
  ...{ cloud: 'global', name: '', enabled: true, hosts: '', endpoint: '', tls: 'verified' },
  ...{ clientCertificate: '', clientKey: '', signIn: 'none', username: '', password: '', tenant: '', clientId: '' },
  ...{ secret: '', secretExpires: '', appCertificate: '', appKey: '', refreshToken: '' },
  ...{ tokenEndpoint: '', deviceEndpoint: '', scope: '' },
  ...{ recipientDomains: '*', senders: '*', devices: '', failover: [] },
  ...{ ...textsOfRewriting(null), perMinute: '', atOnce: '', perDay: '' },
};

export function draftOf(connector: OutboundConnector): Draft {
  const { route, auth, rewriting, pace } = connector;
  return {
    ...emptyDraft,
    name: connector.name,
    enabled: connector.enabled,
    hosts: route.kind === 'smart-hosts' ? route.hosts.map(hostText).join('\n') : '',
    endpoint: route.kind === 'graph' ? route.endpoint : '',
    tls: connector.tls,
    clientCertificate: connector.clientCertificate?.certificateFile ?? '',
    clientKey: connector.clientCertificate?.keyFile ?? '',
    ...signInOf(auth),
    recipientDomains: connector.recipientDomains.join('\n'),
    senders: connector.senders.join('\n'),
    devices: connector.devices.join('\n'),
    failover: connector.failover,
    ...textsOfRewriting(rewriting),
    ...numbersOf(pace),
  };
}

function signInOf(auth: OutboundConnector['auth']): Partial<Draft> {
  if (auth === null) return { signIn: 'none' };
  if (auth.kind === 'password') return { signIn: 'password', username: auth.username };
  const { username, clientId, scope, tokenEndpoint } = auth;
  const client = { username, clientId, scope, tokenEndpoint };
  if (auth.kind === 'delegated') return { ...client, signIn: 'person', deviceEndpoint: auth.deviceEndpoint ?? '' };
  const { proof } = auth;
  return proof.kind === 'secret'
    ? { ...client, signIn: 'secret', secretExpires: dayOf(proof.expiresAt) }
    : { ...client, signIn: 'certificate', appCertificate: proof.certificateFile, appKey: proof.keyFile };
}

const dayOf = (at: number | null): string => (at === null ? '' : new Date(at).toISOString().slice(0, 10));
/** The end of that day, as the command line has it; null: none was said. */
export const endOfDay = (day: string): number | null => (day === '' ? null : Date.parse(`${day}T23:59:59Z`));

/** A change may take every way that its route can; a new one those that its kind takes. */
export const formOf = ({ route, service, auth }: OutboundConnector): Form => ({
  service,
  route: route.kind === 'graph' ? { kind: route.kind, endpoint: route.endpoint } : route,
  port: 587,
  signsIn: route.kind === 'graph',
  oauth:
    route.kind === 'mx'
      ? null
      : {
          tokenEndpoint: null,
          deviceEndpoint: auth?.kind === 'delegated' ? auth.deviceEndpoint : null,
          applicationScope: null,
          delegatedScope: null,
        },
  hostExample: null,
});

/** The ways to sign in that it takes, the usual one first. */
export function waysOf({ route, signsIn, oauth }: Pick<Form, 'route' | 'signsIn' | 'oauth'>): readonly SignInWay[] {
  if (route?.kind === 'mx') return ['none'];
  const byApplication = oauth !== null && (oauth.applicationScope !== null || oauth.tokenEndpoint === null);
  return [
    ...(signsIn ? [] : (['none'] as const)),
    ...(byApplication ? (['secret', 'certificate'] as const) : []),
    ...(route?.kind === 'graph' ? [] : (['password'] as const)),
    ...(oauth === null ? [] : (['person'] as const)),
  ];
}

export const needsTenant = ({ oauth }: Pick<Form, 'oauth'>): boolean =>
  oauth?.tokenEndpoint?.includes('{tenant}') === true;
export const isByToken = (way: SignInWay): boolean => way !== 'none' && way !== 'password';

interface Addresses {
  readonly tokenEndpoint: string;
  readonly deviceEndpoint: string;
  readonly scope: string;
}

/** As they were written, else as the kind has them for the tenant; empty: not known. */
export function addressesOf(draft: Draft, { oauth }: Pick<Form, 'oauth'>): Addresses {
  const tenant = draft.tenant.trim();
  const inTenant = (url: string | null | undefined): string =>
    url == null || (url.includes('{tenant}') && tenant === '')
      ? ''
      : url.replace('{tenant}', () => encodeURIComponent(tenant));
  const scope = draft.signIn === 'person' ? oauth?.delegatedScope : oauth?.applicationScope;
  return {
    tokenEndpoint: draft.tokenEndpoint.trim() || inTenant(oauth?.tokenEndpoint),
    deviceEndpoint: draft.deviceEndpoint.trim() || inTenant(oauth?.deviceEndpoint),
    scope: draft.scope.trim() || (scope ?? ''),
  };
}

/** Names may have blanks. */
export const namesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

type Body = SaidTo<'POST /outbound-connectors'>['body'];
type Route = NonNullable<Body['route']>;
type Auth = NonNullable<Body['auth']>;

/** `mail.example.net`, `mail.example.net:587`, `[2001:db8::1]:25` */
function hostOf(text: string, port: number): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, said] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/u.exec(text) ?? [];
  return { host: bracketed ?? plain ?? text, port: said === undefined ? port : Number(said) };
}

export function routeOf(draft: Draft, { route, port }: Form): Route {
  if (route?.kind === 'mx') return { kind: 'mx' };
  if (route?.kind === 'graph') return { kind: 'graph', endpoint: draft.endpoint.trim(), user: draft.username.trim() };
  return { kind: 'smart-hosts', hosts: entriesOf(draft.hosts).map((text) => hostOf(text, port)) };
}

export function authOf(draft: Draft, form: Form): Auth | null {
  const username = draft.username.trim();
  if (draft.signIn === 'none') return null;
  if (draft.signIn === 'password')
    return { kind: 'password', username, ...(draft.password !== '' && { password: draft.password }) };
  const { tokenEndpoint, deviceEndpoint, scope } = addressesOf(draft, form);
  const client = { username, tokenEndpoint, scope, clientId: draft.clientId.trim() };
  const secret = draft.secret === '' ? {} : { secret: draft.secret };
  if (draft.signIn === 'person')
    return {
      ...{ kind: 'delegated', ...client, ...secret },
      deviceEndpoint: deviceEndpoint === '' ? null : deviceEndpoint,
      ...(draft.refreshToken !== '' && { refreshToken: draft.refreshToken }),
    };
  const application = { kind: 'client-credentials', ...client } as const;
  return draft.signIn === 'secret'
    ? { ...application, ...secret, secretExpiresAt: endOfDay(draft.secretExpires) }
    : { ...application, certificateFile: draft.appCertificate.trim(), keyFile: draft.appKey.trim() };
}

export function paceOf({ perMinute, atOnce, perDay }: Draft): NonNullable<Body['pace']> | null {
  if (perMinute.trim() === '') return null;
  const day = perDay.trim();
  return {
    messagesPerMinute: Number(perMinute),
    concurrent: Number(atOnce),
    recipientsPerDay: day === '' ? null : Number(day),
  };
}

const isCount = (text: string): boolean => /^[1-9]\d{0,8}$/u.test(text.trim());

export function isPace({ perMinute, atOnce, perDay }: Draft): boolean {
  const day = perDay.trim() === '' || isCount(perDay);
  if (perMinute.trim() === '' && atOnce.trim() === '') return perDay.trim() === '';
  return isCount(perMinute) && isCount(atOnce) && day;
}

const certificateOf = ({ clientCertificate, clientKey }: Draft): Body['clientCertificate'] =>
  clientCertificate.trim() === '' ? null : { certificateFile: clientCertificate.trim(), keyFile: clientKey.trim() };

/** As the API takes it, new or changed. */
export const bodyOf = (draft: Draft, form: Form) => ({
  name: draft.name.trim(),
  enabled: draft.enabled,
  route: routeOf(draft, form),
  tls: draft.tls,
  clientCertificate: certificateOf(draft),
  auth: authOf(draft, form),
  recipientDomains: entriesOf(draft.recipientDomains),
  senders: entriesOf(draft.senders),
  devices: namesOf(draft.devices),
  failover: [...draft.failover],
  pace: paceOf(draft),
  rewriting: rewritingOf(draft),
});

/** A plain server by the name of a known service speaks its words. */
export function serviceOf(draft: Draft, form: Form, kinds: readonly UpstreamKind[]): UpstreamKind['service'] {
  if (form.service !== 'other' || form.route?.kind === 'mx') return form.service;
  const [first] = entriesOf(draft.hosts);
  const host = first === undefined ? '' : hostOf(first, form.port).host.toLowerCase();
  const known = kinds.find(
    ({ route }) => route?.kind === 'smart-hosts' && route.hosts.some((one) => one.host === host),
  );
  return known?.service ?? form.service;
}
