/**
 * The admin center in a browser: what `web/build.mjs` made, served as it lies there. Promises: no page runs or styles anything that did not come
 * from here (a policy without `unsafe-inline`); a new release is seen at the next load. CSP Level 3, RFC 8246 (immutable).
 */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { FastifyReply } from 'fastify';
import { bounds } from '../../base/bounds.ts';
import { readNamedFile } from '../../base/named-file.ts';
import type { Log } from '../../base/log.ts';
import type { App } from '../http/fastify-app.ts';
import { notBuiltPage } from './not-built-page.ts';

/** Beside the folder of the program, whether it runs as it was written or compiled. */
const built = new URL('../../../web/dist/', import.meta.url);
const NONCE_PLACE = '__CSP_NONCE__';

const safeguards = {
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** `/` and the assets; pages at other addresses are answered where no route is. @param folder of the built pages */
export function servePages(app: App, { log }: { readonly log: Log }, folder: URL = built): void {
  const assets = fileURLToPath(new URL('assets/', folder));
  app.decorateReply('sendPage', async function sendPage(this: FastifyReply) {
    const nonce = randomBytes(16).toString('base64');
    void this.headers({ ...safeguards, 'content-security-policy': policyWith(nonce) }).type('text/html; charset=utf-8');
    try {
      const page = await readNamedFile(new URL('index.html', folder), bounds.admin.firstPage);
      return this.send(page.toString().replaceAll(NONCE_PLACE, () => nonce));
    } catch (error) {
      log.debug({ err: error }, 'the admin center is not built');
      return this.code(503).send(notBuiltPage);
    }
  });
  app.get('/', { config: { open: true } }, (_request, reply) => reply.sendPage());
  app.get<{ Params: { '*': string } }>('/assets/*', { config: { open: true } }, async (request, reply) => {
    // Loaded with the first page: where none is opened it costs neither time at the start nor memory.
    const { findAsset } = await import('./asset.ts');
    const asset = await findAsset(request.raw, encodeURI(request.params['*']), assets);
    if (asset === null) return reply.callNotFound();
    return reply
      .code(asset.statusCode)
      .headers({ ...asset.headers, ...safeguards })
      .send(asset.stream);
  });
}
