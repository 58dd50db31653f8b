/** Next hops that never stop talking: instead of a greeting, in an idle session, while content goes out, after QUIT. */
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { makeSite } from '../support/site.ts';
import type { Scenario } from './scenario.ts';
import { type Hop, plainHop, send, startHop } from './speak.ts';

const CHUNK = Buffer.from('250 and on it goes, for ever and ever\r\n'.repeat(1_600));

export const floodingHop: Scenario = {
  name: 'a next hop that floods',
  async prepare(terms, folder) {
    const most = terms.length === 'long' ? 400_000_000 : 20_000_000;
    const moments = ['greeting', 'idle', 'content', 'quit'] as const;
    let sent = 0;
    const hops: Hop[] = [];
    for (const moment of moments) hops.push(await startHop(hopAt(moment, most, (bytes) => (sent += bytes))));
    const outbound = hops.map(({ port }, at) => ({ name: moments[at]!, domains: [`${moments[at]}.test`], port }));
    const site = await makeSite({ folder: join(folder, 'data'), outbound });
    return {
      site,
      async act() {
        const content = `Subject: flood\r\n\r\n${'a line of the message\r\n'.repeat(20_000)}`;
        for (const moment of moments) await send(site, { to: `user@${moment}.test`, content });
        const waitMs = terms.length === 'long' ? 15_000 : 2_000;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        return { 'MB the hops got rid of': Math.round(sent / 1e6) };
      },
      async end() {
        for (const hop of hops) await hop.end();
      },
    };
  },
};

/** A hop that behaves until its moment has come. */
function hopAt(moment: 'greeting' | 'idle' | 'content' | 'quit', most: number, wrote: (bytes: number) => void) {
  return (socket: Socket): void => {
    let left = most;
    const flood = (): void => {
      while (left > 0 && !socket.destroyed) {
        left -= CHUNK.length;
        wrote(CHUNK.length);
        if (!socket.write(CHUNK)) {
          socket.once('drain', flood);
          return;
        }
      }
    };
    if (moment === 'greeting') return flood();
    plainHop()(socket);
    let flooded = false;
    socket.on('data', (text: string) => {
      const now =
        (moment === 'content' && /^DATA/imu.test(text)) ||
        (moment === 'quit' && /^QUIT/imu.test(text)) ||
        // The dot was answered: the session is kept, and nothing is expected.
        (moment === 'idle' && text.endsWith('\r\n.\r\n'));
      if (!now || flooded) return;
      flooded = true;
      setImmediate(flood);
    });
  };
}
