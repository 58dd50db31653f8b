/** What the pages show of the command line, by the name that stands above each block: `<!-- capture: printer trace -->`. */
import { COPIER, scan, setUp } from './site.ts';
import { Stage } from './stage.ts';

export type Captures = ReadonlyMap<string, string>;

/** Longer than a watch needs to begin. */
const WATCH_BEGINS_MS = 700;

/** Parts of a long answer that a page does not need give way to `…`: each from its heading to the next empty line. */
const without = (text: string, ...headings: readonly string[]): string =>
  headings
    .reduce((shown, heading) => shown.replace(new RegExp(`^${heading}\\n(?:.+\\n?)*`, 'mu'), '…\n'), text)
    .trimEnd();

const CONVERSATION = 'The conversation';
const HEADER = 'Its header, as stored';

/** An office whose mailboxes are elsewhere: a copier is refused, found, let in; then the next hop dies and returns. */
export async function office(): Promise<Captures> {
  const shown = new Map<string, string>();
  await using stage = await Stage.open();
  await setUp(stage);
  const told = await scan(stage);
  shown.set('printer display', told);
  shown.set('printer trace', await stage.type(`doorpost trace --client ${COPIER}`));
  const reference = /\[ref (\S+)\]/u.exec(told)?.[1] ?? '';
  shown.set('printer story', await stage.type(`doorpost trace ${reference}`));
  shown.set('printer waiting', await stage.type('doorpost device waiting'));
  const watched = stage.type(`doorpost watch --address ${COPIER} --for 1m`, {
    async meanwhile() {
      await new Promise((resolve) => setTimeout(resolve, WATCH_BEGINS_MS));
      await scan(stage);
      await stage.clock.advance(60_000);
    },
  });
  shown.set('printer watch', await watched);
  const approve = `doorpost device approve ${COPIER} --name "Copier 2nd floor" --owner anna@contoso.com`;
  shown.set('printer approve', await stage.type(approve));
  await scan(stage, 'anna@example.com', '192.168.10.22');
  await scan(stage, 'anna@example.com', '192.168.10.23');
  const several = 'doorpost device approve --network 192.168.10.0/24';
  shown.set('printer approve several', await stage.type(`${several} --dry-run`));
  await stage.type(`${several} --yes`);
  const queued = await scan(stage);
  shown.set('printer sent', await stage.type('doorpost trace --limit 1'));
  const queueId = /Queued as (\S+)/u.exec(queued)?.[1] ?? '';
  shown.set('delivered story', await stage.type(`doorpost trace ${queueId}`));
  await nextHopDies(stage, shown);
  return shown;
}

async function nextHopDies(stage: Stage, shown: Map<string, string>): Promise<void> {
  await stage.pass(6);
  await stage.nextHopDies();
  await scan(stage, 'bert@example.net');
  await stage.pass(20);
  shown.set('dead alarm', await stage.type('doorpost alarm list'));
  shown.set('dead overview', await stage.type('doorpost status'));
  shown.set('dead status', await stage.type('doorpost upstream status', { code: 1 }));
  shown.set('trace list', await stage.type('doorpost trace', { columns: 120 }));
  const status = await stage.type('doorpost status');
  shown.set('dead flow', status.split('\nmode ')[0] ?? '');
  // Of its refusals one is enough.
  const log = stage.mailLog();
  const first = log.findIndex((line) => line.includes(' in by '));
  shown.set('mail log', log.slice(first - 1, first + 4).join('\n'));
  shown.set('dead queue', await stage.type('doorpost queue list'));
  shown.set('dead check', await stage.type('doorpost check upstream "Microsoft 365"', { code: 1 }));
  await stage.nextHopReturns();
  shown.set('dead retry', await stage.type('doorpost queue retry --all'));
  // The queue is looked at every few minutes.
  await stage.pass(6);
  shown.set('dead over', await stage.typeUntil('doorpost alarm list', 'no alarms'));
}

/** A server with mailboxes of its own, and the three ways in. */
export async function threeWays(): Promise<Captures> {
  const shown = new Map<string, string>();
  await using stage = await Stage.open();
  await stage.all('doorpost org add Contoso', 'doorpost domain add contoso.com --trust');
  await stage.type('doorpost upstream add Provider --kind smart-host --tls none --host mail.contoso.com:587');
  shown.set('relay set-up', await stage.type(`doorpost connector add "Copier room" --address ${COPIER}`));
  shown.set(
    'relay explained',
    without(
      await stage.type(`doorpost explain --from scan@contoso.com --to anna@example.com --ip ${COPIER}`),
      CONVERSATION,
      HEADER,
    ),
  );
  await scan(stage);
  shown.set('relay sent', await stage.type('doorpost trace --limit 1'));
  const made = await stage.type('doorpost mailbox add scanner@contoso.com');
  const given = await stage.type('doorpost credential add scanner@contoso.com --name "Copier 2nd floor"');
  shown.set('submission set-up', `${made}\n${given}`);
  const token = 'doorpost token add anna --role help-desk --organization Contoso --expires 90d';
  shown.set('token added', await stage.type(token));
  shown.set('tokens listed', await stage.type('doorpost token list'));
  shown.set('direct set-up', await stage.type('doorpost mailbox add anna@contoso.com'));
  await signedIn(stage, /password:? +(\S+)/u.exec(given)?.[1] ?? '');
  shown.set('submission sent', await stage.type('doorpost trace --limit 1'));
  shown.set(
    'direct explained',
    without(
      await stage.type('doorpost explain --from fax@elsewhere.example --to anna@contoso.com --ip 192.0.2.77'),
      CONVERSATION,
      HEADER,
    ),
  );
  return shown;
}

async function signedIn(stage: Stage, password: string): Promise<void> {
  const device = await stage.device('192.168.10.30', 'submission');
  const send = async (): Promise<void> => {
    await device.say('EHLO scanner');
    await device.startTls();
    await device.auth('scanner@contoso.com', password);
    await device.send('scanner@contoso.com', ['anna@example.com'], 'From: scanner@contoso.com\nSubject: Scan\n\nx\n');
    await device.say('QUIT');
    device.end();
  };
  await stage.during(send());
  await stage.rest();
}
