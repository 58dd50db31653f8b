/** The texts that every language has for a report: the keys of English, and more plural forms where a language has them. */
import type { reports } from './en/reports.ts';

type Spoken<Texts> = { readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Spoken<Texts[Key]> };

export type ReportTexts = Spoken<typeof reports> & {
  readonly [Key in `${'moreRecipients' | 'countedRecipients'}_many`]?: string;
};
