import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../../base/id.ts';
import { ClaimBeyondBound, personKey, readClaims, ssoActor } from './claims.ts';
import { judgeOfEndpoint } from './endpoint-judge.ts';
import { grantBy, type Mapping } from './mapping.ts';

const read = (claims: object, claim = 'roles') => readClaims({ sub: 'a', ...claims }, claim);

test('roles are a text or a list of texts, of the claim that is named and of no other', () => {
  assert.deepEqual(read({ roles: 'One' }).values, ['One']);
  assert.deepEqual(read({ roles: ['One', 'Two', 'One'] }).values, ['One', 'Two']);
  assert.deepEqual(read({ 'https://contoso.com/roles': ['One'] }, 'https://contoso.com/roles').values, ['One']);
  assert.equal(read({}).oddity, 'absent');
  assert.equal(read({ roles: { admin: true } }).oddity, 'no-text');
  assert.deepEqual(read({ roles: ['One', 2] }).values, []);
  // A name of every object is no claim.
  assert.equal(read({}, 'constructor').oddity, 'absent');
  assert.equal(read({ _claim_names: { groups: 'src1' } }, 'groups').oddity, 'kept-elsewhere');
});

test('a person is issuer and subject; a name is for reading, and passes for nothing else', () => {
  for (const sub of [undefined, '', 7, 'x'.repeat(256)])
    assert.throws(() => readClaims({ sub }, 'roles'), ClaimBeyondBound);
  assert.notEqual(personKey('https://a.example', 'b'), personKey('https://a.example/b', ''));
  assert.equal(read({ email: 'anna@contoso.com', name: 'Anna' }).name, 'anna@contoso.com');
  assert.equal(read({ name: 'Zoë Ångström' }).name, 'Zoë_Ångström');
  assert.equal(read({ preferred_username: ':::' }).name, 'a');
  assert.equal(read({ name: `${'x'.repeat(500)}` }).name.length, 64);
  assert.match(ssoActor('anna', personKey('i', 's')), /^sso:anna~[0-9a-f]{8}$/u);
});

test('a time that is no number was not said', () => {
  assert.equal(read({ auth_time: 1_700_000_000 }).authenticatedAt, 1_700_000_000_000);
  for (const time of ['1700000000', null, Number.NaN]) assert.equal(read({ auth_time: time }).authenticatedAt, null);
});

const mapping = (over: Partial<Mapping>): Mapping => ({
  ...{ value: 'One', role: 'reader', organizations: ['A' as ObjectId], content: false, enabled: true },
  ...{ createdAt: 0, createdBy: 'local:root' },
  ...over,
});

test('a mapping that is off, or of another case, is worth nothing', () => {
  assert.equal(grantBy(['One'], [mapping({ enabled: false })]), null);
  assert.equal(grantBy(['one', ' One'], [mapping({})]), null);
  const both = grantBy(
    ['One', 'Two'],
    [mapping({}), mapping({ value: 'Two', role: 'global-administrator', organizations: null })],
  );
  assert.deepEqual(both, { role: 'global-administrator', organizations: null, content: false, expiresAt: null });
});

test('a provider outside leads to nothing inside; one inside leads where it is', () => {
  const outside = 'https://login.example.com/tenant';
  assert.equal(judgeOfEndpoint(outside, 'https://login.example.com/token'), undefined);
  const judge = judgeOfEndpoint(outside, 'https://keys.example.net/jwks');
  assert.equal(judge?.('10.0.0.1'), false);
  assert.equal(judge?.('8.8.8.8'), true);
  for (const inner of ['https://10.0.0.1/', 'https://[::1]/', 'https://localhost/', 'https://idp.corp/'])
    assert.throws(() => judgeOfEndpoint(outside, inner));
  assert.equal(judgeOfEndpoint('https://idp.corp', 'https://keys.corp/'), undefined);
});
