/** Looking at Graph without sending: a certificate that does not verify is no matter of the ports of SMTP. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { connector, openRoom } from '../../lab/houses/delivery-house.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';

const authority = await createAuthority();
const stranger = await createAuthority();

for (const [what, issuer, names, cure] of [
  ['of an authority that nobody knows', stranger, ['127.0.0.1'], /^Install the certificate of the authority/u],
  [
    'for another name',
    authority,
    ['other.test'],
    /upstream set 'Smart host' --endpoint URL\), or look whether a proxy/u,
  ],
] as const)
  test(`a certificate ${what}, where Graph should be`, async () => {
    const server = createServer(await issuer.issue(names)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const out = connector({
      route: { kind: 'graph', endpoint: `https://127.0.0.1:${port}/v1.0`, user: 'printer@ours.test' },
    });
    await using house = await openRoom({ objects: [out], delivery: { extraAuthorities: [authority.cert] } });
    const steps = await house.room.probe(out);
    const tls = steps.find(({ what: step }) => step === 'tls');
    assert.equal(tls?.outcome, 'bad');
    assert.match(tls.cure ?? '', cure);
    assert.doesNotMatch(tls.cure ?? '', /465|587|--tls\b|--tls-name|HOST:PORT/u);
    server.close();
  });
