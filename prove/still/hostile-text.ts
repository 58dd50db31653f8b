/** Strangers' texts that slow patterns choke on: address lists, comments, encoded words, lines that are no commands. */
import { join } from 'node:path';
import { Talk } from '../peers/talk.ts';
import { inbox, inboxObject } from '../support/mailbox.ts';
import { makeSite } from '../support/site.ts';
import type { Scenario } from './scenario.ts';
import { send } from './speak.ts';

/** A stranger's: no connector covers it. */
const STRANGER = '127.0.0.2';

export const hostileText: Scenario = {
  name: "strangers' hostile text",
  async prepare(terms, folder) {
    const size = terms.length === 'long' ? 240_000 : 60_000;
    const site = await makeSite({ folder: join(folder, 'data'), outbound: [], more: inboxObject });
    return {
      site,
      async act() {
        const pieces = ['(', '"', '<', '\\"', 'a@b,', '=?utf-8?q?', 'a ', '=', ';a=', '[', ' ', '\t', '-', '@', 'a.'];
        for (const piece of pieces) {
          const value = piece.repeat(size / piece.length).replaceAll(/(.{900})/gu, '$1\r\n ');
          for (const name of ['From', 'Content-Type', 'Subject'])
            await send(site, { to: inbox, content: `${name}: ${value}\r\n\r\nbody`, address: STRANGER });
        }
        for (const piece of ['-', ' ', 'AUTH ', 'a', '=', '<', '"']) {
          const talk = await Talk.open(site.smtpPort, { from: STRANGER });
          await talk.reply();
          await talk.say('EHLO still.test');
          const line = piece.repeat(1_900 / piece.length);
          for (let sent = 0; sent < size * 3; sent += line.length) talk.write(line);
          await talk.say('QUIT').catch(() => '');
        }
        return { texts: pieces.length * 3 + 7 };
      },
    };
  },
};
