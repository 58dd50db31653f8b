/** DANE by a real resolver that validates (unbound) over a zone that was really signed (ldns): what it calls authentic, what is bogus, what is not signed. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { delivery, openRoom, summary } from '../../lab/houses/delivery-house.ts';
import { type Certificate, createAuthority } from '../../lab/peers/certificates.ts';
import { npmSink } from '../../lab/peers/sinks.ts';
import { freePort, reachable } from '../../lab/ports.ts';
import { tool } from '../../lab/tools.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { createValidatingResolver } from '../../src/dns/validating-resolver.ts';

const PATIENCE_MS = 20_000;

const zoneOf = (domain: string, port: number, key: string): string => `
$ORIGIN ${domain}.
$TTL 300
@ IN SOA ns.${domain}. postmaster.${domain}. 1 3600 600 86400 300
@ IN NS ns
ns IN A 127.0.0.1
@ IN MX 10 mail
mail IN A 127.0.0.1
_${port}._tcp.mail IN TLSA 3 1 1 ${key}
`;

const keyOf = ({ cert }: Certificate): string =>
  createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** Signs the zones `signed.test` and `bogus.test`, the latter changed behind it; `plain.test` is not signed. */
async function layOut(folder: string, port: number, key: string): Promise<readonly string[]> {
  const run = (program: string, ...args: string[]): string =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const anchors: string[] = [];
  for (const domain of ['signed.test', 'bogus.test', 'plain.test']) {
    const file = join(folder, domain);
    await writeFile(file, zoneOf(domain, port, key));
    if (domain === 'plain.test') continue;
    const pair = run('ldns-keygen', '-a', 'ECDSAP256SHA256', '-k', domain);
    run('ldns-signzone', '-f', file, domain, pair);
    anchors.push(join(folder, `${pair}.key`));
  }
  const bogus = join(folder, 'bogus.test');
  await writeFile(
    bogus,
    (await readFile(bogus, 'utf8')).replaceAll(key, key.replace(/^./u, key.startsWith('0') ? '1' : '0')),
  );
  return anchors;
}

const configuration = (folder: string, port: number, anchors: readonly string[]): string => `
server:
  interface: 127.0.0.1
  port: ${port}
  chroot: ""
  username: ""
  directory: "${folder}"
  pidfile: "${folder}/pid"
  use-syslog: no
  logfile: ""
  do-ip6: no
  module-config: "validator iterator"
${anchors.map((file) => `  trust-anchor-file: "${file}"`).join('\n')}
  local-zone: "test." nodefault
remote-control:
  control-enable: no
${['signed.test', 'bogus.test', 'plain.test']
  .map(
    (zone) =>
      `auth-zone:\n  name: "${zone}"\n  for-downstream: no\n  for-upstream: yes\n  zonefile: "${folder}/${zone}"`,
  )
  .join('\n')}
`;

test('unbound says which mail host DANE protects: the right key is taken, a changed zone waits, one without signatures is not believed', async (context) => {
  const unbound = tool(context, 'unbound');
  if (unbound === null || tool(context, 'ldns-keygen') === null || tool(context, 'ldns-signzone') === null) return;
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-unbound-'));
  const certificate = await (await createAuthority()).issue(['other.test']);
  await using sink = await npmSink({ disabledCommands: ['AUTH'], cert: certificate.cert, key: certificate.key });
  const dns = await freePort();
  const anchors = await layOut(folder, sink.port, keyOf(certificate));
  await writeFile(join(folder, 'unbound.conf'), configuration(folder, dns, anchors));
  const child = spawn(unbound, ['-d', '-c', join(folder, 'unbound.conf')], { stdio: 'ignore' });
  try {
    const until = performance.now() + PATIENCE_MS;
    while (!(await reachable(dns))) assert.ok(performance.now() < until, 'unbound does not listen');
    const secureResolver = createValidatingResolver({
      servers: [`127.0.0.1:${dns}`],
      isNamed: true,
      clock: systemClock,
      random: systemRandom,
    });
    await using room = await openRoom({ delivery: { mxPort: sink.port, secureResolver } });
    const send = (domain: string) => room.one(delivery({ kind: 'mx', domain }, [`x@${domain}`]));
    const signed = await send('signed.test');
    assert.equal(summary(signed), 'relayed 2.0.0');
    assert.match(signed.tls ?? '', / verified, DANE$/u);
    assert.equal(summary(await send('bogus.test')), 'delayed 4.4.3 dns-failed lane');
    const plain = await send('plain.test');
    assert.equal(summary(plain), 'relayed 2.0.0');
    assert.match(plain.tls ?? '', / unverified$/u);
  } finally {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
});
