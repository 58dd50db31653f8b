/** The one table of texts, by language. */
import type { Language } from '../../mail/device.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { ReportTexts } from './texts.ts';

export const reportTexts: Readonly<Record<Language, ReportTexts>> = { en, de, fr, es };
