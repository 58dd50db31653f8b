/** The language that a reader of the API asked for (RFC 9110 §12.5.4). Pure. */
import { type Language, languages } from '../../mail/names.ts';

/** English where none of ours is asked for: the command line asks for none. */
export function languageAsked(header: string | undefined): Language {
  const ranges = (header ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return { language: tag.split('-', 1)[0], weight: Number(weight) || 0 };
  });
  const best = ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  return best.flatMap((range) => languages.find((one) => one === range.language) ?? []).at(0) ?? 'en';
}
