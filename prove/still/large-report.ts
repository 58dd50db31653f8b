/** A group of thousands, each of whom is refused: one sender has to be told. */
import { groupForms } from '../../src/directory/kinds/group.ts';
import { join } from 'node:path';
import { mailboxAt, sender } from '../support/mailbox.ts';
import { makeSite, ownDomain } from '../support/site.ts';
import type { Scenario } from './scenario.ts';
import { emptied, plainHop, send, startHop } from './speak.ts';

export const largeReport: Scenario = {
  name: 'a report about thousands',
  async prepare(terms, folder) {
    const members = terms.length === 'long' ? 10_000 : 500;
    const hop = await startHop(plainHop('550 5.1.1 nobody of that name here'));
    const outbound = [{ name: 'gone', domains: ['gone.test'], port: hop.port }];
    const group = `all@${ownDomain}`;
    const site = await makeSite({
      folder: join(folder, 'data'),
      outbound,
      more: (given) => [
        ...mailboxAt(sender)(given),
        {
          kind: 'group',
          ...groupForms.standards,
          id: given.ids.objectId(),
          organizationId: given.organizationId,
          address: group,
          displayName: 'All',
          members: Array.from({ length: members }, (_, at) => `member${at}@gone.test`),
        },
      ],
    });
    return {
      site,
      async act() {
        await send(site, { to: group, content: 'Subject: to all\r\n\r\nHello' });
        await emptied(site, 300_000, terms.signal);
        return { members };
      },
      end: () => hop.end(),
    };
  },
};
