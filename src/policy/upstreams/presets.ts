/**
 * The settings that the well-known ways out need, so that an administrator names the way and not its thirty settings. Pure. Everything can be set
 * otherwise; national clouds move, and their documentation has the last word.
 */
import type { OutboundConnector } from '../../directory/objects.ts';
import type { UpstreamPace, UpstreamService } from '../../directory/upstream.ts';

export const clouds = ['global', 'us', 'us-dod', 'china'] as const;
export type Cloud = (typeof clouds)[number];

export interface UpstreamPreset {
  /** null: the administrator has to say where (the tenant's MX, a smart host). */
  readonly route: OutboundConnector['route'] | null;
  /** Such a host, for who has to say where. */
  readonly hostExample?: string;
  /** Hosts that are this service's beside those of `route`, for who named the host and not the way; lower case. */
  readonly hosts?: RegExp;
  /** Port of the hosts that are named. */
  readonly port: number;
  readonly service: UpstreamService;
  readonly tls: OutboundConnector['tls'];
  readonly pace: UpstreamPace | null;
  /** Nobody's mail is taken there without a sign-in. */
  readonly signsIn: boolean;
  /** null: it is not signed in at with a token. */
  readonly oauth: OAuthPreset | null;
  /** The options of the command line to sign in, for who gave nothing. */
  readonly signInExample: string;
}

