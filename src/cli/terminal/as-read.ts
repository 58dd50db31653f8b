/** Answers as data, for who asked: lines of English that have an act are the command that works at this terminal, as people read it too. */
import type { NextStep, Remedy, ToldCure } from '../../mail/remedy.ts';
import type { Shell } from '../../texts/command.ts';
import { spoken } from '../../texts/phrase.ts';
import { cureText, nextText, warningPhrase } from '../../texts/remedy.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The same value; all else in it stays as it came. */
export function asRead(value: unknown, shell: Shell): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => asRead(each, shell));
  const inner = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asRead(each, shell)]));
  return { ...inner, ...linesOf(value as Fields, shell) };
}

/** Lines of English, and beside each the values that they were made of. */
function linesOf(fields: Fields, shell: Shell): Fields {
  const { cure, why, remedy, next, nextSteps, warnings, warningsTold, settings, remedies } = fields;
  return {
    ...(typeof why === 'string' &&
      isObject(remedy) && { why: cureText({ cure: why, remedy: remedy as Remedy }, shell) }),
    ...(Array.isArray(settings) && isObject(remedies) && { settings: settings.map(settingOf(remedies, shell)) }),
    ...(typeof cure === 'string' && isObject(remedy) && { cure: cureText(fields as unknown as ToldCure, shell) }),
    ...(Array.isArray(next) &&
      Array.isArray(nextSteps) && { next: (nextSteps as readonly NextStep[]).map((step) => nextText(step, shell)) }),
    ...(Array.isArray(warnings) &&
      Array.isArray(warningsTold) && {
        warnings: warningsTold.map((warning) => spoken(warningPhrase(warning as { text: string }), shell)),
      }),
  };
}

/** Of a device: label and value, some of which are an act. */
const settingOf = (remedies: object, shell: Shell) => (setting: unknown) => {
  const [label, value] = setting as readonly [string, string];
  const remedy = new Map(Object.entries(remedies)).get(label) as Remedy | undefined;
  return remedy === undefined ? setting : [label, cureText({ cure: value, remedy }, shell)];
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
