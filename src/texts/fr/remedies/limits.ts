/** Limits, in French. */
import type { Sentences } from '../../sentences.ts';

export const limitsRemedies: Sentences = {
  '{{0}}. If that is right, give it more: {{1}}': '{{0}}. Si c’est normal, donnez plus : {{1}}',
  'send less of it, or give it more room: {{0}}{{1}}': 'envoyez-en moins, ou donnez plus de place : {{0}}{{1}}',
  ' (for one connector: --connector NAME)': ' (pour un connecteur : --connector NAME)',
  'it is taken again when there is room; look at what it sends: {{0}}':
    'il sera de nouveau accepté quand il y aura de la place ; regardez ce qui est envoyé : {{0}}',
  'Look at what it sends: {{0}}': 'Regardez ce qui est envoyé : {{0}}',
};
