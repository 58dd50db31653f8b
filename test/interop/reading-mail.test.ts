/** The Dovecot of `docs/operate/reading-mail.md`, with its own lines: it reads the Maildir that we wrote, and lets its reader in. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, startTestHouse } from '../../lab/houses/test-house.ts';
import { readPage } from '../../lab/pages.ts';
import { freePort, reachable } from '../../lab/ports.ts';
import { tool } from '../../lab/tools.ts';

const run = promisify(execFile);

/** As root it refuses mail owned by root, so the mail belongs to nobody there. */
const isRoot = process.getuid?.() === 0;
const owner = isRoot ? { uid: 65_534, gid: 65_534 } : userInfo();

/** The page's lines for this machine: other paths, and another user than `doorpost`. */
function configOf(place: string, mail: string, port: number): string {
  const page = readPage('docs/operate/reading-mail.md');
  const [, lines = ''] = /^```\n(mail_location[\s\S]*?)^```$/mu.exec(page) ?? [];
  assert.match(lines, /uid=doorpost gid=doorpost home=\/var\/lib\/doorpost\/mail\//u);
  const user = isRoot ? 'root' : userInfo().username;
  return `base_dir = ${place}/run
state_dir = ${place}/run
log_path = ${place}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
default_internal_user = ${isRoot ? 'dovecot' : user}
default_internal_group = ${isRoot ? 'dovecot' : owner.gid}
default_login_user = ${isRoot ? 'dovenull' : user}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
${lines
  .replace('/etc/dovecot/doorpost-users', `${place}/users`)
  .replace('uid=doorpost gid=doorpost', `uid=${owner.uid} gid=${owner.gid}`)
  .replace('/var/lib/doorpost/mail/', `${mail}/`)}`;
}

async function adopt(folder: string): Promise<void> {
  if (!isRoot) return;
  await chmod(path.dirname(folder), 0o755);
  await chown(folder, owner.uid, owner.gid);
  for (const entry of await readdir(folder, { recursive: true }))
    await chown(path.join(folder, entry), owner.uid, owner.gid);
}

async function startReader(context: TestContext, dovecot: string, mail: string): Promise<string> {
  const place = await mkdtemp(path.join(tmpdir(), 'dv-'));
  await chmod(place, 0o755);
  const port = await freePort();
  await writeFile(`${place}/users`, 'v@ours.test:{PLAIN}to-read-with\n');
  await writeFile(`${place}/dovecot.conf`, configOf(place, mail, port));
  const child = spawn(dovecot, ['-F', '-c', `${place}/dovecot.conf`], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  context.after(async () => {
    child.kill();
    await exited;
    await rm(place, { recursive: true, force: true });
  });
  for (let tries = 0; !(await reachable(port)); tries++)
    if (child.exitCode !== null || tries > 200)
      throw new Error(`Dovecot did not start: ${await readFile(`${place}/log`, 'utf8').catch(() => 'no log')}`);
  return `${place}/dovecot.conf`;
}

test('Dovecot with the lines of the page reads what Doorpost delivered', async (context) => {
  const dovecot = tool(context, 'dovecot');
  const doveadm = dovecot === null ? null : tool(context, 'doveadm');
  if (dovecot === null || doveadm === null) return;
  await using house = await startTestHouse({ objects: [inbound('copier', { senderAddresses: [DEVICE] })] });
  await submit(house, 'printer@ours.test', ['v@ours.test'], 'Subject: to be read\n\nA line.\n');
  await house.traced({ recipient: 'v@ours.test', status: ['Delivered'] });
  const mail = path.join(house.folder, 'mail');
  await adopt(mail);
  const config = await startReader(context, dovecot, mail);
  const ask = async (...words: string[]): Promise<string> => (await run(doveadm, ['-c', config, ...words])).stdout;
  assert.match(await ask('fetch', '-u', 'v@ours.test', 'hdr.subject', 'mailbox', 'INBOX', 'ALL'), /to be read/u);
  assert.match(await ask('mailbox', 'list', '-u', 'v@ours.test'), /^Junk$/mu);
  assert.match(await ask('auth', 'test', 'v@ours.test', 'to-read-with'), /auth succeeded/u);
  await assert.rejects(ask('auth', 'test', 'v@ours.test', 'wrong'));
});
