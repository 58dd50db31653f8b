/** A Dovecot of our own: configuration, sockets and mail in a temporary folder, LMTP on loopback and on a Unix socket. */
import { execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { freePort, reachable } from '../../lab/ports.ts';

const run = promisify(execFile);

export interface Dovecot extends AsyncDisposable {
  readonly lmtpPort: number;
  readonly lmtpSocket: string;
  /** Where it keeps `user@domain` as a Maildir. */
  maildirOf(address: string): string;
  /** `doveadm` for one user: what a reader of the mailbox sees. */
  doveadm(address: string, command: readonly string[], ...words: string[]): Promise<string>;
  /** Gives files that the test wrote to the user Dovecot reads mail as. */
  adopt(folder: string): Promise<void>;
}

/** Rejects with Dovecot's log when it does not start. */
export async function startDovecot(
  programs: { dovecot: string; doveadm: string },
  /** Also answers who may sign in, for a Postfix beside it: on this Unix socket, these names with these passwords. */
  signIn: { readonly socket: string; readonly users: Readonly<Record<string, string>> } | null = null,
): Promise<Dovecot> {
  // A short name: Unix socket paths have 107 characters.
  const base = await mkdtemp(path.join(tmpdir(), 'dv-'));
  const isRoot = process.getuid?.() === 0;
  // As root it refuses mail owned by root, so the mail belongs to nobody there.
  const owner = isRoot ? { uid: 65_534, gid: 65_534 } : userInfo();
  const user = isRoot ? 'root' : userInfo().username;
  const mail = path.join(base, 'mail');
  await mkdir(mail);
  await chmod(base, 0o755);
  if (isRoot) await chown(mail, owner.uid, owner.gid);
  const lmtpPort = await freePort();
  const lmtpSocket = path.join(base, 'lmtp');
  const log = path.join(base, 'log');
  const config = path.join(base, 'dovecot.conf');
  const users = path.join(base, 'users');
  const lines = Object.entries(signIn?.users ?? {}).map(([name, password]) => `${name}:{PLAIN}${password}\n`);
  await writeFile(users, lines.join(''));
  await writeFile(
    config,
    `base_dir = ${base}/run
state_dir = ${base}/run
log_path = ${log}
protocols = lmtp
ssl = no
auth_mechanisms = plain login
default_internal_user = ${isRoot ? 'dovecot' : user}
default_internal_group = ${isRoot ? 'dovecot' : owner.gid}
default_login_user = ${isRoot ? 'dovenull' : user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${mail}/%d/%n
mailbox_list_index = no
namespace inbox {
  inbox = yes
  separator = /
}
passdb {
  ${signIn === null ? 'driver = static\n  args = nopassword=y' : `driver = passwd-file\n  args = scheme=PLAIN username_format=%u ${users}`}
}
${signIn === null ? '' : `service auth {\n  unix_listener ${signIn.socket} {\n    mode = 0666\n  }\n}`}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${mail}/%d/%n allow_all_users=yes
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
  unix_listener ${lmtpSocket} {
    mode = 0666
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
lda_mailbox_autocreate = yes
postmaster_address = postmaster@ours.test
`,
  );
  const child = spawn(programs.dovecot, ['-F', '-c', config], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  for (let tries = 0; !(await reachable(lmtpPort)); tries++)
    if (ended || tries > 200) {
      child.kill();
      throw new Error(`Dovecot did not start: ${await readFile(log, 'utf8').catch(() => 'no log')}`);
    }
  return {
    lmtpPort,
    lmtpSocket,
    maildirOf: (address) =>
      path.join(mail, address.slice(address.indexOf('@') + 1), address.slice(0, address.indexOf('@'))),
    async doveadm(address, command, ...words) {
      return (await run(programs.doveadm, ['-c', config, ...command, '-u', address, ...words])).stdout;
    },
    async adopt(folder) {
      if (!isRoot) return;
      await chown(folder, owner.uid, owner.gid);
      for (const entry of await readdir(folder, { recursive: true }))
        await chown(path.join(folder, entry), owner.uid, owner.gid);
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
      await rm(base, { recursive: true, force: true });
    },
  };
}
