/** Every page, and what opens on it, in the theme of high contrast; with DOORPOST_PICTURES in dark too, for people to look at. */
import { test } from 'node:test';
import { openBrowser, type Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, organization, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { pages } from '../../web/src/pages/all.ts';

/** Nobody listens there: mail waits. */
const CLOSED_PORT = 9;

async function house(): Promise<TestHouse> {
  const started = await startTestHouse({
    objects: [
      organization({ deviceNetworks: ['127.0.0.0/28'] }),
      inbound('copiers', { senderAddresses: [DEVICE, '10.0.0.0/8'] }),
      smartHost('provider', CLOSED_PORT, { recipientDomains: ['*'] }),
    ],
  });
  const socket = { socketPath: started.settings.adminSocket };
  await askAt(socket, 'POST', '/api/v1/devices', {
    body: { name: 'Copier', place: '2nd floor', addresses: [DEVICE] },
  });
  await submit(started, 'copier@ours.test', ['v@ours.test', 'someone@far.test']);
  const stranger = await SmtpTestClient.connect({ port: started.port('smtp'), from: '127.0.0.11' });
  for (const line of ['EHLO fax', 'MAIL FROM:<scan@ours.test>', 'RCPT TO:<someone@far.test>', 'QUIT'])
    await stranger.say(line);
  stranger.end();
  await started.traced({ status: ['Rejected'] });
  return started;
}

/** What opens beside the pages themselves. */
const opened: readonly string[] = [
  '/connectors?open=in-copiers',
  '/connectors?add=1',
  '/devices?open=Copier',
  '/waiting?open=127.0.0.11',
  '/upstreams?open=out-provider',
  '/upstreams?add=1',
  '/domains?open=ours.test',
  '/domains?add=1',
  '/queue?tab=messages',
  '/settings/server?tab=configuration',
  '/settings/organization?edit=alarms',
];

test('every page in high contrast', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using all = await house();
  for (const theme of process.env['DOORPOST_PICTURES'] === undefined
    ? (['contrast'] as const)
    : (['dark', 'contrast'] as const)) {
    await using visit: Visit = await browser.visit(all, { theme });
    for (const path of [...pages.map((page) => page.path), ...opened]) {
      await visit.open(path);
      await visit.page.waitForLoadState('networkidle').catch(() => {});
      if (theme === 'contrast') await visit.accessible();
      await visit.picture(`looks${path.replaceAll(/[^a-z]+/gu, '-')}`);
    }
  }
});
