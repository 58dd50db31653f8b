/** Postfix beside Doorpost: its own configuration and queue folder, everything relayed to the sink. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Certificate } from '../lab/server/certificate.ts';
import { endWithUs } from '../lab/server/children.ts';
import type { PostfixFiles } from './tools.ts';
import type { MailSystem } from '../lab/server/system.ts';
import { waitForPort } from '../lab/server/wait.ts';

const run = promisify(execFile);

/** What makes a busy relay faster; durability is the same. */
const TUNED: Readonly<Record<string, string>> = {
  in_flow_delay: '0s',
  default_process_limit: '120',
  default_destination_concurrency_limit: '60',
  initial_destination_concurrency: '20',
  smtp_connection_cache_destinations: '[127.0.0.1]',
  smtpd_peername_lookup: 'no',
  disable_dns_lookups: 'yes',
  receive_override_options: 'no_address_mappings,no_unknown_recipient_checks',
  hash_queue_depth: '1',
  qmgr_message_active_limit: '50000',
  qmgr_message_recipient_limit: '50000',
};

/** Existing accounts that own nothing else here; Postfix insists on some that are not root's. */
const MAIL_OWNER = 'mail';
const SETGID_GROUP = 'operator';

export interface PostfixOptions {
  readonly files: PostfixFiles;
  readonly folder: string;
  readonly port: number;
  readonly sinkPort: number;
  readonly tuned: boolean;
  readonly certificate: Certificate;
}

export async function startPostfix(options: PostfixOptions): Promise<MailSystem> {
  const { files, folder, port, tuned } = options;
  const configuration = join(folder, 'conf');
  const queue = join(folder, 'queue');
  await rm(folder, { recursive: true, force: true });
  await mkdir(configuration, { recursive: true });
  await prepareQueue(queue, join(folder, 'data'));
  await writeFile(join(configuration, 'main.cf'), mainConfiguration(options));
  const services = await readFile(join(files.root, 'usr/share/postfix/master.cf.dist'), 'utf8');
  await writeFile(join(configuration, 'master.cf'), masterConfiguration(services, port));
  await copyFile(join(files.root, 'usr/share/postfix/dynamicmaps.cf'), join(configuration, 'dynamicmaps.cf'));

  const child: ChildProcess = spawn(join(files.root, 'usr/lib/postfix/sbin/master'), ['-d', '-c', configuration], {
    stdio: 'ignore',
    env: {
      LD_LIBRARY_PATH: files.libraries,
      MAIL_CONFIG: configuration,
      MAIL_LOGTAG: 'postfix',
      POSTLOG_SERVICE: 'postlog',
      POSTLOG_HOSTNAME: 'bench',
    },
  });
  endWithUs(child);
  await waitForPort(port, child);
  return {
    name: tuned ? 'postfix tuned' : 'postfix',
    port,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function prepareQueue(queue: string, data: string): Promise<void> {
  const own = [
    'incoming',
    'active',
    'deferred',
    'bounce',
    'defer',
    'corrupt',
    'hold',
    'saved',
    'trace',
    'flush',
    'private',
    'public',
    'maildrop',
  ];
  for (const name of [...own, 'pid']) await mkdir(join(queue, name), { recursive: true });
  await mkdir(data, { recursive: true });
  await run('chown', [MAIL_OWNER, data, ...own.map((name) => join(queue, name))]);
  await run('chgrp', [SETGID_GROUP, join(queue, 'maildrop'), join(queue, 'public')]);
  for (const name of own) await chmod(join(queue, name), 0o700);
  await chmod(join(queue, 'maildrop'), 0o730);
  await chmod(join(queue, 'public'), 0o710);
}

function mainConfiguration({ files, folder, sinkPort, tuned, certificate }: PostfixOptions): string {
  const settings: Record<string, string> = {
    compatibility_level: '3.6',
    queue_directory: join(folder, 'queue'),
    command_directory: join(files.root, 'usr/sbin'),
    daemon_directory: join(files.root, 'usr/lib/postfix/sbin'),
    data_directory: join(folder, 'data'),
    shlib_directory: files.libraries,
    meta_directory: join(folder, 'conf'),
    mail_owner: MAIL_OWNER,
    setgid_group: SETGID_GROUP,
    import_environment: `MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ POSTLOG_SERVICE POSTLOG_HOSTNAME LANG=C LD_LIBRARY_PATH=${files.libraries}`,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    myhostname: 'postfix.bench.test',
    mydestination: '',
    alias_maps: '',
    alias_database: '',
    local_recipient_maps: '',
    mynetworks: '127.0.0.0/8',
    relayhost: `[127.0.0.1]:${sinkPort}`,
    maillog_file: join(folder, 'maillog'),
    maillog_file_prefixes: folder,
    message_size_limit: '104857600',
    smtpd_client_connection_count_limit: '0',
    smtputf8_enable: 'no',
    smtpd_tls_security_level: 'may',
    smtpd_tls_cert_file: certificate.certificateFile,
    smtpd_tls_key_file: certificate.keyFile,
    smtpd_tls_session_cache_database: '',
    ...(tuned ? TUNED : {}),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

/** The distribution's services without chroot and without the pipes to programs that are not here. */
function masterConfiguration(distributed: string, port: number): string {
  const lines: string[] = [];
  for (const line of distributed.split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue;
    if (line.startsWith('maildrop')) break;
    if (line.startsWith('postlog')) continue;
    lines.push(line.replace(/^smtp(\s+inet)/u, `127.0.0.1:${port}$1`).replace(/^(\S+\s+\S+\s+\S+\s+\S+\s+)y/u, '$1n'));
  }
  return `${[...lines, 'postlog unix-dgram n - n - 1 postlogd'].join('\n')}\n`;
}
