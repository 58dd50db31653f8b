import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicAddress } from '../../../mail/network/special-use.ts';
import { judgeOfGraph } from './http.ts';

test('an address that the service answers with leads no further than the one that was set', () => {
  const judge = (publicHostsOnly: boolean, endpoint: string, url: string) =>
    judgeOfGraph({ publicHostsOnly }, endpoint, url);
  const far = 'https://graph.example.com/v1.0';
  for (const url of [
    'http://127.0.0.1/up',
    'https://[::1]/up',
    'https://0x7f000001/up',
    'https://db.corp/up',
    'https://intranet/up',
  ])
    assert.equal(judge(true, far, url), 'nowhere', url);
  assert.equal(judge(true, far, 'https://upload.example.net/up'), isPublicAddress);
  assert.equal(judge(true, far, `${far}/me`), isPublicAddress);
  // Written by a Global administrator, beside a host that somebody else named.
  const inner = 'https://10.0.0.7/v1.0';
  assert.equal(judge(true, inner, `${inner}/me`), undefined);
  assert.equal(judge(true, inner, 'https://10.0.0.7:8443/up'), 'nowhere', 'another service of it');
  assert.equal(judge(false, far, 'https://127.0.0.1/up'), undefined, 'of a Global administrator’s own');
});
