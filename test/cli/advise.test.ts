import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';

const all =
  '--to microsoft365 --existing-server no --newsletters no --volume 200 --old-firmware yes --tls 1.0 --auth password --port-settable no --outside yes --address dynamic --port25 unknown --senders one --domain contoso.com';

test('advise answers a script without a server, and prints what to type', async () => {
  const { code, out, err } = await cli(['advise', ...all.split(' '), '--server', 'relay.contoso.com']);
  assert.equal(code, 0, err);
  assert.match(out, /^Not straight: through Doorpost at the site \(Relay by connector at Doorpost\)$/mu);
  assert.match(out, /^ {2}SMTP server +relay\.contoso\.com$/mu);
  assert.match(out, /Update the firmware/u);
  assert.match(out, /doorpost device add Copier .*--profile legacy$/mu);
  assert.match(out, /^SPF/mu);
});

test('the server is called as it is set up here, and by no invented name', async () => {
  const open = await cli(['advise', ...all.split(' '), '--data', join(tmpdir(), 'doorpost-none')]);
  assert.match(open.out, /^ {2}SMTP server +<the name or address of this server>$/mu);
  assert.doesNotMatch(open.out, /mail\.contoso\.com/u);
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-advise-'));
  try {
    await writeFile(join(folder, 'doorpost.yaml'), 'mode: production\nhostName: relay7.contoso.com\n');
    const { out } = await cli(['advise', ...all.split(' '), '--data', folder]);
    assert.match(out, /^ {2}SMTP server +relay7\.contoso\.com$/mu);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('advise asks only what matters: an existing server ends it', async () => {
  const short = ['--to', 'doorpost', '--existing-server', 'yes', '--domain', 'contoso.com'];
  const { code, out } = await cli(['advise', ...short, '--json']);
  assert.equal(code, 0);
  const { advice } = JSON.parse(out) as { advice: { way: string } };
  assert.equal(advice.way, 'existing-server');
});

test('advise names what a script left out, and what it got wrong', async () => {
  const missing = await cli(['advise', '--to', 'doorpost', '--existing-server', 'no', '--newsletters', 'no']);
  assert.equal(missing.code, 2);
  assert.match(missing.err, /not answered yet: --volume <recipients>, --old-firmware/u);
  const wrong = await cli(['advise', ...all.split(' '), '--tls', '3']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--tls 3 is not understood[\s\S]*write one of: 1\.2, 1\.1, 1\.0, 465-only, none/u);
});
