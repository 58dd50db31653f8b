import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ofConnection, toldCure } from '../../texts/remedy.ts';
import { certificateCure } from './certificate-cure.ts';

const cureOf = (code: string, mode: 'required' | 'wrapped', name: string | null = null): string =>
  toldCure(ofConnection(certificateCure(code, { mode }), name)).cure;

test('an authority that is not known here is to be installed, whatever the word for it', () => {
  for (const code of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])
    assert.match(cureOf(code, 'required'), /^Install the certificate of the authority/u);
});

test('a connector is named as it is called, whatever its name means to a search for texts', () => {
  for (const name of ['A $$', '$&', '$1 a $`'])
    assert.ok(cureOf('ERR_TLS_CERT_ALTNAME_INVALID', 'wrapped', name).includes(` upstream set '${name}' --tls-name`));
});
