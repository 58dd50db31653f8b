/** The application behind the sockets: loaded with the first request, once, and as whole as if it had always been there. */
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { Application } from '../../src/admin/http/application.ts';
import { silentLog } from '../../src/base/log.ts';
import { assertProblem } from './asking.ts';

test('many first requests at once are all answered, each as itself', async () => {
  await using t = await openTestAdmin();
  const asked = await Promise.all([
    t.ask('GET', '/api/v1/status'),
    t.ask('GET', '/api/v1/devices'),
    t.askTcp('GET', '/healthz', { token: null }),
    t.askTcp('GET', '/api/v1/status', { token: null }),
    t.ask('GET', '/api/v1/nowhere'),
  ]);
  assert.deepEqual(
    asked.map(({ status }) => status),
    [200, 200, 200, 401, 404],
  );
});

test('closed before anybody asked, and while the first one waits', async () => {
  const t = await openTestAdmin();
  await t[Symbol.asyncDispose]();
  const asked = await openTestAdmin();
  const answer = asked.ask('GET', '/healthz').catch(() => null);
  await asked[Symbol.asyncDispose]();
  await answer;
});

test('what cannot be loaded is told as a problem with a cure, and tried again', async () => {
  let looks = 0;
  // A room in which nothing can be built.
  const room: ConstructorParameters<typeof Application>[0] = new Proxy({ log: silentLog } as never, {
    get: (target, name) => {
      if (name === 'log') return target[name];
      if (name === 'directory') looks++;
      throw new Error('was replaced');
    },
  });
  const app = new Application(room as never, { local: new WeakSet(), signedIn: new Set() });
  for (let request = 1; request <= 2; request++) {
    const { status, type, body } = await new Promise<{ status: number; type: string; body: string }>((resolve) => {
      let head = { status: 0, type: '' };
      const response = {
        writeHead: (code: number, fields: Record<string, string>) => {
          head = { status: code, type: fields['content-type'] ?? '' };
        },
        end: (text: string) => resolve({ ...head, body: text }),
      };
      app.respond({} as IncomingMessage, response as unknown as ServerResponse);
    });
    assertProblem({ status, type, body: JSON.parse(body) } as never, 500);
    assert.equal(looks, request);
  }
  await app.close();
});
