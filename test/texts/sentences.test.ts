/** What the server says to administrators, in each language: as much as in English, with the same facts, and never half a sentence. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Node, parseSync, Visitor } from 'oxc-parser';
import { alarmKinds } from '../../src/mail/alarm.ts';
import { administratorRoles } from '../../src/mail/doors/caller.ts';
import { limitTable } from '../../src/mail/limits.ts';
import { languages } from '../../src/mail/names.ts';
import { adviceQuestions } from '../../src/policy/advice/situation.ts';
import { upstreamReplies } from '../../src/policy/upstreams/replies.ts';
import { anyShell, command } from '../../src/texts/command.ts';
import { recordCures } from '../../src/texts/en/domains.ts';
import { engineWords, listWords } from '../../src/texts/en/engines.ts';
import { habits } from '../../src/texts/en/habits.ts';
import { noMail } from '../../src/texts/en/no-mail.ts';
import { problemWords } from '../../src/texts/en/problems.ts';
import { reasons } from '../../src/texts/en/reasons.ts';
import { aRole, roleWords } from '../../src/texts/en/roles.ts';
import { repairs } from '../../src/texts/en/repairs.ts';
import { screening, screenRowWords } from '../../src/texts/en/screening.ts';
import { sentencesOf } from '../../src/texts/languages.ts';
import { say, spoken } from '../../src/texts/phrase.ts';
import { sentenceIn } from '../../src/texts/sentences.ts';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** Where what administrators read in a language of theirs is said. What only the command line says is said in English alone. */
const places = globSync('**/*.ts', { cwd: src }).filter((path) => !/^cli\/|\.test\.ts$/u.test(path));

/** Where there is advice beside a finding. */
const cured = places.filter((path) =>
  /^(?:policy|checkup|deliver|alarm)\/|^(?:explain|admin\/changes\/own-hosts|admin\/changes\/domain-verification)\.ts$/u.test(
    path,
  ),
);

/** Each template behind `say` or `line`, with numbers for what is put in. */
function templatesIn(path: string): readonly string[] {
  const found: string[] = [];
  const { program } = parseSync(path, readFileSync(`${src}${path}`, 'utf8'));
  new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.type !== 'Identifier' || !['say', 'line'].includes(tag.name)) return;
      const texts = quasi.quasis.map(({ value }) => value.cooked ?? '');
      found.push(texts.map((text, index) => (index === 0 ? text : `{{${index - 1}}}${text}`)).join(''));
    },
  }).visit(program);
  return found;
}

/** Plain advice, without facts: the cure of a finding, a step, a note or a failure. Put together it is a `line`. */
const CURE_AT: Readonly<Record<string, number>> = {
  wrong: 2,
  doubtful: 2,
  note: 4,
  noSignIn: 1,
  noSuch: 3,
  plain: 0,
  own: 0,
};

function curesIn(path: string): readonly string[] {
  const found: string[] = [];
  const take = (node: Node | undefined): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string' && node.value.includes(' ')) found.push(node.value);
    if (node?.type !== 'ConditionalExpression') return;
    take(node.consequent);
    take(node.alternate);
  };
  const { program } = parseSync(path, readFileSync(`${src}${path}`, 'utf8'));
  new Visitor({
    CallExpression({ callee, arguments: given }) {
      const name = callee.type === 'Identifier' ? callee.name : '';
      const member =
        callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
      const at = CURE_AT[name] ?? CURE_AT[member];
      if (at !== undefined) take(given[at]);
    },
    Property({ key, value }) {
      if (key.type === 'Identifier' && key.name === 'cure') take(value as Node);
    },
  }).visit(program);
  return found;
}

/** Told to peers alone, or no words. */
const { lackCures: _, ...reasonTexts } = reasons;
const notWords = new Set(['EXPN', 'junkCommands']);

const textsIn = (table: object): readonly string[] =>
  Object.values(table).flatMap((value: unknown) => (typeof value === 'string' ? value : textsIn(value as object)));

