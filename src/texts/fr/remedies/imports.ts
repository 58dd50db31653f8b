/** Imports, in French. */
import type { Sentences } from '../../sentences.ts';

export const importsRemedies: Sentences = {
  'add it by hand: {{0}}': 'ajoutez-le à la main : {{0}}',
  'nothing of it is taken over: name each such destination in an outbound connector ({{0}})':
    'rien n’en est repris : nommez chacune de ces destinations dans un connecteur sortant ({{0}})',
  'it is not taken over: name it by hand ({{0}})': 'ce n’est pas repris : nommez-le à la main ({{0}})',
  'it is not taken over: add an outbound connector for each that has to have it ({{0}})':
    'ce n’est pas repris : ajoutez un connecteur sortant pour chacun qui doit l’avoir ({{0}})',
  'it is not taken over: a mailbox sends as itself here, and as others only by a right ({{0}})':
    'ce n’est pas repris : une boîte aux lettres envoie ici en son nom, et au nom d’autres seulement par un droit ({{0}})',
  'nothing of it is taken over: add what is needed by hand ({{0}})':
    'rien n’en est repris : ajoutez à la main ce qui est nécessaire ({{0}})',
  'if that is meant: {{0}}': 'si c’est voulu : {{0}}',
  'if they may, and are meant to: {{0}}': 's’ils le peuvent et le doivent : {{0}}',
  'remove it; or, where devices are to send by their address here: {{0}}':
    'supprimez-le ; ou, si des appareils doivent envoyer ici par leur adresse : {{0}}',
  'set it by hand: {{0}}': 'définissez-le à la main : {{0}}',
  'to have it back: {{0}}': 'pour le retrouver : {{0}}',
};
