/**
 * Every operation of the API, asked by every role, about two organizations, over the composed house and a real store. What a role may is said here
 * anew: a contract that asks for less fails.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { operations } from '../../../src/admin/contracts/all.ts';
import type { Operation } from '../../../src/admin/contracts/operation.ts';
import type { AdministratorRole } from '../../../src/mail/doors/caller.ts';
import { type Answer, askAt } from '../../../lab/houses/test-admin.ts';
import { asksOf, type Ask, pathOf, takesAway, withoutAsks } from './asks.ts';
import { MARK, nameOf, NOBODY, openSite, OTHER, OWN, type RolesSite, type Word } from './site.ts';

/** Sign somebody in: nobody has to be signed in for them. */
const forAnyone = /^signIn(By|LookAt)/u;

/** The few rules, by id; the first that fits. */
const rules: readonly (readonly [role: AdministratorRole, ids: RegExp])[] = [
  // What belongs to no organization, or to all of them; what an organization is given.
  ['global-administrator', /^(create|remove)(Organization|LicencePool|Token)$|^(changeSeats|setLimit|listTokens)$/u],
  ['global-administrator', /System$|Captured|^(makeBackup|reloadCertificates|showSettings|listMtaStsPolicies)$/u],
  // Whoever may watch a sign-in by code could finish it.
  ['organization-administrator', /^(begin|show)UpstreamSignIn$/u],
  [
    'global-administrator',
    /SingleSignOn|RoleMappings?$|^makeSignInLink$|Administrators?(Sessions)?$|^listSignInAttempts$/u,
  ],
  [
    'reader',
    /^(signOut|endSession|signInAgain|(begin|finish)SignInAgain|changeOwnPassword|beginSecondFactor|confirmSecondFactor|(begin|add|rename|remove)OwnPasskey|(save|note|remove)OwnQuery)$/u,
  ],
  ['help-desk', /^(list|show|preview|download)Quarantine/u],
  ['organization-administrator', /Person$/u],
  ['reader', /^(list|show|search|count|export|read|watch|hear|preview|downloadQueued)/u],
  // What it verifies is proven by DNS, whoever looked.
  ['help-desk', /^checkDomain$/u],
  [
    'help-desk',
    /^(resetCredential|approveDevice|ignoreDevice|steerQueue|acknowledgeAlarm|testAlarms|testOutbound|followOutbound|explain|runChecks)/u,
  ],
  ['organization-administrator', /./u],
];
/** Shows what people wrote. */
const showsContent =
  /^((read|list)(Mailbox|Captured)Message(s|Raw)?|(preview|download)(Quarantined|Queued)|(show|erase)Person)$/u;

const roles = ['reader', 'help-desk', 'organization-administrator', 'global-administrator'] as const;
const roleFor = ({ id }: Operation): AdministratorRole =>
  rules.find(([, ids]) => ids.test(id))?.[0] ?? 'global-administrator';

interface Asker {
  readonly role: AdministratorRole;
  readonly content: boolean;
  readonly token: string;
}

let site: RolesSite;
let askers: readonly Asker[];

before(async () => {
  site = await openSite();
  const made: Asker[] = [];
  for (const role of roles)
    for (const content of [false, true]) {
      const organizations = role === 'global-administrator' ? [] : [nameOf(OWN, 'organization')];
      const body = { name: `${role}-${content}`, role, content, organizations };
      const { status, body: answer } = await askAt(local(), 'POST', '/api/v1/tokens', { body });
      assert.equal(status, 201, JSON.stringify(answer));
      made.push({ role, content, token: answer.token });
    }
  const other = { name: `token-of-${OTHER}`, role: 'reader', organizations: [nameOf(OTHER, 'organization')] };
  await askAt(local(), 'POST', '/api/v1/tokens', { body: other });
  askers = made;
});
after(() => site[Symbol.asyncDispose]());

const local = () => ({ socketPath: site.house.settings.adminSocket });
const ask = (
  operation: Operation,
  one: Ask,
  { token }: Pick<Asker, 'token'> | { readonly token: null },
): Promise<Answer> =>
  askAt({ host: '127.0.0.1', port: site.house.port('http') }, operation.method, pathOf(operation, one), {
    token,
    ...(one.body === undefined ? {} : { body: one.body }),
  });
const asks = (operation: Operation, word: Word): readonly Ask[] => asksOf[operation.id]?.(word, site) ?? [];

const rank = (role: AdministratorRole): number => roles.indexOf(role);
const may = (operation: Operation, { role, content }: Asker): boolean =>
  !forAnyone.test(operation.id) &&
  rank(role) >= rank(roleFor(operation)) &&
  (content || !showsContent.test(operation.id));

test('every operation is asked here', () =>
  assert.deepEqual(withoutAsks(), [], 'new ones: say in asks.ts what they are asked, and above what they need'));