export interface OAuthPreset {
  /** `{tenant}` stands where the tenant goes; null: the administrator has to say. */
  readonly tokenEndpoint: string | null;
  readonly deviceEndpoint: string | null;
  readonly applicationScope: string | null;
  readonly delegatedScope: string | null;
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

/** The pace that Exchange Online allows one mailbox by submission. */
const mailboxPace: UpstreamPace = { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: 10_000 };

/** Facts that a preset may depend on. `user`: whose mailbox sends, for Graph. */
interface Asked {
  readonly cloud: Cloud;
  readonly user: string;
}

const host = (name: string): OutboundConnector['route'] => ({
  kind: 'smart-hosts',
  hosts: [{ host: name, port: 587 }],
});

const submission = { port: 587, tls: 'verified', signsIn: false, oauth: null, pace: null } as const;
const byPassword = (username: string): string => `give --username ${username} --password-stdin`;
const BY_TOKEN =
  'give --tenant contoso.com --client-id ID --username printer@contoso.com and --secret-stdin (or --app-certificate FILE --app-key FILE, or --delegated)';
const BY_TOKEN_OR_PASSWORD = `${BY_TOKEN}; where a password is still taken, --username and --password-stdin do`;

const microsoft = (cloud: Cloud, applicationScope: string, delegatedScope: string): OAuthPreset => ({
  tokenEndpoint: `${places[cloud].login}/{tenant}/oauth2/v2.0/token`,
  deviceEndpoint: `${places[cloud].login}/{tenant}/oauth2/v2.0/devicecode`,
  applicationScope,
  delegatedScope: `${delegatedScope} offline_access`,
});

const google: OAuthPreset = {
  tokenEndpoint: 'https://oauth2.googleapis.com/token',
  // Google gives no device code for mail: the refresh token comes from elsewhere (--refresh-token-stdin).
  deviceEndpoint: null,
  applicationScope: null,
  delegatedScope: 'https://mail.google.com/',
};

/** A row for each way. A new service is a row here, and its replies in `service-replies/`. */
const presets = {
  'microsoft365-submission': ({ cloud }) => {
    const { smtp, outlook } = places[cloud];
    // Delegated SMTP.Send goes by another name of the service in the global cloud.
    const delegated = cloud === 'global' ? 'https://outlook.office.com' : outlook;
    return {
      ...submission,
      signsIn: true,
      route: host(smtp),
      service: 'microsoft365',
      pace: mailboxPace,
      oauth: microsoft(cloud, `${outlook}/.default`, `${delegated}/SMTP.Send`),
      signInExample: BY_TOKEN_OR_PASSWORD,
    };
  },
  'microsoft365-connector': () => ({
    ...submission,
    route: null,
    hostExample: 'contoso-com.mail.protection.outlook.com',
    hosts: /\.mail\.protection\.outlook\.com$|\.mx\.microsoft$/u,
    port: 25,
    service: 'microsoft365',
    signInExample: BY_TOKEN_OR_PASSWORD,
  }),
  graph: ({ cloud, user }) => {
    const { graph } = places[cloud];
    return {
      ...submission,
      signsIn: true,
      route: { kind: 'graph', endpoint: `${graph}/v1.0`, user },
      service: 'microsoft365',
      pace: { ...mailboxPace, concurrent: 4 },
      oauth: microsoft(cloud, `${graph}/.default`, `${graph}/Mail.Send ${graph}/Mail.ReadWrite`),
      signInExample: BY_TOKEN,
    };
  },
  hve: ({ cloud }) => ({
    ...submission,
    signsIn: true,
    route: host('smtp.hve.mx.microsoft'),
    service: 'hve',
    oauth: microsoft(cloud, 'https://outlook.office.com/.default', 'https://outlook.office.com/SMTP.Send'),
    signInExample: BY_TOKEN_OR_PASSWORD,
  }),
  google: () => ({
    ...submission,
    signsIn: true,
    route: host('smtp.gmail.com'),
    service: 'google',
    pace: { messagesPerMinute: 60, concurrent: 5, recipientsPerDay: 10_000 },
    oauth: google,
    signInExample: `${byPassword('office@example.com')} with an app password, or --delegated --client-id ID --username office@example.com --refresh-token-stdin`,
  }),
  'google-relay': () => ({
    ...submission,
    route: host('smtp-relay.gmail.com'),
    service: 'google',
    oauth: google,
    signInExample: byPassword('office@example.com'),
  }),
  azure: () => ({
    ...submission,
    signsIn: true,
    route: host('smtp.azurecomm.net'),
    service: 'azure',
    pace: { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: null },
    signInExample: byPassword('resource.app-id.tenant-id'),
  }),
  'amazon-ses': () => ({
    ...submission,
    signsIn: true,
    // Its name has the region in it.
    route: null,
    hostExample: 'email-smtp.eu-central-1.amazonaws.com:587',
    hosts: /^email-smtp(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/u,
    service: 'amazon-ses',
    signInExample: byPassword('AKIAIOSFODNN7EXAMPLE'),
  }),
  sendgrid: () => ({
    ...submission,
    signsIn: true,
    route: host('smtp.sendgrid.net'),
    hosts: /^smtp\.eu\.sendgrid\.net$/u,
    service: 'sendgrid',
    // The name is this word, for everybody.
    signInExample: byPassword('apikey'),
  }),
  brevo: () => ({
    ...submission,
    signsIn: true,
    route: host('smtp-relay.brevo.com'),
    hosts: /^smtp-relay\.sendinblue\.com$/u,
    service: 'brevo',
    signInExample: byPassword('9f1234001@smtp-brevo.com'),
  }),
  'smart-host': () => ({
    ...submission,
    route: null,
    hostExample: 'mail.example.net:587',
    service: 'other',
    signInExample: byPassword('relay@example.com'),
  }),
  'oauth-smart-host': () => ({
    ...submission,
    signsIn: true,
    route: null,
    hostExample: 'mail.example.net:587',
    service: 'other',
    oauth: { tokenEndpoint: null, deviceEndpoint: null, applicationScope: null, delegatedScope: null },
    signInExample:
      'give --username printer@example.com --client-id ID --token-endpoint https://login.example.net/token --scope SCOPE and --secret-stdin (or --delegated --refresh-token-stdin)',
  }),
  direct: () => ({
    ...submission,
    route: { kind: 'mx' },
    port: 25,
    service: 'other',
    tls: 'opportunistic',
    signInExample: '',
  }),
} satisfies Readonly<Record<string, (asked: Asked) => UpstreamPreset>>;

export type UpstreamWay = keyof typeof presets;
export const upstreamWays = Object.keys(presets) as readonly UpstreamWay[];

export const upstreamPreset = (way: UpstreamWay, cloud: Cloud, user: string): UpstreamPreset =>
  presets[way]({ cloud, user });

/** The way that a host belongs to, for who named the host and not the way (an import, a plain smart host). null: nobody's we know. */
export function presetOfHost(named: string): UpstreamPreset | null {
  const wanted = named.toLowerCase();
  const all = upstreamWays.flatMap((way) => clouds.map((cloud) => upstreamPreset(way, cloud, '')));
  const isNamed = ({ route }: UpstreamPreset): boolean =>
    route?.kind === 'smart-hosts' && route.hosts.some((one) => one.host === wanted);
  // A name in full stands before a pattern.
  return all.find(isNamed) ?? all.find(({ hosts }) => hosts?.test(wanted) === true) ?? null;
}
