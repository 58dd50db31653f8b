/**
 * The commands that ask before they do it, and what. A command that takes something away for good, or opens a door, has a row; that every
 * other one has been thought of is held by a test (`test/architecture/questions.test.ts`).
 */
import { deviceForms } from '../../directory/kinds/device.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import type { Foresight, Questions } from './consent.ts';
import { wideNetworks } from './openings.ts';
import { removals } from './removals.ts';
import { replacements } from './replacements.ts';
import { alarmWebhook, credentialReset, upstreamSecret, upstreamSignIn } from './secrets.ts';
import { erasedPerson } from './person.ts';
import { broadQuarantine, broadSelection } from './steering.ts';

const before = (...asks: readonly Foresight[]) => ({ ask: together(asks) });

/** Several reasons to ask are one question. */
const together =
  (asks: readonly Foresight[]): Foresight =>
  async (...said) => {
    const found = [];
    for (const ask of asks) found.push(await ask(...said));
    const questions = found.filter((one) => one !== null);
    if (questions.length === 0) return null;
    return {
      act: questions.map(({ act }) => act).join(', and '),
      lost: questions.flatMap(({ lost }) => lost),
    };
  };

const wideConnector = wideNetworks(
  inboundConnectorForms.shape,
  (name) => `let strangers relay by the connector ${name}`,
  'may send to anyone in the name of your domains',
);
const wideDevice = wideNetworks(
  deviceForms.shape,
  (name) => `let strangers count as the device ${name}`,
  'have its name in the trace, and its profile',
);
const wideDeviceNetwork = wideNetworks(
  organizationForms.shape,
  () => 'let strangers wait for approval beside your devices',
  'are put on the waiting list when they are refused, and raise alarms',
);

export const questions: Questions = {
  init: 'inside',
  'token remove': before(removals.token),
  'admin remove': before(removals.administrator),

  'org add': before(wideDeviceNetwork),
  'org set': before(wideDeviceNetwork, alarmWebhook),
  'org remove': before(removals.organization),
  'domain remove': before(removals.domain),
  'dkim remove': before(removals.dkim),
  'mailbox remove': before(removals.mailbox),
  'mailbox set': before(replacements.mailbox),
  'mailbox import': 'inside',
  'group set': before(replacements.group),
  'group remove': before(removals.group),
  'credential reset': before(credentialReset),
  'credential remove': before(removals.credential),
  'profile remove': before(removals.profile),
  'allow remove': before(removals.allowEntry),
  'block remove': before(removals.blockEntry),
  'restricted expire': before(removals.restrictedMail),

  'device add': before(wideDevice),
  'device approve': 'inside',
  'device set': before(wideDevice, replacements.device),
  'device remove': before(removals.device),

  'connector add': before(wideConnector),
  'connector set': before(wideConnector, replacements.connector),
  'connector set-outbound': before(upstreamSecret),
  'connector remove': before(removals.connector),
  'upstream set': before(upstreamSecret),
  'upstream sign-in': before(upstreamSignIn),
  'upstream remove': before(removals.upstream),

  'queue redirect': before(broadSelection(['send', 'elsewhere'], 'they go where you say, and cannot be called back')),
  'queue expire': before(
    broadSelection(['end', 'as expired'], 'nothing is delivered any more, and each sender gets a report'),
  ),
  'queue bounce': before(
    broadSelection(['end', 'as failed'], 'nothing is delivered any more, and each sender gets a report'),
  ),

  'quarantine release': before(broadQuarantine('release', 'they are delivered, and cannot be called back')),
  'quarantine delete': before(broadQuarantine('delete', 'they are gone, and nobody is told')),

  'person erase': before(erasedPerson),

  apply: 'inside',
  'import postfix': 'inside',
  'import exchange': 'inside',
  'import hmailserver': 'inside',
};
