/** Content that has to be turned into 7-bit for a next hop of the old kind, made to be as dear as it can be. */
import { join } from 'node:path';
import { makeSite } from '../support/site.ts';
import type { Scenario } from './scenario.ts';
import { emptied, plainHop, send, startHop } from './speak.ts';

const HEAD = 'Subject: lines\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n';

export const conversion: Scenario = {
  name: 'conversion of 8-bit content',
  async prepare(terms, folder) {
    const bytes = terms.length === 'long' ? 12 * 1_048_576 : 1_048_576;
    const hop = await startHop(plainHop());
    const outbound = [{ name: 'old', domains: ['*'], port: hop.port }];
    const site = await makeSite({ folder: join(folder, 'data'), outbound });
    return {
      site,
      async act() {
        const bodies = ['\r\n', 'é\r\n', `${'é'.repeat(400)}\r\n`];
        for (const line of bodies) {
          const body = line.repeat(bytes / Buffer.byteLength(line));
          const content = `${HEAD}Content-Transfer-Encoding: 8bit\r\n\r\né\r\n${body}`;
          await send(site, { to: 'user@old.test', content, parameters: 'BODY=8BITMIME' });
        }
        await emptied(site, 300_000, terms.signal);
        return { messages: bodies.length };
      },
      end: () => hop.end(),
    };
  },
};
