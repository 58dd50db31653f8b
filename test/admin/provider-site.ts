/** A provider and administrators of a server that knows it, for the tests of a file. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { noProvider } from '../../lab/houses/no-provider.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { Browser } from '../../lab/peers/browser.ts';
import {
  atProvider,
  CLIENT,
  CLIENT_SECRET,
  type IdentityProvider,
  openIdentityProvider,
} from '../../lab/peers/identity-provider.ts';
import { assertProblem } from './asking.ts';

export const HOST = 'localhost:8525';
export const REDIRECT = `http://${HOST}/sign-in/sso`;
export const ANNA = { sub: 'anna-0815', preferred_username: 'anna@contoso.com', roles: ['Mail.Help', 'Other'] };

interface Begun {
  readonly browser: Browser;
  readonly address: string;
  readonly secret: string;
}

type Options = NonNullable<Parameters<typeof openTestAdmin>[0]>;

export interface ProviderSite {
  readonly idp: IdentityProvider;
  openAdmin(options?: Options): Promise<TestAdmin>;
}

export function providerOfFile(): ProviderSite {
  let opened: { readonly idp: IdentityProvider; readonly folder: string } | null = null;
  const needed = () => opened ?? assert.fail('asked before the tests began');
  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'doorpost-sso-'));
    await writeFile(join(folder, 'secret'), `${CLIENT_SECRET}\n`);
    const idp = await openIdentityProvider(() => [REDIRECT, 'http://admin.service.test:8525/sign-in/sso']);
    opened = { folder, idp };
  });
  after(async () => {
    const { idp, folder } = needed();
    await idp[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get idp() {
      return needed().idp;
    },
    openAdmin(options = {}) {
      const { idp, folder } = needed();
      const clientSecretFile = join(folder, 'secret');
      const oidc = { ...noProvider, issuer: idp.issuer, clientId: CLIENT, clientSecretFile };
      return openTestAdmin({ ...options, settings: { oidc, ...options.settings } });
    },
  };
}

export async function begin(t: TestAdmin, browser = new Browser(t.askTcp, HOST)): Promise<Begun> {
  const { status, body, text } = await browser.ask('POST', '/sign-in/sso/begin', {});
  assert.equal(status, 200, text);
  return { browser, address: body.address, secret: body.secret };
}

export async function enter(t: TestAdmin, cookies?: Map<string, string>): Promise<Browser> {
  const { browser, address, secret } = await begin(t);
  const answer = await atProvider(address, cookies);
  const entered = await browser.ask('POST', '/sign-in/sso', { answer, secret });
  assert.equal(entered.status, 201, entered.text);
  return browser;
}

export async function refusedWith(t: TestAdmin, why: string): Promise<string> {
  const { browser, address, secret } = await begin(t);
  const answer = await atProvider(address);
  const refused = await browser.ask('POST', '/sign-in/sso', { answer, secret });
  assertProblem(refused, 403);
  assert.equal(refused.body.facts.why, why, refused.text);
  return refused.text;
}

export async function map(t: TestAdmin, value: string, right: object): Promise<void> {
  const made = await t.ask('POST', '/api/v1/sso/mappings', { value, ...right });
  assert.equal(made.status, 201, made.text);
}
