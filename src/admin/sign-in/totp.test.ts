import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../base/random.ts';
import { newTotpSecret, stepOfCode, totpCode, totpUri } from './totp.ts';

/** "12345678901234567890" of RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test('codes are those of RFC 6238, appendix B', () => {
  const vectors = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ] as const;
  for (const [seconds, code] of vectors) assert.equal(totpCode(SECRET, Math.floor(seconds / 30), 8), code);
});

test('a code is of now, or of the step before or after, and later than the one used last', () => {
  const now = 30_000 * 1_000;
  for (const step of [999, 1_000, 1_001]) assert.equal(stepOfCode(SECRET, totpCode(SECRET, step), now, 0), step);
  for (const step of [998, 1_002]) assert.equal(stepOfCode(SECRET, totpCode(SECRET, step), now, 0), null);
  assert.equal(stepOfCode(SECRET, totpCode(SECRET, 1_000), now, 1_000), null, 'used');
  assert.equal(stepOfCode(SECRET, totpCode(SECRET, 999), now, 1_000), null, 'an older one, too');
});

test('a secret has 160 bits in base 32, and a form that apps read', () => {
  assert.match(newTotpSecret(systemRandom), /^[A-Z2-7]{32}$/u);
  assert.equal(
    totpUri(SECRET, 'anna@contoso.com', 'Doorpost mx.contoso.com'),
    `otpauth://totp/Doorpost%20mx.contoso.com:anna%40contoso.com?secret=${SECRET}&issuer=Doorpost%20mx.contoso.com`,
  );
});
