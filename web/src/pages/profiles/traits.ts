/** The traits of a profile, in words. */
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../api/contracts.ts';
import type words from '../../words/en/profiles.ts';

export type Trait = keyof typeof words.names;

export const traits: readonly Trait[] = [
  'tlsMinimum',
  'oldCiphers',
  'authMechanisms',
  'authBeforeTls',
  'hello',
  'addresses',
  'lineEnds',
  'longLines',
  'tlsOnClearPort',
  'earlyContent',
  'rawHeaders',
  'removeBcc',
];

type Value = Profile[Trait];

/** Those it may have, as choices are called. */
const choicesOf: Readonly<Record<Trait, readonly Value[]>> = {
  tlsMinimum: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
  oldCiphers: [false, true],
  authMechanisms: [
    ['PLAIN', 'LOGIN'],
    ['PLAIN', 'LOGIN', 'CRAM-MD5'],
  ],
  authBeforeTls: [false, true],
  hello: ['strict', 'any'],
  addresses: ['strict', 'lenient'],
  lineEnds: ['reject', 'normalize', 'lf'],
  longLines: ['reject', 'wrap'],
  tlsOnClearPort: ['refuse', 'serve'],
  earlyContent: ['refuse', 'take'],
  rawHeaders: ['keep', 'encode'],
  removeBcc: [false, true],
};

const codeOf = (value: Value): string => (typeof value === 'object' ? value.join(', ') : String(value));

export function useTraitWords() {
  const { t } = useTranslation('profiles');
  const worded: Readonly<Record<string, string>> = t('values', { returnObjects: true });
  const textOf = (value: Value): string => {
    const code = codeOf(value).replace('TLSv1.', 'TLS 1.').replace('TLSv1', 'TLS 1.0');
    return worded[code] ?? code;
  };
  return {
    name: (trait: Trait): string => t(`names.${trait}`),
    value: (trait: Trait, profile: Profile): string => textOf(profile[trait]),
    choices: (trait: Trait) => choicesOf[trait].map((value) => ({ value: codeOf(value), name: textOf(value) })),
    choiceOf: (trait: Trait, profile: Profile): string => codeOf(profile[trait]),
    valueOf: (trait: Trait, choice: string): Value | undefined =>
      choicesOf[trait].find((value) => codeOf(value) === choice),
  };
}
