/**
 * A newer server knows acts, outcomes and kinds that this command line does not: every answer that tells a remedy is shown, by its line of
 * English. The answers are made from the contracts, so that one which tells a remedy tomorrow is asked for here.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { operations } from '../../src/admin/contracts/all.ts';
import { remedyForm, saidForm } from '../../src/admin/contracts/cures.ts';
import type { Operation } from '../../src/admin/contracts/operation.ts';
import { problemForm } from '../../src/admin/contracts/problems.ts';
import { against, type Answered } from './another-release.ts';

const CURE = 'Wait until the moon is full.';

/** An answer of that form with words that nobody here has heard of. */
function strange(form: z.ZodType, name = '', around: readonly z.ZodType[] = []): unknown {
  if (form === remedyForm) return { act: 'howl', at: 'moon' };
  if (form === saidForm) return { sentence: name === 'cureSaid' ? CURE : 'some words', values: [] };
  // A form in itself: no deeper.
  if (around.includes(form)) return undefined;
  const inner = (part: unknown, called = name): unknown => strange(part as z.ZodType, called, [...around, form]);
  if (form instanceof z.ZodObject)
    return Object.fromEntries(Object.entries(form.shape).map(([field, part]) => [field, inner(part, field)]));
  if (form instanceof z.ZodOptional || form instanceof z.ZodNullable || form instanceof z.ZodDefault)
    return inner(form.unwrap());
  if (form instanceof z.ZodArray) return [inner(form.element)].filter((one) => one !== undefined);
  if (form instanceof z.ZodTuple) return form._zod.def.items.map((part) => inner(part));
  if (form instanceof z.ZodRecord) return { howl: inner(form.valueType) };
  if (form instanceof z.ZodUnion) return inner(form.options[0]);
  if (form instanceof z.ZodLiteral) return form.value;
  if (form instanceof z.ZodEnum) return 'unheard-of';
  if (form instanceof z.ZodBoolean) return true;
  if (form instanceof z.ZodNumber) return 1;
  if (form instanceof z.ZodString) return name === 'cure' || name === 'next' ? CURE : 'some words';
  return { kind: 'unheard-of' };
}

/** The forms of an answer, or of its lines. */
function piecesOf({ answer }: Operation): readonly z.ZodType[] {
  if (!('form' in answer)) return [];
  return answer.form instanceof z.ZodUnion ? (answer.form.options as readonly z.ZodType[]) : [answer.form];
}

const tells = (form: z.ZodType): boolean => JSON.stringify(strange(form)).includes('"howl"');

