/** Mail of strangers that is dear to authenticate: a hundred signatures on one message, and signed ones that are too large to go along whole, several at once. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type HandSignature, handSigned, rsaKey } from '../../lab/hand-signature.ts';
import { inbox, inboxObject } from '../support/mailbox.ts';
import { makeSite } from '../support/site.ts';
import type { Scenario } from './scenario.ts';
import { send } from './speak.ts';

const program = fileURLToPath(new URL('../support/house-process.ts', import.meta.url));
const STRANGER = '127.0.0.2';
const SIGNATURES = 100;
const AT_ONCE = 3;
const line = `${'0123456789'.repeat(7)}\r\n`;

export const strangersMail: Scenario = {
  name: 'strangers’ mail with many signatures',
  threadMb: 60,
  async prepare(terms, folder) {
    const [largeBytes, rounds] = terms.length === 'long' ? [1_400_000, 10] : [500_000, 2];
    const key = rsaKey(2_048);
    const zoneFile = join(folder, 'zone');
    await writeFile(
      zoneFile,
      `far.test TXT "v=spf1 ip4:${STRANGER} -all"\n_dmarc.far.test TXT "v=DMARC1; p=reject"\nk._domainkey.far.test TXT "${key.record}"\n`,
    );
    const site = await makeSite({
      folder: join(folder, 'data'),
      outbound: [],
      more: inboxObject,
      systemLimits: { directMessagesPerAddressPerHour: 1e9 },
    });
    const signature: HandSignature = { key, domain: 'far.test' };
    const letter = `From: x@far.test\r\nTo: ${inbox}\r\nSubject: hello\r\n\r\n`;
    let many = `${letter}${line.repeat(20)}`;
    for (let n = 0; n < SIGNATURES; n++) many = handSigned(many, signature);
    const large = handSigned(`${letter}${line.repeat(largeBytes / line.length)}`, signature);
    return {
      site,
      program: [program, site.folder, zoneFile, '25'],
      async act() {
        let sent = 0;
        for (let round = 0; round < rounds; round++)
          for (const content of [many, large]) {
            const mail = { address: STRANGER, from: 'x@far.test', to: inbox, content };
            const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => send(site, mail)));
            const wrong = replies.find((reply) => !reply.startsWith('250'));
            if (wrong !== undefined) throw new Error(wrong);
            sent += replies.length;
          }
        return { messages: sent };
      },
    };
  },
};
