/**
 * Commands in sentences that were made for a reader nobody knew: kept, logged or sent by the server. At his terminal they are typed as they
 * work there, as commands that are values are (`command.ts`). Pure.
 */
import { anyShell, OF_AN_ORGANIZATION, type Shell, shellWord } from './command.ts';

/** The first words of our commands; a test compares them with the commands there are. */
export const commandWords = [
  'start',
  'serve',
  'init',
  'admin',
  'advise',
  'config',
  'org',
  'domain',
  'dkim',
  'mailbox',
  'captured',
  'group',
  'credential',
  'device',
  'connector',
  'upstream',
  'licence',
  'limits',
  'trace',
  'explain',
  'watch',
  'check',
  'profile',
  'allow',
  'block',
  'restricted',
  'queue',
  'person',
  'protection',
  'quarantine',
  'send',
  'alarm',
  'export',
  'apply',
  'import',
  'backup',
  'restore',
  'status',
  'audit',
  'token',
  'certificate',
  'version',
  'whoami',
] as const;

/** Not `./doorpost`: that was typed for its reader already. */
const named = new RegExp(`(?<![\\w./@-])doorpost (?=(?:--help|(${commandWords.join('|')}))\\b)`, 'gu');

/** The options stand first: a sentence does not say where a command in it ends. Those that are there already are not said twice. */
export function asTyped(text: string, shell: Shell): string {
  // So they were written.
  if (shell === anyShell) return text;
  const { program, options, organization } = shell;
  const found = [...text.matchAll(named)];
  return text.replaceAll(named, (_, verb: string | undefined, at: number) => {
    const next = found.find(({ index }) => index > at)?.index ?? text.length;
    const line = text.slice(at, next);
    const [written] = line.split(/["`\n;]/u);
    const given = options.map(shellWord).join(' ');
    const isScoped = organization !== null && verb !== undefined && OF_AN_ORGANIZATION.has(verb);
    const scope = isScoped && !/ (?:-o|--organization)[ =]/u.test(written ?? '') ? `-o ${shellWord(organization)}` : '';
    const first = [line.includes(given) ? '' : given, scope].filter((part) => part !== '');
    return [program, ...first, ''].join(' ');
  });
}
