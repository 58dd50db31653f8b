/** The admin center's files over HTTP: what is kept how long, under which policy, and what stands beside it. */
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import fastify from 'fastify';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { silentLog } from '../../src/base/log.ts';
import { servePages } from '../../src/admin/pages/pages.ts';
import { assertProblem } from './asking.ts';

const PAGE = '<!doctype html><script nonce="__CSP_NONCE__"></script><meta nonce="__CSP_NONCE__">';

test('the page has a policy with a nonce of its own each time, assets are kept for ever', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'app-1a2b.js.br'), brotliCompressSync('export {};'));
  const app = fastify();
  try {
    servePages(app, { log: silentLog }, pathToFileURL(`${folder}/`));
    const nonces = new Set<string>();
    for (let load = 0; load < 2; load++) {
      const page = await app.inject('/');
      assert.equal(page.statusCode, 200);
      const policy = String(page.headers['content-security-policy']);
      const [, nonce = ''] = /'nonce-([\w+/=]+)'/u.exec(policy) ?? [];
      assert.equal(
        page.body,
        PAGE.replaceAll('__CSP_NONCE__', () => nonce),
      );
      assert.doesNotMatch(policy, /unsafe/u);
      assert.match(policy, /default-src 'none'.*frame-ancestors 'none'.*require-trusted-types-for 'script'/u);
      assert.equal(page.headers['referrer-policy'], 'no-referrer');
      nonces.add(nonce);
    }
    assert.equal(nonces.size, 2);
    const asset = await app.inject({ url: '/assets/app-1a2b.js', headers: { 'accept-encoding': 'br, gzip' } });
    assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(asset.headers['content-encoding'], 'br');
    assert.match(String(asset.headers['content-type']), /javascript/u);
    for (const accepted of ['gzip', 'br;q=0', '']) {
      const plain = await app.inject({ url: '/assets/app-1a2b.js', headers: { 'accept-encoding': accepted } });
      assert.equal(plain.body, 'export {};', accepted);
      assert.equal(plain.headers['content-encoding'], undefined);
      assert.equal(plain.headers.vary, 'accept-encoding');
    }
    for (const outside of ['/assets/..%2findex.html', '/assets/%2e%2e/index.html', '/assets/none.js', '/assets/'])
      assert.match(String((await app.inject(outside)).statusCode), /^40[34]$/u, outside);
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('where the pages were not built, the page says how to get them', async () => {
  const app = fastify();
  servePages(app, { log: silentLog }, new URL('file:///no/such/folder/'));
  const page = await app.inject('/');
  assert.equal(page.statusCode, 503);
  assert.match(String(page.headers['content-type']), /^text\/html/u);
  assert.match(page.body, /npm ci &amp;&amp; npm run build/u);
  await app.close();
});

test('a browser gets the page at any address without a sign-in; who asks the API is answered by the API', async () => {
  await using t = await openTestAdmin();
  const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  for (const path of ['/', '/trace', '/trace?status=Failed'])
    assert.match((await t.askTcp('GET', path, { token: null, headers: html })).type, /^text\/html/u, path);
  assertProblem(await t.askTcp('GET', '/trace', { token: null }), 401);
  assertProblem(await t.askTcp('POST', '/trace', { token: null, headers: html }), 401);
  assertProblem(await t.askTcp('GET', '/api/v1/nowhere', { token: null, headers: html }), 401);
  assertProblem(await t.ask('GET', '/api/v1/nowhere'), 404);
  // Under a name that was not allowed nothing is shown, the page neither.
  assertProblem(await t.askTcp('GET', '/trace', { token: null, host: 'evil.test', headers: html }), 421);
});
