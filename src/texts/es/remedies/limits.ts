/** Limits, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const limitsRemedies: Sentences = {
  '{{0}}. If that is right, give it more: {{1}}': '{{0}}. Si es correcto, dé más: {{1}}',
  'send less of it, or give it more room: {{0}}{{1}}': 'envíe menos, o dé más espacio: {{0}}{{1}}',
  ' (for one connector: --connector NAME)': ' (para un conector: --connector NAME)',
  'it is taken again when there is room; look at what it sends: {{0}}':
    'se vuelve a aceptar cuando haya sitio; mire lo que envía: {{0}}',
  'Look at what it sends: {{0}}': 'Mire lo que envía: {{0}}',
};
