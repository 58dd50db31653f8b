/** Mail that was judged, put into a house as its door would put it. */
import type { QueueId } from '../src/base/id.ts';
import type { Screened } from '../src/mail/screening/screened.ts';
import { quarantined } from '../src/policy/routing/quarantined.ts';
import { routeRecipient } from '../src/policy/routing/routing.ts';
import { address, sample } from '../src/store/contract/samples.ts';
import type { TestHouse } from './houses/test-house.ts';

export const spam: Screened = {
  scl: 9,
  category: 'HSPM',
  filter: 'SPM',
  disposition: 'quarantine',
  row: 'high-confidence-spam',
  engine: { score: 15.2, symbols: ['BAYES_SPAM', 'FORGED_SENDER'] },
  composite: { result: 'fail', reason: '001' },
};

export interface KeptMail {
  readonly to?: readonly string[];
  readonly from?: string;
  readonly subject?: string;
  readonly shownFrom?: string;
  /** The whole content; absent: a few words. */
  readonly text?: string;
  readonly screened?: Screened;
  readonly receivedAt?: number;
}

/** Resolves to its queue id when it is there. */
export async function keepMail({ house }: TestHouse, mail: KeptMail = {}): Promise<QueueId> {
  const { to = ['v@ours.test'], from = 'spammer@far.test', subject = 'You have won', screened = spam } = mail;
  const view = house.directory.current;
  const content = mail.text ?? `From: ${from}\r\nSubject: ${subject}\r\n\r\nClick here.\r\n`;
  const made = sample({
    ...{ subject, text: content, screened, ingress: 'direct', connectorId: null },
    organizationId: view.organizations[0]?.id ?? null,
    clientAddress: '198.51.100.66',
    helo: 'far.test',
    reversePath: address(from),
    receivedAt: mail.receivedAt ?? Date.now(),
  });
  const arrived = {
    ...made,
    header: { ...made.header, from: [mail.shownFrom ?? from] },
    recipients: to.map((one) => ({
      ...{ address: address(one), notify: null, orcpt: null, via: [], notBefore: made.receivedAt },
      route: routeRecipient(view, address(one), made),
    })),
  };
  await house.store.spool.accept(quarantined(view, arrived));
  return made.queueId;
}
