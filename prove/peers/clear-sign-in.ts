/** The doors: no password is taken before TLS, not even the right one, and a connector that demands TLS takes no mail before it. */
import type { Finding } from '../proof.ts';
import { admin } from '../support/server.ts';
import { ownDomain, type Site } from '../support/site.ts';
import { Talk } from './talk.ts';

const PASSWORD = 'right-password-of-G18';
const ADDRESS = `person@${ownDomain}`;
/** Of a connector that demands TLS. */
const DEMANDING = '127.0.0.5';
const plain = Buffer.from(`\0${ADDRESS}\0${PASSWORD}`).toString('base64');
const login = Buffer.from(ADDRESS).toString('base64');

const attempts = [
  ['AUTH PLAIN with the password', [`AUTH PLAIN ${plain}`]],
  ['AUTH PLAIN in two lines', ['AUTH PLAIN', plain]],
  ['AUTH LOGIN', ['AUTH LOGIN', login, Buffer.from(PASSWORD).toString('base64')]],
  ['AUTH LOGIN with the name', [`AUTH LOGIN ${login}`, Buffer.from(PASSWORD).toString('base64')]],
  ['auth in small letters', [`auth plain ${plain}`]],
] as const;

export async function refusedInClear(
  site: Site,
  ports: { readonly smtp: number; readonly submission: number },
  faults: string[],
): Promise<Finding['figures']> {
  await admin(site, 'POST', '/mailboxes', { address: ADDRESS, password: PASSWORD });
  await admin(site, 'POST', '/inbound-connectors', {
    name: 'demands TLS',
    senderAddresses: [DEMANDING],
    requireTls: true,
  });
  let tried = 0;
  for (const [name, port] of Object.entries(ports))
    for (const hello of ['EHLO', 'HELO'])
      for (const [what, lines] of attempts) {
        tried++;
        await signInInClear(port, hello, lines, `${name}, ${hello}, ${what}`, faults);
      }
  for (const port of [ports.smtp, ports.submission])
    if (!(await signsInInsideTls(port))) faults.push('nobody can sign in at all');
  tried += await demandingConnector(ports.smtp, faults);
  return { 'refused before TLS at our doors': tried };
}

async function signInInClear(
  port: number,
  hello: string,
  lines: readonly string[],
  where: string,
  faults: string[],
): Promise<void> {
  const talk = await Talk.open(port);
  await talk.reply();
  const greeted = await talk.say(`${hello} client.test`);
  if (/^250[ -]AUTH/imu.test(greeted)) faults.push(`${where}: AUTH is offered in clear`);
  for (const line of lines) {
    const reply = await talk.say(line);
    if (/^[23]/u.test(reply)) faults.push(`${where}: ${JSON.stringify(line)} was answered ${reply.trim()}`);
  }
  const rcpt = [await talk.say(`MAIL FROM:<${ADDRESS}>`), await talk.say('RCPT TO:<victim@elsewhere.test>')];
  // The connector that covers 127.0.0.1 relays on port 25; elsewhere nobody does without a sign-in.
  if (where.startsWith('submission') && rcpt.every((reply) => reply.startsWith('250')))
    faults.push(`${where}: relayed`);
  talk.end();
}

async function signsInInsideTls(port: number): Promise<boolean> {
  const talk = await Talk.open(port);
  await talk.reply();
  await talk.say('EHLO client.test');
  await talk.startTls();
  await talk.say('EHLO client.test');
  const reply = await talk.say(`AUTH PLAIN ${plain}`);
  talk.end();
  return reply.startsWith('235');
}

/** Returns how many ways were tried. */
async function demandingConnector(port: number, faults: string[]): Promise<number> {
  for (const hello of ['EHLO', 'HELO']) {
    const talk = await Talk.open(port, { from: DEMANDING });
    await talk.reply();
    await talk.say(`${hello} client.test`);
    for (const line of [`MAIL FROM:<scan@${ownDomain}>`, 'RCPT TO:<victim@elsewhere.test>', 'DATA']) {
      const reply = await talk.say(line);
      if (/^[23]/u.test(reply)) faults.push(`a connector that demands TLS took ${line} in clear`);
    }
    talk.end();
  }
  const talk = await Talk.open(port, { from: DEMANDING });
  await talk.reply();
  await talk.say('EHLO client.test');
  await talk.startTls();
  await talk.say('EHLO client.test');
  await talk.say(`MAIL FROM:<scan@${ownDomain}>`);
  const rcpt = await talk.say('RCPT TO:<user@d0.test>');
  if (!rcpt.startsWith('250')) faults.push(`inside TLS the connector does not relay either: ${rcpt}`);
  talk.end();
  return 2;
}
