/** The texts of each language. English is here; another is loaded when somebody first reads it. */
import type { Language } from '../mail/names.ts';
import { reports } from './en/reports.ts';
import type { ReportTexts } from './report-texts.ts';
import type { Sentences } from './sentences.ts';

const load: Readonly<Record<Language, () => ReportTexts | Promise<ReportTexts>>> = {
  en: () => reports,
  de: async () => (await import('./de/reports.ts')).reports,
  fr: async () => (await import('./fr/reports.ts')).reports,
  es: async () => (await import('./es/reports.ts')).reports,
};

/** Texts, and the language they are in. */
export interface TextsOf {
  readonly language: Language;
  readonly texts: ReportTexts;
}

/** Never rejects: a report in English is better than none, should a file be gone. */
export async function reportTexts(language: Language): Promise<TextsOf> {
  try {
    return { language, texts: await load[language]() };
  } catch {
    return { language: 'en', texts: reports };
  }
}

const sentences: Readonly<Record<Language, () => Sentences | Promise<Sentences>>> = {
  en: () => ({}),
  de: async () => (await import('./de/sentences.ts')).sentences,
  fr: async () => (await import('./fr/sentences.ts')).sentences,
  es: async () => (await import('./es/sentences.ts')).sentences,
};

/** Sentences for administrators. Never rejects either. */
export async function sentencesOf(language: Language): Promise<Sentences> {
  try {
    return await sentences[language]();
  } catch {
    return {};
  }
}
