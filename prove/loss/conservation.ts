/** G5: recipients of every fate, and at any instant trace and queue agree on each of them. */
import { join } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import { drained, queueAccount, traceAccount, type WaitingRow } from '../support/account.ts';
import { judged, some } from '../support/finding.ts';
import { startLoad } from '../support/load.ts';
import { inbox, inboxObject, inMailboxes } from '../support/mailbox.ts';
import { monotonicMs } from '../support/monotonic.ts';
import { admin, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite, type Site } from '../support/site.ts';

export const g5: Proof = {
  id: 'G5',
  title:
    'Every accepted recipient is delivered, bounced, expired, cancelled or queued: exactly one of these, at any instant',
  prove,
};

/** Every message goes to one or two of these. */
const fates = ['user@good.test', 'user@refused.test', 'user@later.test', inbox] as const;
function recipientsOf(number: number): readonly string[] {
  const first = fates[number % fates.length] ?? inbox;
  const second = fates[(number >> 2) % fates.length] ?? inbox;
  return first === second ? [first] : [first, second];
}
const open = new Set(['Pending', 'Getting status']);

async function prove(terms: Terms): Promise<Finding> {
  const long = terms.length === 'long';
  const { signal } = terms;
  await using good = await startSink(signal);
  await using refused = await startSink(signal);
  await using later = await startSink(signal);
  await refused.behave({ rcptReply: '550 5.1.1 no such user' });
  await later.behave({ rcptReply: '451 4.2.0 come again' });
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [
      { name: 'good', domains: ['good.test'], port: good.port },
      { name: 'refused', domains: ['refused.test'], port: refused.port },
      { name: 'later', domains: ['later.test'], port: later.port },
    ],
    more: inboxObject,
  });
  await using server = await startServer(site, { signal });
  const load = startLoad({
    port: site.smtpPort,
    sessions: 8,
    kept: true,
    everyMs: long ? 5 : 8,
    recipients: recipientsOf,
  });
  const faults: string[] = [];
  let looks = 0;
  let compared = 0;
  const until = performance.now() + (long ? 30_000 : 4_000);
  while (performance.now() < until) {
    signal.throwIfAborted();
    const look = await lookOnce(site, load.ledger.acked);
    looks++;
    compared += look.recipients;
    faults.push(...look.faults.map((fault) => `look ${looks} under load: ${fault}`));
    terms.progress(`look ${looks}: ${look.recipients} recipients, ${look.waiting} wait`);
    if (faults.length > 20) break;
    // Some of those that wait are expired or cancelled meanwhile, as an administrator would.
    const verb = looks % 2 === 0 ? 'expire' : 'bounce';
    const chosen = (await queueAccount(site)).filter((row) => row.recipient.endsWith('@later.test')).slice(0, 20);
    if (chosen.length > 0)
      await admin(site, 'POST', '/queue/actions', {
        verb,
        selection: { queueIds: chosen.map((row) => row.queueId), recipient: 'later.test' },
      });
    await new Promise((resolve) => setTimeout(resolve, long ? 300 : 500));
  }
  await load.stop();
  await later.behave({});
  const waiting = await drained(site, { signal, retry: true, progress: terms.progress });
  const end = await lookOnce(site, load.ledger.acked);
  faults.push(...end.faults.map((fault) => `at the end: ${fault}`));
  if (waiting > 0) faults.push(`${waiting} recipients still wait at the end`);

  // What the trace calls delivered is where it was to go, once; what failed is nowhere.
  const rows = await traceAccount(site);
  const mailbox = await inMailboxes(site.folder);
  const came = new Map<string, number>([...mailbox].map(([number, copies]) => [`${number} ${inbox}`, copies.length]));
  for (const sink of [good, refused, later])
    for (const record of await sink.records()) came.set(`${record.number} ${record.recipient}`, record.times.length);
  const contradicted = rows
    .filter((row) => (came.get(`${row.number} ${row.recipient}`) ?? 0) !== (row.status === 'Delivered' ? 1 : 0))
    .map((row) => `${row.number} ${row.recipient} ${row.status}`);
  if (contradicted.length > 0) faults.push(`the trace says otherwise than where it is: ${some(contradicted)}`);
  const count = (status: string): number => rows.filter((row) => row.status === status).length;
  const accepted = [...load.ledger.acked.keys()].reduce((sum, number) => sum + recipientsOf(number).length, 0);
  const delivered = count('Delivered');
  const failed = count('Failed');
  if (load.ledger.unanswered.size === 0 && accepted !== delivered + failed + waiting)
    faults.push(`${accepted} accepted are not ${delivered} delivered + ${failed} failed + ${waiting} waiting`);
  server.signal('SIGTERM');
  await server.ended();
  return judged(
    {
      'recipients accepted': accepted,
      delivered: delivered,
      'bounced, expired or cancelled': failed,
      'queued at the end': waiting,
      'looks under load': looks,
      'recipients compared': compared,
    },
    faults,
  );
}

/**
 * Trace and queue cannot be read at one instant, so the queue is read before and after: what the trace has as open was accepted
 * by then, so it was in the queue before (when it was acknowledged by then) or is in it after; what the trace has as final is not in it after.
 */
async function lookOnce(
  site: Site,
  acked: ReadonlyMap<number, number>,
): Promise<{ readonly faults: readonly string[]; readonly recipients: number; readonly waiting: number }> {
  const beganAt = monotonicMs();
  const before = keysOf(await queueAccount(site));
  const rows = await traceAccount(site);
  const after = keysOf(await queueAccount(site));
  const seen = new Map<string, number>();
  const both: string[] = [];
  const neither: string[] = [];
  for (const { number, recipient, queueId, status } of rows) {
    seen.set(`${number} ${recipient}`, (seen.get(`${number} ${recipient}`) ?? 0) + 1);
    const key = `${queueId} ${recipient}`;
    const known = (acked.get(number) ?? Number.POSITIVE_INFINITY) < beganAt;
    if (open.has(status) && known && !before.has(key) && !after.has(key)) neither.push(`${number} ${recipient}`);
    if (!open.has(status) && after.has(key)) both.push(`${number} ${recipient} ${status}`);
  }
  const expected = [...acked]
    .filter(([, at]) => at < beganAt)
    .flatMap(([number]) => recipientsOf(number).map((recipient) => `${number} ${recipient}`));
  const untraced = expected.filter((key) => !seen.has(key));
  const twice = [...seen].filter(([, times]) => times > 1).map(([key]) => key);
  const told = (words: string, keys: readonly string[]): readonly string[] =>
    keys.length === 0 ? [] : [`${words}: ${some(keys)}`];
  return {
    faults: [
      ...told('acknowledged and not in the trace', untraced),
      ...told('in the trace twice', twice),
      ...told('open in the trace and not in the queue', neither),
      ...told('final in the trace and in the queue', both),
    ],
    recipients: rows.length,
    waiting: after.size,
  };
}

const keysOf = (rows: readonly WaitingRow[]): ReadonlySet<string> =>
  new Set(rows.map((row) => `${row.queueId} ${row.recipient}`));