/** The command that shows what an operation answers. */
const shownBy: Readonly<Record<string, readonly string[]>> = {
  acknowledgeAlarm: ['alarm', 'acknowledge', 'key'],
  applyFile: ['apply', '-f', import.meta.filename, '--yes'],
  approveDevices: ['device', 'approve', '192.0.2.1', '192.0.2.2', '--yes'],
  assignSeat: ['licence', 'assign', 'a@x.test'],
  changeCredential: ['credential', 'disable', 'id'],
  changeAllowEntry: ['allow', 'set', 'x.test', '--note', 'n'],
  changeBlockEntry: ['block', 'set', 'x.test', '--note', 'n'],
  changeDkimKey: ['dkim', 'use', 's1._domainkey.x.test'],
  createAllowEntry: ['allow', 'add', 'x.test'],
  createBlockEntry: ['block', 'add', 'x.test'],
  createRestriction: ['restricted', 'add', 'a@x.test'],
  createDkimKey: ['dkim', 'add', 'x.test'],
  showQuarantined: ['quarantine', 'show', '01JD3K7M9QXA2B4C'],
  changeDeviceProfile: ['profile', 'set', 'Old', '--tls', 'TLSv1'],
  changeDomain: ['domain', 'set', 'x.test', '--type', 'authoritative'],
  changeGroup: ['group', 'set', 'a@x.test', '--name', 'All'],
  changeInboundConnector: ['connector', 'set', 'Floor', '--enabled', 'on'],
  changeMailbox: ['mailbox', 'set', 'a@x.test', '--name', 'Anna'],
  changeOrganization: ['org', 'set', 'X', '--smtp-auth', 'on'],
  changeOutboundConnector: ['connector', 'set-outbound', 'Out', '--mx'],
  changeSeats: ['licence', 'seats', '--mailbox', '5'],
  changeSystem: ['org', 'set', 'X', '--default'],
  createCredential: ['credential', 'add', 'a@x.test', '--name', 'Fax'],
  createDeviceProfile: ['profile', 'add', 'Old'],
  createGroup: ['group', 'add', 'a@x.test'],
  createInboundConnector: ['connector', 'add', 'Floor', '--address', '192.0.2.1'],
  createMailbox: ['mailbox', 'add', 'a@x.test'],
  createOrganization: ['org', 'add', 'X'],
  createOutboundConnector: ['connector', 'add-outbound', 'Out', '--mx'],
  importMailboxes: ['mailbox', 'import', import.meta.filename],
  setLimit: ['limits', 'set', 'idle', '5m'],
  showStatus: ['status'],
  unassignSeat: ['licence', 'unassign', 'a@x.test'],
  approveDevice: ['device', 'approve', '192.0.2.1'],
  changeDevice: ['device', 'set', 'Copier', '--place', 'hall'],
  createDevice: ['device', 'add', 'Copier', '--address', '192.0.2.1'],
  checkDomain: ['domain', 'check', 'x.test'],
  showDomainHealth: ['domain', 'health', 'x.test'],
  createDomain: ['domain', 'add', 'x.test'],
  explainMail: ['explain', '--from', 'a@x.test', '--to', 'b@x.test', '--ip', '192.0.2.1'],
  importDevices: ['device', 'import', import.meta.filename],
  listAlarms: ['alarm', 'list'],
  listDevices: ['device', 'list'],
  listLanes: ['queue', 'lanes'],
  listWaitingDevices: ['device', 'waiting'],
  makeBackup: ['backup', '/somewhere'],
  runChecks: ['check'],
  showPerson: ['person', 'show', 'a@x.test'],
  erasePerson: ['person', 'erase', 'a@x.test', '--yes'],
  showDevice: ['device', 'show', 'Copier'],
  showInboundConnector: ['connector', 'show', 'Floor'],
  showDomainRecords: ['domain', 'records', 'x.test'],
  showMessageStory: ['trace', '01JD3K7M9QXA2B4C'],
  showQueued: ['queue', 'show', '01JD3K7M9QXA2B4C'],
  showSession: ['trace', '01JD3K7M9QXA2B4C-1'],
  testAlarms: ['alarm', 'test'],
  followOutboundConnectorTest: ['upstream', 'test', 'U', '--to', 'a@x.test'],
  listUpstreamStatus: ['upstream', 'status'],
  verifyDomain: ['domain', 'verify', 'x.test'],
  watchSessions: ['watch'],
};
/** Those of them that show an object without what would help it. */
const withoutCure = new Set([
  ...['assignSeat', 'changeCredential', 'changeSeats', 'changeSystem', 'unassignSeat'],
  ...['acknowledgeAlarm', 'changeDevice', 'createDevice', 'listDevices', 'listWaitingDevices', 'showQueued'],
  ...['showQuarantined', 'showPerson', 'erasePerson'],
  // Beside a record or a setting, its line of English has another name.
  ...['createDomain', 'showDomainRecords'],
]);

test('every answer that tells a remedy is asked for here', () => {
  // Of these there is no command, or one that asks for other lists as well.
  const unasked = [
    'listInboundConnectors',
    ...['createLicencePool', 'changeLicencePool', 'changeRestriction', 'testOutboundConnector'],
    // Pages alone ask these.
    ...[
      'showAdvice',
      'understandImport',
      'listTracedSessions',
      'showDeviceSettings',
      'showSummary',
      'listOwnQueries',
      'saveOwnQuery',
    ],
  ];
  const telling = operations.filter((one) => piecesOf(one).some(tells) && !unasked.includes(one.id));
  assert.deepEqual(telling.map(({ id }) => id).toSorted(), Object.keys(shownBy).toSorted());
});

for (const one of operations) {
  const args = shownBy[one.id];
  if (args === undefined) continue;
  for (const [index, piece] of piecesOf(one).entries())
    test(`acts, outcomes and kinds that are not known are shown: ${one.id}, ${index + 1}`, async () => {
      const text = JSON.stringify(strange(piece));
      const body = one.answer.as === 'events' ? `data: ${text}\n\n` : `${text}\n`;
      const { out, err } = await against((): Answered => [200, body], ...args);
      assert.doesNotMatch(out + err, /undefined|not a function|Cannot read/u);
      if (tells(piece) && !withoutCure.has(one.id)) assert.match(out + err, new RegExp(CURE, 'u'));
    });
}

test('a problem with acts that are not known is told, whatever was asked', async () => {
  const body = strange(problemForm) as object;
  const { code, err } = await against(() => [409, body], 'group', 'list');
  assert.equal(code, 1);
  assert.match(err, new RegExp(`Cure: ${CURE}`, 'u'));
});
