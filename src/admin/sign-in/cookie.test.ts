import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpClient } from '../http/client.ts';
import { begunBy, begunCookieGiven, cookieName, originOf } from './cookie.ts';

const client = (host: string, secure: boolean): HttpClient => ({ address: '192.0.2.1', host, secure, forwarded: true });

test('each port and each purpose has a cookie of its own; over TLS no other host sets it', () => {
  const names = [client('relay.test', true), client('relay.test:8525', true), client('localhost:8525', false)].flatMap(
    (one) => [cookieName(one), cookieName(one, 'sso-')],
  );
  assert.deepEqual(names, [
    ...['__Host-doorpost', '__Host-doorpost-sso'],
    ...['__Host-doorpost-8525', '__Host-doorpost-sso-8525'],
    ...['doorpost-8525', 'doorpost-sso-8525'],
  ]);
});

test('a sign-in that was begun is kept for ten minutes, where no script sees it', () => {
  const over = client('relay.test', true);
  assert.equal(
    begunCookieGiven(over, 'sealed'),
    '__Host-doorpost-sso=sealed; Max-Age=600; HttpOnly; SameSite=Strict; Path=/; Secure',
  );
  const cookie = ['doorpost-sso-80=other', '__Host-doorpost-sso=a', '__Host-doorpost-sso=b!', '__Host-doorpost=c'].join(
    '; ',
  );
  assert.deepEqual(begunBy({ headers: { cookie } }, over), ['a']);
  assert.equal(originOf(over), 'https://relay.test');
});
