/** `config check` judges certificates as the server will: what it would refuse is a problem, what devices may hold against them a warning. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { loadSettings } from '../../src/config/load.ts';
import { loadCertificates } from '../../src/receive/tls/certificates.ts';

interface Told {
  readonly message: string;
  readonly cure: string;
  readonly line: number | null;
}
interface Checked {
  readonly ok: boolean;
  readonly problems?: readonly Told[];
  readonly warnings: readonly Told[];
}

class Site {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  static async make(context: TestContext): Promise<Site> {
    const folder = await mkdtemp(join(tmpdir(), 'doorpost-check-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    return new Site(folder);
  }

  /** Settings that name the pair, and what the check and the server say of it. */
  async judged(certificate: string, key: string): Promise<{ code: number; said: Checked; server: string }> {
    await writeFile(join(this.folder, 'c.pem'), certificate);
    await writeFile(join(this.folder, 'c.key'), key);
    const yaml = 'hostName: mail.ours.test\ncertificates:\n  - certificateFile: c.pem\n    keyFile: c.key\n';
    await writeFile(join(this.folder, 'doorpost.yaml'), yaml);
    const { code, out } = await cli(['config', 'check', '--json', '--data', this.folder]);
    const loaded = loadSettings({ env: {}, dataDirectory: this.folder });
    assert.ok(loaded.ok);
    const server = await loadCertificates(loaded.settings, systemClock, false).then(
      ({ doubts }) => doubts.map(({ message }) => message).join('\n'),
      (error: Error) => `refused: ${error.message}`,
    );
    return { code, said: JSON.parse(out) as Checked, server };
  }
}

test('a pair that the server would refuse is a problem, in the same words, with its line and its cure', async (context) => {
  const site = await Site.make(context);
  const authority = await createAuthority();
  const [one, other] = [await authority.issue(['mail.ours.test']), await authority.issue(['mail.ours.test'])];
  for (const [certificate, key, why] of [
    [one.cert, other.key, /c\.key does not belong to the certificate .*c\.pem$/u],
    [`${authority.cert}\n${one.cert}`, one.key, /it belongs to one further down in that file$/u],
    ['no PEM at all', one.key, /c\.pem is no PEM certificate: \S/u],
    [one.cert, 'no PEM at all', /c\.key is no PEM key without passphrase: \S/u],
  ] as const) {
    const { code, said, server } = await site.judged(certificate, key);
    const [problem] = said.problems ?? [];
    assert.equal(code, 1);
    assert.match(problem?.message ?? '', why);
    assert.equal(server, `refused: ${problem?.message}`);
    assert.equal(problem?.line, 3);
    assert.match(problem?.cure ?? '', /\S/u);
    assert.doesNotMatch(`${problem?.message}${problem?.cure}`, /\n|\\n/u);
  }
});

test('what devices may hold against a certificate is a warning, the same at a start', async (context) => {
  const site = await Site.make(context);
  const authority = await createAuthority();
  const chained = (cert: string): string => `${cert}\n${authority.cert}`;
  const good = await authority.issue(['mail.ours.test'], { from: -1, to: 90 });
  const expired = await authority.issue(['mail.ours.test'], { from: -9, to: -2 });
  const early = await authority.issue(['mail.ours.test'], { from: 2, to: 90 });
  const soon = await authority.issue(['mail.ours.test'], { from: -1, to: 3 });
  const foreign = await authority.issue(['www.ours.test'], { from: -1, to: 90 });
  const stranger = await createAuthority();
  for (const [pem, key, why] of [
    [chained(good.cert), good.key, null],
    [chained(expired.cert), expired.key, /c\.pem expired on \d{4}-/u],
    [chained(early.cert), early.key, /is not valid before \d{4}-/u],
    [chained(soon.cert), soon.key, /expires on \d{4}-/u],
    [chained(foreign.cert), foreign.key, /is not for mail\.ours\.test \(it has DNS:www\.ours\.test\)/u],
    [good.cert, good.key, /stands alone: Test authority, which issued it, is in no list/u],
    [
      `${good.cert}\n${(await stranger.issue(['x.test'])).cert}`,
      good.key,
      /is not followed by its issuer \(Test authority\)/u,
    ],
  ] as const) {
    const { code, said, server } = await site.judged(pem, key);
    assert.equal(code, 0, 'the server starts with it');
    assert.equal(server, said.warnings.map(({ message }) => message).join('\n'));
    if (why === null) assert.deepEqual(said.warnings, []);
    else assert.match(server, why);
    for (const { cure } of said.warnings) assert.match(cure, /\S/u);
  }
});

test('people see each in a table, problems apart from warnings', async (context) => {
  const site = await Site.make(context);
  const authority = await createAuthority();
  const old = await authority.issue(['www.ours.test'], { from: -9, to: -2 });
  await site.judged(`${old.cert}\n${authority.cert}`, old.key);
  const { code, out } = await cli(['config', 'check', '--data', site.folder]);
  assert.equal(code, 0);
  assert.match(out, /WARNING[^]*expired on[^]*is not for mail\.ours\.test[^]*no problems/u);
});