test('a contract asks for the right that the rules say', () => {
  for (const operation of operations)
    assert.deepEqual(
      operation.right,
      forAnyone.test(operation.id)
        ? null
        : { role: roleFor(operation), ...(showsContent.test(operation.id) ? { content: true } : {}) },
      operation.id,
    );
});

test('what a role lacks is refused, with who can give it; what it has is done', async () => {
  for (const operation of operations.filter(({ id }) => !forAnyone.test(id)))
    for (const asker of askers) {
      const [one] = asks(operation, takesAway(operation) ? NOBODY : OWN);
      assert.ok(one, operation.id);
      const { status, body, text } = await ask(operation, one, asker);
      const where = `${operation.id} by ${asker.role}${asker.content ? ' with content' : ''}: ${status} ${text.slice(0, 300)}`;
      if (may(operation, asker)) {
        if (['makeBackup', 'makeSignInLink'].includes(operation.id)) assert.match(text, /local-only/u, where);
        else assert.ok(status !== 401 && status !== 403 && status !== 500, where);
      } else {
        assert.equal(status, 403, where);
        assert.equal(body.type, '/problems/not-permitted', where);
        assert.match(body.cure, /Global administrator.*doorpost token add <name> --role/u, where);
      }
    }
});

test('what signs in tells a page of another address nothing, whoever asks', async () => {
  // What is only looked at is told to any page that a browser lets read it.
  for (const operation of operations.filter(({ id, method }) => forAnyone.test(id) && method !== 'GET'))
    for (const asker of [...askers, { token: null }]) {
      const [one = {}] = asks(operation, OWN);
      const { status, body } = await ask(operation, one, asker);
      assert.equal(status, 403, operation.id);
      assert.equal(body.type, '/problems/wrong-origin', operation.id);
    }
});

/** Alike but for the word that was asked by. */
const alike = ({ status, text }: Answer, word: Word): string =>
  `${status} ${text}`
    .replaceAll(new RegExp(word, 'giu'), '…')
    .replaceAll(/127\.0\.0\.\d+|made[- ]?\d+|\b\d{13}\b|"(?:id|revision|verificationToken)":"?[^",}]+/gu, '·')
    // Of names there are, the nearest: those of the asker's own.
    .replaceAll(/Did you mean .*?\? These/gu, 'Check the spelling; these')
    .replaceAll(/"near":\[[^\]]*\]/gu, '');

/** Nobody is named in the question, and the time runs. */
const known: ReadonlySet<string> = new Set(['showStatus']);

test('what another organization has is answered as what nobody has', async () => {
  const own = askers.filter(({ role }) => role !== 'global-administrator');
  const told: string[] = [];
  for (const operation of operations.filter(({ id }) => !known.has(id)))
    for (const asker of own.filter((one) => may(operation, one))) {
      const theirs = asks(operation, OTHER);
      const nobodys = asks(operation, NOBODY);
      for (const [at, one] of theirs.entries()) {
        const found = alike(await ask(operation, one, asker), OTHER);
        const missing = alike(await ask(operation, nobodys[at] ?? {}, asker), NOBODY);
        if (withoutIds(found) !== withoutIds(missing))
          told.push(`${operation.id} ${JSON.stringify(one)} by ${asker.role}:\n${found}\n${missing}`);
      }
    }
  assert.deepEqual(told, []);
});

/** Ids of mail are told back as they were asked by. */
const withoutIds = (text: string): string =>
  Object.values({ ...site.queueIds, a: site.references.zebra, b: site.references.panda })
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, id) => rest.replaceAll(id, '…').replaceAll(id.toLowerCase(), '…'), text);

test('no list, search, count or export of one organization holds a fact of the other', async () => {
  for (const operation of operations)
    for (const asker of askers.filter((one) => one.role !== 'global-administrator' && may(operation, one))) {
      if (takesAway(operation)) continue;
      const all: Ask = { query: { organization: '*', ...(operation.answer.as === 'events' && { seconds: '1' }) } };
      for (const one of [
        ...asks(operation, OWN),
        ...(operation.method === 'GET' && 'query' in operation ? [all] : []),
      ]) {
        const { text } = await ask(operation, one, asker);
        assert.doesNotMatch(text, MARK, `${operation.id} ${JSON.stringify(one)} by ${asker.role}`);
      }
    }
});

test('nothing of the other organization was changed by all that', async () => {
  const view = site.house.house.directory.current;
  const { items } = (await askAt(local(), 'GET', '/api/v1/audit?limit=1000', {})).body;
  for (const { actor, after } of items)
    if (String(actor).startsWith('token:') && !String(actor).includes('global'))
      assert.doesNotMatch(JSON.stringify(after ?? ''), MARK, actor);
  assert.ok(view.organizationsNamed(nameOf(OTHER, 'organization')).length === 1);
});