/** Single words that stand in sentences: kinds of objects, what there is of. */
const nouns = [
  ...['system settings', 'organization', 'domain', 'mailbox', 'group', 'credential', 'inbound connector'],
  ...['outbound connector', 'licence pool', 'device', 'device profile', 'allow entry', 'block entry', 'restriction'],
  ...[
    'dkim key',
    'connector',
    'system',
    'token',
    'administrator',
    'tokens',
    'administrators',
    'the verification token',
  ],
  ...['mapping', 'mappings', 'passkey', 'passkeys'],
  ...['messages an hour', 'recipients an hour', 'recipients a day', 'recipients in 24 hours'],
];

const english: ReadonlySet<string> = new Set(
  [
    ...places.flatMap(templatesIn),
    ...cured.flatMap(curesIn),
    ...adviceQuestions.flatMap(({ question, hint, kind }) => [
      question,
      ...(typeof hint === 'string' ? [hint] : []),
      ...(typeof kind === 'object' ? kind.choices.map(([, label]) => label) : []),
    ]),
    ...upstreamReplies.flatMap(({ cause, cure }) => [cause, ...(typeof cure === 'string' ? [cure] : [])]),
    ...[reasonTexts, noMail, habits, repairs, screening, screenRowWords, engineWords, listWords].flatMap(textsIn),
    ...Object.values(problemWords).map(({ title }) => title),
    ...Object.values(limitTable).map(({ meaning }) => meaning),
    ...Object.values(recordCures),
    ...alarmKinds.map((kind) => kind.replaceAll('-', ' ')),
    ...administratorRoles.flatMap((role) => [roleWords(role), aRole(role)]),
    ...nouns,
  ].filter((text) => !notWords.has(text) && sentenceIn({}, text) === null),
);

const holes = (text: string): readonly string[] => [...new Set(text.match(/\{\{\w+\}\}/gu) ?? [])].sort();
const edges = (text: string): readonly string[] => [/^\s*/u, /\s*$/u].map((edge) => edge.exec(text)?.[0] ?? '');
/** Names of options, settings and files stay as they are. */
const names = (text: string): readonly string[] => (text.match(/--[a-z-]+|\b[a-z]+\.[a-zA-Z]+\b/gu) ?? []).toSorted();

for (const language of languages.filter((one) => one !== 'en'))
  test(`${language}: all that English says, with the same facts and names, and nothing else`, async () => {
    const sentences = await sentencesOf(language);
    assert.ok(english.size > 800);
    assert.deepEqual(
      [...english].filter((text) => !Object.hasOwn(sentences, text)),
      [],
      'missing',
    );
    assert.deepEqual(
      Object.keys(sentences).filter((text) => !english.has(text)),
      [],
      'not said any more',
    );
    for (const [text, own] of Object.entries(sentences)) {
      assert.notEqual(own.trim(), '', text);
      assert.deepEqual(holes(own), holes(text), text);
      assert.deepEqual(names(own), names(text), text);
      // French has a blank before a semicolon.
      if (!text.startsWith(';')) assert.deepEqual(edges(own), edges(text), text);
    }
  });

test('facts stand where the language has them, and are never read as words', () => {
  const german = { 'ask {{0}} about {{1}}': 'zu {{1}} {{0}} fragen', 'the {{0}}': 'der {{0}}' };
  const phrase = say`ask ${'{{1}}'} about ${command`domain show ${'x'}`}`;
  assert.equal(spoken(phrase, anyShell, german), 'zu doorpost domain show x {{1}} fragen');
  assert.equal(spoken(phrase, anyShell), 'ask {{1}} about doorpost domain show x');
});

test('half a sentence is none: what has a part without words is said in English', () => {
  const german = { 'ask {{0}}': 'fragen Sie {{0}}' };
  assert.equal(spoken(say`ask ${say`the owner`}`, anyShell, german), 'ask the owner');
  assert.equal(spoken(say`ask ${say`${'Anna'}`}`, anyShell, german), 'fragen Sie Anna');
});
