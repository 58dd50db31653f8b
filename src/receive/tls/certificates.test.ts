import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../../base/system-clock.ts';
import type { Settings } from '../../config/settings.ts';
import { ensureCertificate, loadCertificates } from './certificates.ts';

test('a certificate or key that cannot be read is named with its file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-pem-'));
  const settings = {
    dataDirectory: folder,
    hostName: 'mx.test',
    submissionHost: 'mx.test',
    certificates: [],
    clientCaFile: null,
  } as unknown;
  try {
    const good = await ensureCertificate(settings as Settings, systemClock);
    const junk = join(folder, 'junk.pem');
    await writeFile(junk, 'no PEM at all\n');
    const load = (certificateFile: string, keyFile: string) =>
      loadCertificates({ ...(settings as Settings), certificates: [{ certificateFile, keyFile }] }, systemClock, false);
    await assert.rejects(load(junk, good.keyFile), { message: /junk\.pem is no PEM certificate: \S/ });
    await assert.rejects(load(good.certificateFile, junk), {
      message: /junk\.pem is no PEM key without passphrase: \S/,
    });
    await assert.rejects(load(join(folder, 'none.pem'), good.keyFile), { message: /none\.pem/ });
    assert.equal((await load(good.certificateFile, good.keyFile)).pairs.length, 1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
