import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import { administratorRoles, type GrantedRight } from '../../mail/doors/caller.ts';
import { grantTrouble, missingRight } from './rights.ts';

const [A, B] = ['A', 'B'] as ObjectId[] as [ObjectId, ObjectId];
const all: GrantedRight = { role: 'global-administrator', organizations: null, content: true, expiresAt: null };
const own: GrantedRight = { role: 'organization-administrator', organizations: [A], content: false, expiresAt: 5_000 };

test('each role may what those before it may, and content is a right beside it', () => {
  for (const [has, role] of administratorRoles.entries())
    for (const [needs, needed] of administratorRoles.entries()) {
      const organizations = role === 'global-administrator' ? null : [A];
      const missing = missingRight({ ...all, role, organizations }, { role: needed });
      assert.equal(missing === null, has >= needs, `${role} for ${needed}`);
    }
  const content = { role: 'reader', content: true } as const;
  assert.deepEqual(missingRight(own, content), { why: 'content' });
  assert.equal(missingRight({ ...own, content: true }, content), null);
});

test('a Global administrator of some organizations is none', () => {
  const odd = { ...all, organizations: [A] };
  assert.notEqual(missingRight(odd, { role: 'global-administrator' }), null);
  assert.equal(missingRight(odd, { role: 'organization-administrator' }), null);
});

test('nobody grants more than they have', () => {
  const reader: GrantedRight = { role: 'reader', organizations: [A], content: false, expiresAt: 4_000 };
  assert.equal(grantTrouble(own, reader), null);
  assert.equal(grantTrouble(own, own), null);
  assert.equal(grantTrouble(all, { ...reader, organizations: [A, B], content: true, expiresAt: null }), null);
  const beyond = (wanted: Partial<GrantedRight>) => {
    const trouble = grantTrouble(own, { ...reader, ...wanted });
    return trouble?.why === 'beyond-own' ? trouble.of : trouble?.why;
  };
  assert.equal(beyond({ role: 'global-administrator', organizations: null }), 'role');
  assert.equal(beyond({ organizations: [A, B] }), 'organizations');
  assert.equal(beyond({ organizations: [B] }), 'organizations');
  assert.equal(beyond({ content: true }), 'content');
  assert.equal(beyond({ expiresAt: null }), 'expiry');
  assert.equal(beyond({ expiresAt: 5_001 }), 'expiry');
  assert.equal(beyond({ organizations: [] }), 'no-organization');
  assert.equal(beyond({ organizations: null }), 'no-organization');
  const listed = { ...all, organizations: [A] };
  assert.equal(grantTrouble(all, listed)?.why, 'lists-organizations');
});
