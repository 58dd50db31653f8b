/** A Postfix of our own as next hop: configuration and queue in a temporary folder, one port on loopback, everything kept in its queue. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Certificate } from './certificates.ts';
import { freePort, reachable } from '../ports.ts';

const run = promisify(execFile);

export interface Postfix extends AsyncDisposable {
  readonly port: number;
  /** The mail log so far. */
  log(): Promise<string>;
}

/** Debian's places. */
const DAEMONS = '/usr/lib/postfix/sbin';
const DISTRIBUTED = '/usr/share/postfix';

/** @param settings of main.cf, beside those that keep it to itself; rejects with its log when it does not start. */
export async function startPostfix(
  certificate: Certificate,
  authority: string,
  settings: (folder: string) => Readonly<Record<string, string>>,
): Promise<Postfix> {
  // A short name: Unix socket paths have 107 characters.
  const base = await mkdtemp('/tmp/pf-');
  await chmod(base, 0o755);
  const [configuration, queue, data] = ['conf', 'queue', 'data'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(configuration);
  await mkdir(queue);
  await mkdir(data);
  await run('chown', ['postfix', data]);
  const port = await freePort();
  const files = {
    cert: join(configuration, 'cert.pem'),
    key: join(configuration, 'key.pem'),
    ca: join(configuration, 'ca.pem'),
  };
  await writeFile(files.cert, certificate.cert);
  await writeFile(files.key, certificate.key, { mode: 0o600 });
  await writeFile(files.ca, authority);
  const main: Record<string, string> = {
    compatibility_level: '3.6',
    queue_directory: queue,
    data_directory: data,
    meta_directory: configuration,
    command_directory: '/usr/sbin',
    daemon_directory: DAEMONS,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    myhostname: 'postfix.test',
    mydestination: '',
    mynetworks: '',
    alias_maps: '',
    local_recipient_maps: '',
    // What it takes stays in its queue: it has nobody to give it to.
    default_transport: 'hold',
    defer_transports: 'hold',
    relay_transport: 'hold',
    maillog_file: join(base, 'maillog'),
    maillog_file_prefixes: base,
    smtpd_tls_security_level: 'may',
    smtpd_tls_cert_file: files.cert,
    smtpd_tls_key_file: files.key,
    smtpd_tls_CAfile: files.ca,
    smtpd_tls_session_cache_database: '',
    smtpd_peername_lookup: 'no',
    ...settings(base),
  };
  await writeFile(
    join(configuration, 'main.cf'),
    Object.entries(main)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  await writeFile(
    join(configuration, 'master.cf'),
    services(await readFile(join(DISTRIBUTED, 'master.cf.dist'), 'utf8'), port),
  );
  await copyFile(join(DISTRIBUTED, 'dynamicmaps.cf'), join(configuration, 'dynamicmaps.cf')).catch(() => {});
  await copyFile('/etc/postfix/postfix-files', join(configuration, 'postfix-files')).catch(() => {});
  const log = (): Promise<string> => readFile(join(base, 'maillog'), 'utf8').catch(() => '');
  // It makes its queue's folders, with their owners, by itself.
  await run('/usr/sbin/postfix', ['-c', configuration, 'check'], { env: { PATH: process.env['PATH'] ?? '' } }).catch(
    (error: unknown) => {
      throw new Error(`postfix check: ${String(error)}`);
    },
  );
  const child = spawn(join(DAEMONS, 'master'), ['-d', '-c', configuration], {
    stdio: 'ignore',
    env: { MAIL_CONFIG: configuration, MAIL_LOGTAG: 'postfix', POSTLOG_SERVICE: 'postlog', POSTLOG_HOSTNAME: 'test' },
  });
  const exited = once(child, 'exit');
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  for (let tries = 0; !(await reachable(port)); tries++)
    if (ended || tries > 200) {
      child.kill();
      throw new Error(`Postfix did not start: ${await log()}`);
    }
  return {
    port,
    log,
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** The distribution's services, ours instead of port 25, without chroot, and one that holds what was taken. */
function services(distributed: string, port: number): string {
  const lines: string[] = [];
  for (const line of distributed.split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue;
    if (line.startsWith('maildrop')) break;
    if (line.startsWith('postlog')) continue;
    lines.push(line.replace(/^smtp(\s+inet)/u, `127.0.0.1:${port}$1`).replace(/^(\S+\s+\S+\s+\S+\s+\S+\s+)y/u, '$1n'));
  }
  return `${[...lines, 'hold unix - - n - - retry', 'postlog unix-dgram n - n - 1 postlogd'].join('\n')}\n`;
}
