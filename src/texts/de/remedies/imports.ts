/** Imports, in German. */
import type { Sentences } from '../../sentences.ts';

export const importsRemedies: Sentences = {
  'add it by hand: {{0}}': 'fügen Sie es von Hand hinzu: {{0}}',
  'nothing of it is taken over: name each such destination in an outbound connector ({{0}})':
    'davon wird nichts übernommen: Nennen Sie jedes solche Ziel in einem ausgehenden Connector ({{0}})',
  'it is not taken over: name it by hand ({{0}})': 'es wird nicht übernommen: Nennen Sie es von Hand ({{0}})',
  'it is not taken over: add an outbound connector for each that has to have it ({{0}})':
    'es wird nicht übernommen: Fügen Sie für jedes, das es haben muss, einen ausgehenden Connector hinzu ({{0}})',
  'it is not taken over: a mailbox sends as itself here, and as others only by a right ({{0}})':
    'es wird nicht übernommen: Ein Postfach sendet hier als es selbst und als andere nur mit einem Recht ({{0}})',
  'nothing of it is taken over: add what is needed by hand ({{0}})':
    'davon wird nichts übernommen: Fügen Sie von Hand hinzu, was gebraucht wird ({{0}})',
  'if that is meant: {{0}}': 'wenn das gewollt ist: {{0}}',
  'if they may, and are meant to: {{0}}': 'wenn sie dürfen und sollen: {{0}}',
  'remove it; or, where devices are to send by their address here: {{0}}':
    'entfernen Sie ihn; oder, wo Geräte hier mit ihrer Adresse senden sollen: {{0}}',
  'set it by hand: {{0}}': 'setzen Sie es von Hand: {{0}}',
  'to have it back: {{0}}': 'um es zurückzuhaben: {{0}}',
};
