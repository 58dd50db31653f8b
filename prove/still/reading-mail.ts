/** An administrator reads a message of millions of lines, and a list of messages, by the API. */
import { join } from 'node:path';
import { inbox, inboxObject } from '../support/mailbox.ts';
import { admin, adminText } from '../support/server.ts';
import { makeSite } from '../support/site.ts';
import type { Scenario } from './scenario.ts';
import { emptied, send } from './speak.ts';

export const readingMail: Scenario = {
  name: 'reading a message of short lines',
  async prepare(terms, folder) {
    const bytes = terms.length === 'long' ? 11 * 1_048_576 : 524_288;
    const site = await makeSite({ folder: join(folder, 'data'), outbound: [], more: inboxObject });
    return {
      site,
      async act() {
        const shapes = [
          `Subject: lines\r\n\r\n${'a\r\n'.repeat(bytes / 3)}`,
          `Subject: parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\na\r\n'.repeat(bytes / 100)}`,
          `Subject: folds\r\nTo: ${'a@b.test,\r\n '.repeat(15_000)}a@b.test\r\n\r\nbody`,
        ];
        for (const content of shapes) await send(site, { to: inbox, content });
        await emptied(site, 60_000, terms.signal);
        const path = `/mailboxes/${encodeURIComponent(inbox)}/messages`;
        const { items } = await admin<{ readonly items: readonly { readonly id: string }[] }>(site, 'GET', path);
        let read = 0;
        for (const { id } of items) {
          // What is too much to show may be refused, in words.
          const answer = await adminText(site, 'GET', `${path}/${encodeURIComponent(id)}`).catch(() => null);
          if (answer !== null) read++;
        }
        return { read: `${read} of ${shapes.length}` };
      },
    };
  },
};
