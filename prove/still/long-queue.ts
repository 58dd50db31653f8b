/** A long queue is rerouted and redirected, and the server is told to stop in the midst of it. */
import { join } from 'node:path';
import { fillQueue } from '../../lab/server/fill.ts';
import { freePort } from '../../lab/ports.ts';
import { admin } from '../support/server.ts';
import { makeSite } from '../support/site.ts';
import type { Scenario } from './scenario.ts';

/** No mark: what is judged is that the server stands still for nobody meanwhile. */
const REDIRECT_MS = 5 * 60_000;

export const longQueue: Scenario = {
  name: 'rerouting a long queue',
  async prepare(terms, folder) {
    const messages = terms.length === 'long' ? 200_000 : 4_000;
    const outbound = [{ name: 'others', domains: ['others.test'], port: await freePort() }];
    const site = await makeSite({ folder: join(folder, 'data'), outbound });
    await fillQueue(site.folder, messages, (done) => terms.progress(`${done} of ${messages} are queued`));
    return {
      site,
      async act() {
        const started = performance.now();
        // Moves every message that waits.
        await admin(site, 'PATCH', '/outbound-connectors/others', { recipientDomains: ['later.test'] });
        const changed = performance.now();
        const order = {
          verb: 'redirect',
          selection: { olderThan: '0s', recipient: 'later.test' },
          to: 'elsewhere@later.test',
        };
        const { touched } = await admin<{ readonly touched: number }>(
          site,
          'POST',
          '/queue/actions',
          order,
          REDIRECT_MS,
        );
        const redirected = performance.now();
        return {
          queued: messages,
          'change ms': Math.round(changed - started),
          redirected: touched,
          'redirect ms': Math.round(redirected - changed),
        };
      },
    };
  },
};
