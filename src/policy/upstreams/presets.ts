/**
 * What the well-known ways out need, so that an administrator names the way and not its thirty settings. Pure. Everything can be set
 * otherwise; national clouds move, and their documentation has the last word.
 */
import { assertNever } from '../../base/never.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { UpstreamPace, UpstreamService } from '../../directory/upstream.ts';

export const upstreamWays = [
  'microsoft365-submission',
  'microsoft365-connector',
  'graph',
  'hve',
  'google',
  'google-relay',
  'azure',
  'smart-host',
  'direct',
] as const;
export type UpstreamWay = (typeof upstreamWays)[number];

export const clouds = ['global', 'us', 'us-dod', 'china'] as const;
export type Cloud = (typeof clouds)[number];

export interface UpstreamPreset {
  /** null: the administrator has to say where (the tenant's MX, a smart host). */
  readonly route: OutboundConnector['route'] | null;
  /** Port of the hosts that are named. */
  readonly port: number;
  readonly service: UpstreamService;
  readonly tls: OutboundConnector['tls'];
  readonly pace: UpstreamPace | null;
  /** Nobody's mail is taken there without a sign-in. */
  readonly signsIn: boolean;
  /** null: it is not signed in at with a token. */
  readonly oauth: null | {
    /** `{tenant}` stands where the tenant goes. */
    readonly tokenEndpoint: string;
    readonly deviceEndpoint: string | null;
    readonly applicationScope: string | null;
    readonly delegatedScope: string;
  };
}

interface CloudPlaces {
  readonly login: string;
  readonly graph: string;
  readonly smtp: string;
  /** Of the tokens for SMTP. */
  readonly outlook: string;
}

const places: Readonly<Record<Cloud, CloudPlaces>> = {
  global: {
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    smtp: 'smtp.office365.com',
    outlook: 'https://outlook.office365.com',
  },
  us: {
    login: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    smtp: 'outlook.office365.us',
    outlook: 'https://outlook.office365.us',
  },
  'us-dod': {
    login: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    smtp: 'outlook-dod.office365.us',
    outlook: 'https://outlook-dod.office365.us',
  },
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    smtp: 'smtp.partner.outlook.cn',
    outlook: 'https://partner.outlook.cn',
  },
};

/** What Exchange Online takes of one mailbox by submission. */
const mailboxPace: UpstreamPace = { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: 10_000 };

/** @param user whose mailbox sends, for Graph. */
export function upstreamPreset(way: UpstreamWay, cloud: Cloud, user: string): UpstreamPreset {
  const { login, graph, smtp, outlook } = places[cloud];
  const host = (name: string): OutboundConnector['route'] => ({
    kind: 'smart-hosts',
    hosts: [{ host: name, port: 587 }],
  });
  const microsoft = (applicationScope: string, delegatedScope: string): UpstreamPreset['oauth'] => ({
    tokenEndpoint: `${login}/{tenant}/oauth2/v2.0/token`,
    deviceEndpoint: `${login}/{tenant}/oauth2/v2.0/devicecode`,
    applicationScope,
    delegatedScope: `${delegatedScope} offline_access`,
  });
  const google: UpstreamPreset['oauth'] = {
    tokenEndpoint: 'https://oauth2.googleapis.com/token',
    // Google gives no device code for mail: the refresh token comes from elsewhere (--refresh-token-stdin).
    deviceEndpoint: null,
    applicationScope: null,
    delegatedScope: 'https://mail.google.com/',
  };
  // Delegated SMTP.Send goes by another name of the service in the global cloud.
  const outlookDelegated = cloud === 'global' ? 'https://outlook.office.com' : outlook;
  const submission = { port: 587, tls: 'verified', signsIn: false } as const;
  switch (way) {
    case 'microsoft365-submission':
      return {
        ...submission,
        signsIn: true,
        route: host(smtp),
        service: 'microsoft365',
        pace: mailboxPace,
        oauth: microsoft(`${outlook}/.default`, `${outlookDelegated}/SMTP.Send`),
      };
    case 'microsoft365-connector':
      return {
        route: null,
        port: 25,
        service: 'microsoft365',
        tls: 'verified',
        pace: null,
        signsIn: false,
        oauth: null,
      };
    case 'graph':
      return {
        ...submission,
        signsIn: true,
        route: { kind: 'graph', endpoint: `${graph}/v1.0`, user },
        service: 'microsoft365',
        pace: { ...mailboxPace, concurrent: 4 },
        oauth: microsoft(`${graph}/.default`, `${graph}/Mail.Send ${graph}/Mail.ReadWrite`),
      };
    case 'hve':
      return {
        ...submission,
        signsIn: true,
        route: host('smtp.hve.mx.microsoft'),
        service: 'hve',
        pace: null,
        oauth: microsoft('https://outlook.office.com/.default', 'https://outlook.office.com/SMTP.Send'),
      };
    case 'google':
      return {
        ...submission,
        signsIn: true,
        route: host('smtp.gmail.com'),
        service: 'google',
        pace: { messagesPerMinute: 60, concurrent: 5, recipientsPerDay: 10_000 },
        oauth: google,
      };
    case 'google-relay':
      return { ...submission, route: host('smtp-relay.gmail.com'), service: 'google', pace: null, oauth: google };
    case 'azure':
      return {
        ...submission,
        signsIn: true,
        route: host('smtp.azurecomm.net'),
        service: 'azure',
        pace: { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: null },
        oauth: null,
      };
    case 'smart-host':
      return { ...submission, route: null, service: 'other', pace: null, oauth: null };
    case 'direct':
      return {
        route: { kind: 'mx' },
        port: 25,
        service: 'other',
        tls: 'opportunistic',
        pace: null,
        signsIn: false,
        oauth: null,
      };
    default:
      return assertNever(way);
  }
}

/** The way that a host belongs to, for who named the host and not the way (an import, a plain smart host). null: nobody's we know. */
export function presetOfHost(host: string): UpstreamPreset | null {
  const wanted = host.toLowerCase();
  for (const way of upstreamWays)
    for (const cloud of clouds) {
      const preset = upstreamPreset(way, cloud, '');
      if (preset.route?.kind === 'smart-hosts' && preset.route.hosts.some((one) => one.host === wanted)) return preset;
    }
  // The MX of a tenant, by its old and its new name.
  return /\.mail\.protection\.outlook\.com$|\.mx\.microsoft$/u.test(wanted)
    ? upstreamPreset('microsoft365-connector', 'global', '')
    : null;
}
