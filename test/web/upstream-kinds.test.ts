/** The wizard of an upstream for each service that is known by name, to the upstream it makes. Nothing of it is called: no name resolves here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit } from '../../lab/browser.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { type UpstreamWay, upstreamWays } from '../../src/policy/upstreams/presets.ts';

const openBrowser = browserOfFile();

interface Walk {
  /** As it is offered. */
  readonly offered: string;
  /** Fields of the server and of the sign-in that have to be filled in, by their labels. */
  readonly server?: Readonly<Record<string, string>>;
  /** The way to sign in, where the first is not taken. */
  readonly way?: string;
  readonly signIn?: Readonly<Record<string, string>>;
  /** Sentences of the review. */
  readonly review: readonly string[];
  /** How the directory has it then. */
  readonly made: { readonly service: string; readonly route: string; readonly auth: string | null };
}

const application = {
  'Mailbox or account': 'printer@ours.test',
  Tenant: 'ours.test',
  'Application (client) ID': 'app',
  'Client secret': 'the-secret',
};
const bySecret = 'An application signs in, and sends as printer@ours.test.';
const password = { 'Mailbox or account': 'relay@ours.test', Password: 'the-secret' };
const byPassword = 'Signs in as relay@ours.test, with a password.';

const walks: Readonly<Record<UpstreamWay, Walk>> = {
  'microsoft365-submission': {
    offered: 'SMTP with OAuth',
    signIn: application,
    review: ['Mail goes to smtp.office365.com:587.', bySecret, 'At most 30 messages a minute, 3 at once.'],
    made: { service: 'microsoft365', route: 'smtp.office365.com:587', auth: 'client-credentials' },
  },
  'microsoft365-connector': {
    offered: 'Connector',
    server: { Servers: 'ours-test.mail.protection.outlook.com' },
    review: ['Mail goes to ours-test.mail.protection.outlook.com:25.', 'Nobody signs in.'],
    made: { service: 'microsoft365', route: 'ours-test.mail.protection.outlook.com:25', auth: null },
  },
  graph: {
    offered: 'Microsoft Graph',
    signIn: application,
    review: ['Mail goes by Microsoft Graph (graph.microsoft.com).', bySecret],
    made: { service: 'microsoft365', route: 'https://graph.microsoft.com/v1.0', auth: 'client-credentials' },
  },
  hve: {
    offered: 'High Volume Email',
    way: 'Password',
    signIn: password,
    review: ['Mail goes to smtp.hve.mx.microsoft:587.', byPassword],
    made: { service: 'hve', route: 'smtp.hve.mx.microsoft:587', auth: 'password' },
  },
  google: {
    offered: 'Gmail or Google Workspace account',
    signIn: password,
    review: ['Mail goes to smtp.gmail.com:587.', byPassword, 'At most 60 messages a minute, 5 at once.'],
    made: { service: 'google', route: 'smtp.gmail.com:587', auth: 'password' },
  },
  'google-relay': {
    offered: 'Google Workspace SMTP relay',
    review: ['Mail goes to smtp-relay.gmail.com:587.', 'Nobody signs in.'],
    made: { service: 'google', route: 'smtp-relay.gmail.com:587', auth: null },
  },
  azure: {
    offered: 'Azure Communication Services',
    signIn: password,
    review: ['Mail goes to smtp.azurecomm.net:587.', byPassword],
    made: { service: 'azure', route: 'smtp.azurecomm.net:587', auth: 'password' },
  },
  'amazon-ses': {
    offered: 'Amazon SES',
    server: { Servers: 'email-smtp.eu-central-1.amazonaws.com' },
    signIn: password,
    review: ['Mail goes to email-smtp.eu-central-1.amazonaws.com:587.', byPassword],
    made: { service: 'amazon-ses', route: 'email-smtp.eu-central-1.amazonaws.com:587', auth: 'password' },
  },
  sendgrid: {
    offered: 'SendGrid',
    signIn: { ...password, 'Mailbox or account': 'apikey' },
    review: ['Mail goes to smtp.sendgrid.net:587.', 'Signs in as apikey, with a password.'],
    made: { service: 'sendgrid', route: 'smtp.sendgrid.net:587', auth: 'password' },
  },
  brevo: {
    offered: 'Brevo',
    signIn: password,
    review: ['Mail goes to smtp-relay.brevo.com:587.', byPassword],
    made: { service: 'brevo', route: 'smtp-relay.brevo.com:587', auth: 'password' },
  },
  'smart-host': {
    offered: 'Another mail server',
    server: { Servers: 'mail.provider.test:2587' },
    way: 'Password',
    signIn: password,
    review: ['Mail goes to mail.provider.test:2587.', byPassword],
    made: { service: 'other', route: 'mail.provider.test:2587', auth: 'password' },
  },
  'oauth-smart-host': {
    offered: 'Another mail server, with OAuth',
    server: { Servers: 'mail.provider.test' },
    signIn: {
      'Mailbox or account': 'printer@ours.test',
      'Application (client) ID': 'app',
      'Client secret': 'the-secret',
      'Token endpoint': 'https://login.provider.test/token',
      Scope: 'mail',
    },
    review: ['Mail goes to mail.provider.test:587.', bySecret],
    made: { service: 'other', route: 'mail.provider.test:587', auth: 'client-credentials' },
  },
  direct: {
    offered: 'Straight to the recipients’ mail servers',
    review: ['Mail goes straight to the recipients’ mail servers.'],
    made: { service: 'other', route: 'mx', auth: null },
  },
};

