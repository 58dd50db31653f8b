/** Reverse proxies as `docs/operate/https.md` sets them up: a browser signs in through each, and what the server tells by itself arrives at once. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openBrowser, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';
import { readPage } from '../../lab/pages.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { freePort } from '../../lab/ports.ts';
import { tool } from '../../lab/tools.ts';

/** Browsers find it here without asking anybody. */
const NAME = 'relay.localhost';
const PATIENCE_MS = 30_000;

/** The first block behind these words. */
function recipe(words: string): string {
  const page = readPage('docs/operate/https.md');
  const [, block] = /```[a-z]*\n([\s\S]*?)```/u.exec(page.slice(page.indexOf(words))) ?? [];
  assert.ok(block, words);
  return block;
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly house: number;
}

const upstream = (text: string, { house }: Place): string => text.replaceAll('127.0.0.1:8525', `127.0.0.1:${house}`);

const nginx = (place: Place): string => `
daemon off;
worker_processes 1;
error_log stderr;
pid ${place.folder}/nginx.pid;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${place.folder}/${name};`).join('\n  ')}
  server {
    listen 127.0.0.1:${place.port} ssl;
    server_name ${NAME};
    ssl_certificate ${place.folder}/proxy.pem;
    ssl_certificate_key ${place.folder}/proxy.key;
    ${upstream(recipe('**nginx**'), place)}
  }
}
`;

const caddy = (place: Place): string =>
  `{\n\tadmin off\n\tauto_https off\n}\n${upstream(recipe('**Caddy**'), place).replace(
    'relay.contoso.com {',
    `https://${NAME}:${place.port} {\n\ttls ${place.folder}/proxy.pem ${place.folder}/proxy.key`,
  )}`;

const proxies = {
  nginx: { file: nginx, run: (file: string) => ['-c', file, '-e', 'stderr'] },
  caddy: { file: caddy, run: (file: string) => ['run', '--adapter', 'caddyfile', '--config', file] },
} as const;

/** The status of an answer; null: nobody answers. */
function statusOf(port: number, path: string): Promise<number | null> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        servername: NAME,
        headers: { host: `${NAME}:${port}` },
        rejectUnauthorized: false,
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? null);
      },
    );
    asked.on('error', () => resolve(null));
    asked.end();
  });
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (text) => void (said += String(text).slice(0, 2_000)));
  const until = performance.now() + PATIENCE_MS;
  while ((await statusOf(port, '/healthz')) !== 200) {
    assert.ok(performance.now() < until && child.exitCode === null, said);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

for (const [name, { file, run }] of Object.entries(proxies))
  test(`a browser signs in and hears of news through ${name}`, async (t: TestContext) => {
    const program = tool(t, name);
    if (program === null) return;
    await using browser = await openBrowser(t);
    if (browser === null) return;
    const folder = await mkdtemp(join(tmpdir(), 'doorpost-proxy-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const [port, own] = [await freePort(), await freePort()];
    const origin = `https://${NAME}:${port}`;
    await using house = await startTestHouse({
      settings: {
        http: {
          ...{ addresses: ['127.0.0.1'], port: own, tls: 'off', hosts: [] },
          ...{ trustedProxies: ['127.0.0.1'], url: origin },
        },
      },
    });
    const { cert, key } = await (await createAuthority()).issue([NAME]);
    await writeFile(join(folder, 'proxy.pem'), cert);
    await writeFile(join(folder, 'proxy.key'), key);
    const configuration = join(folder, 'configuration');
    await writeFile(configuration, file({ folder, port, house: own }));
    const child = spawn(program, run(configuration), {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    });
    t.after(() => child.kill());
    await answers(port, child);
    assert.equal(await statusOf(port, '/metrics'), 404);
    assert.equal(await statusOf(port, '/api/v1/me'), 401);

    const local = { socketPath: house.settings.adminSocket };
    const { body } = await askAt(local, 'POST', '/api/v1/sign-in/links', { body: {} });
    const { address } = body as { readonly address: string };
    assert.ok(address.startsWith(`${origin}/#enter=`), address);
    await using visit: Visit = await browser.visit(house, { origin, signedIn: false });
    const { page } = visit;
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await page.getByRole('banner').getByText('Live', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Organization', exact: true }).click();
    await page.getByText('None. Unknown devices are refused').waitFor();
    // The page asks again because it was told so: nothing else makes it.
    const change = { deviceNetworks: ['192.0.2.0/24'] };
    assert.equal((await askAt(local, 'PATCH', '/api/v1/organizations/ours', { body: change })).status, 200);
    await page.getByText('192.0.2.0/24').waitFor();
  });
