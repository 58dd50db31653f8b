/** G25: every credential in use, right or wrong, is looked for in everything that leaves the server or stays on its disk. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { freePort } from '../../lab/ports.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { admin, adminText, httpGet, startServer } from '../support/server.ts';
import { makeSite, ownDomain, type Site } from '../support/site.ts';
import { Talk } from './talk.ts';
import { addTokenWays, openProvider, tokenDomains } from './token-ways.ts';

export const g25: Proof = {
  id: 'G25',
  title: 'No password or token shows in a log, the trace, an answer, a report, a backup or the data folder',
  prove,
};

const PERSON = `person@${ownDomain}`;
const HOP_USER = 'site';
const BOUNCE_MS = 30_000;
const secret = (): string => `S3cret-${randomBytes(9).toString('hex')}`;
const signIn = (name: string, password: string): string => Buffer.from(`\0${name}\0${password}`).toString('base64');

/** RFC 7628 and what Microsoft and Google made of it. */
const bearer = (name: string, token: string): string =>
  Buffer.from(`user=${name}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64');

async function prove(terms: Terms): Promise<Finding> {
  const right = secret();
  const wrong = secret();
  const onward = secret();
  const sealed = secret();
  const tokens = { client: secret(), deadClient: secret(), access: secret(), refresh: secret(), refreshed: secret() };
  const hop = await startEchoingHop();
  await using _ = { [Symbol.asyncDispose]: async () => void hop.server.close() };
  const authorities = join(terms.folder, 'ca.pem');
  await writeFile(authorities, hop.authority);
  const [smtp, submission] = [await freePort(), await freePort()];
  const made = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [],
    settings: `listeners:
  smtp: { port: ${smtp}, addresses: [127.0.0.1] }
  submission: { port: ${submission}, addresses: [127.0.0.1] }
  submissions: { enabled: false }`,
  });
  const site: Site = { ...made, smtpPort: smtp };
  await using server = await startServer(site, {
    signal: terms.signal,
    environment: { NODE_EXTRA_CA_CERTS: authorities },
  });
  const faults: string[] = [];
  await admin(site, 'POST', '/mailboxes', { address: PERSON, password: right });
  await admin(site, 'POST', '/outbound-connectors', {
    name: 'echoes',
    recipientDomains: ['elsewhere.test'],
    route: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: hop.port }] },
    tls: 'wrapped',
    auth: { username: HOP_USER, password: onward },
  });
  await using provider = await openProvider(tokens);
  await addTokenWays(site, provider.url, hop.port, tokens);
  await admin(site, 'POST', '/credentials', {
    mailbox: PERSON,
    name: 'old',
    username: 'old',
    cramMd5: true,
    password: sealed,
  });
  const watched = adminText(site, 'GET', '/watch?seconds=5').catch(() => '');
  terms.progress('signing in rightly, wrongly and in clear; sending what the next hop refuses with our own AUTH line');
  const submitted =
    (await useThem(submission, PERSON, right, wrong)) && (await useThem(submission, 'old', sealed, wrong));
  if (!submitted) faults.push('the right password did not submit a message: nothing was proved');
  const reported = await reportCame(site, terms.signal);
  if (!hop.heard().includes(signIn(HOP_USER, onward))) faults.push('the next hop was never signed in to');
  if (!reported) faults.push('no report came: that output was not searched');
  if (!hop.heard().includes(bearer('app@own.test', tokens.access))) faults.push('no access token reached the next hop');
  if (provider.requests.length < tokenDomains.length) faults.push('not every upstream asked for its token');

  const backup = join(terms.folder, 'backup');
  await mkdir(backup);
  await admin<unknown>(site, 'POST', '/backup', { folder: backup }).catch((error: unknown) => {
    if (!(error instanceof SyntaxError)) throw error; // its answer is lines of JSON, not one
  });
  const outputs = new Map<string, Buffer>();
  for (const path of [
    '/status',
    '/mailboxes',
    '/credentials',
    '/outbound-connectors',
    '/audit',
    '/trace',
    '/queue',
    '/upstreams/status',
    '/alarms',
    '/export',
    '/devices',
  ])
    outputs.set(`API ${path}`, Buffer.from(await adminText(site, 'GET', path)));
  const asked = { from: PERSON, to: ['x@token.test', 'x@dead.test'], address: '127.0.0.1', login: PERSON };
  outputs.set('explain', Buffer.from(await adminText(site, 'POST', '/explain', asked)));
  outputs.set('check', Buffer.from(await adminText(site, 'POST', '/checks', { what: 'upstream' })));
  outputs.set('watch', Buffer.from(await watched));
  if (!outputs.get('watch')?.includes('MAIL FROM')) faults.push('the watch saw no session');
  outputs.set('/metrics', Buffer.from((await httpGet(site, '/metrics')).body));
  outputs.set('log', Buffer.from(server.output()));
  for (const folder of [site.folder, backup]) await addFiles(outputs, folder);

  const wanted = [
    ['the right password', PERSON, right],
    ['a wrong password', PERSON, wrong],
    ['the password for the next hop', HOP_USER, onward],
    ['the sealed password', 'old', sealed],
    ['the client secret', 'the-id', tokens.client],
    ['the client secret that was refused', 'the-id', tokens.deadClient],
    ['the access token', 'app@own.test', tokens.access],
    ['the refresh token', 'the-id', tokens.refresh],
    ['the refresh token that followed', 'the-id', tokens.refreshed],
  ] as const;
  for (const [what, name, plain] of wanted)
    for (const [where, octets] of outputs)
      if (
        [plain, Buffer.from(plain).toString('base64'), signIn(name, plain), bearer(name, plain)].some((form) =>
          octets.includes(form),
        )
      )
        faults.push(`${what} is in ${where}`);
  if (!server.running()) faults.push('the server ended');
  const bytes = [...outputs.values()].reduce((sum, { length }) => sum + length, 0);
  return judged({ credentials: wanted.length, 'outputs searched': outputs.size, 'octets searched': bytes }, faults);
}

/** Returns whether the message was accepted. */
async function useThem(port: number, name: string, right: string, wrong: string): Promise<boolean> {
  const inClear = await Talk.open(port);
  await inClear.reply();
  await inClear.say('EHLO client.test');
  await inClear.say(`AUTH PLAIN ${signIn(name, right)}`);
  inClear.end();
  for (const password of [wrong, right]) {
    const talk = await Talk.open(port);
    await talk.reply();
    await talk.say('EHLO client.test');
    await talk.startTls();
    await talk.say('EHLO client.test');
    const answer = await talk.say(`AUTH PLAIN ${signIn(name, password)}`);
    if (password === wrong) {
      talk.end();
      continue;
    }
    if (!answer.startsWith('235')) return false;
    await talk.say(`MAIL FROM:<${PERSON}>`);
    await talk.say('RCPT TO:<nobody@elsewhere.test>');
    for (const domain of tokenDomains) await talk.say(`RCPT TO:<nobody@${domain}>`);
    await talk.say('DATA');
    const taken = await talk.say(`From: <${PERSON}>\r\nTo: nobody@elsewhere.test\r\nSubject: secrets\r\n\r\nbody\r\n.`);
    talk.end();
    return taken.startsWith('250');
  }
  return false;
}

/** Whether the refused message's report lies in the person's mailbox by the deadline. */
async function reportCame(site: Site, signal: AbortSignal): Promise<boolean> {
  for (const until = performance.now() + BOUNCE_MS; performance.now() < until && !signal.aborted; ) {
    const { items } = await admin<{ readonly items: readonly unknown[] }>(site, 'GET', `/mailboxes/${PERSON}/messages`);
    if (items.length > 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

async function addFiles(outputs: Map<string, Buffer>, folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      outputs.set(path, await readFile(path).catch(() => Buffer.alloc(0))); // a file of the queue may be done with by now
    }
}

/** A next hop that takes the sign-in and then repeats it in its refusal, as some gateways do. */
async function startEchoingHop() {
  const authority = await createAuthority();
  const { cert, key } = await authority.issue(['127.0.0.1']);
  let heard = '';
  const server = createServer({ cert, key }, (socket) => {
    let auth = '';
    socket.on('error', () => {});
    socket.write('220 hop.test\r\n');
    let rest = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      const lines = (rest + text).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        heard = (heard + line).slice(-65_536);
        if (line.startsWith('EHLO')) socket.write('250-hop.test\r\n250 AUTH PLAIN XOAUTH2\r\n');
        else if (line.startsWith('AUTH')) {
          auth = line;
          socket.write('235 2.7.0 signed in\r\n');
        } else if (line.startsWith('RCPT')) socket.write(`550 5.1.1 no such user; you said ${auth}\r\n`);
        else if (line === 'DATA') socket.write('554 5.5.1 nobody to send to\r\n');
        else socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { server, port, authority: authority.cert, heard: () => heard };
}