test('each service that is known by name is added by its wizard, from the first step to the last', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  for (const way of upstreamWays) await walk(visit, house, way);
  assert.equal(house.house.directory.current.outboundConnectors.length, upstreamWays.length);
  assert.doesNotMatch(await visit.page.content(), /the-secret/u);
});

async function walk(visit: Visit, house: TestHouse, way: UpstreamWay): Promise<void> {
  const { page } = visit;
  const { offered, server = {}, way: signsInBy, signIn = {}, review, made } = walks[way];
  const name = `Way ${way}`;
  await visit.open('/upstreams?add=1');
  // A name that begins as another does stands behind its own text.
  await page.getByRole('radio', { name: new RegExp(`^${offered}(?! SMTP|, with)`, 'u') }).click();
  await toStep(page, 'Name');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  if (way !== 'direct') {
    await toStep(page, 'Server');
    await fill(page, server);
    await toStep(page, 'Sign-in');
    if (signsInBy !== undefined) await page.getByRole('radio', { name: signsInBy, exact: true }).click();
    await fill(page, signIn);
  }
  await toStep(page, 'Which mail');
  await toStep(page, 'Sender and pace');
  await toStep(page, 'Review upstream');
  for (const sentence of review) await page.getByText(sentence, { exact: false }).waitFor();
  await visit.picture(`upstream-${way}`);
  await page.getByRole('button', { name: 'Create upstream' }).click();
  await page.getByRole('heading', { level: 1, name: `${name} was created` }).waitFor();
  const one = house.house.directory.current.outboundConnectors.find((connector) => connector.name === name);
  assert.ok(one, way);
  const { route, service, auth } = one;
  const whither =
    route.kind === 'smart-hosts'
      ? route.hosts.map(({ host, port }) => `${host}:${port}`).join()
      : route.kind === 'graph'
        ? route.endpoint
        : route.kind;
  assert.deepEqual({ service, route: whither, auth: auth?.kind ?? null }, made, way);
}

const fill = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
  // The way to sign in has the name of its field.
  const fillable = page.locator('input:not([type="radio"]), textarea');
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).and(fillable).fill(value);
};

/** A fault that keeps somebody at a step is in the failure. */
async function toStep(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  const there = page.getByRole('heading', { level: 2, name: `: ${name}` });
  const alert = page.getByRole('alert');
  await there.or(alert).first().waitFor();
  assert.deepEqual(await alert.allTextContents(), [], `before ${name}`);
  await there.waitFor();
}
