/** Limits, in German. */
import type { Sentences } from '../../sentences.ts';

export const limitsRemedies: Sentences = {
  '{{0}}. If that is right, give it more: {{1}}': '{{0}}. Ist das richtig, geben Sie mehr: {{1}}',
  'send less of it, or give it more room: {{0}}{{1}}': 'senden Sie weniger davon, oder geben Sie mehr Raum: {{0}}{{1}}',
  ' (for one connector: --connector NAME)': ' (für einen Connector: --connector NAME)',
  'it is taken again when there is room; look at what it sends: {{0}}':
    'es wird wieder angenommen, wenn Platz ist; sehen Sie nach, was gesendet wird: {{0}}',
  'Look at what it sends: {{0}}': 'Sehen Sie nach, was gesendet wird: {{0}}',
};
