/** Imports, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const importsRemedies: Sentences = {
  'add it by hand: {{0}}': 'agréguelo a mano: {{0}}',
  'nothing of it is taken over: name each such destination in an outbound connector ({{0}})':
    'no se toma nada de ello: nombre cada destino así en un conector de salida ({{0}})',
  'it is not taken over: name it by hand ({{0}})': 'no se toma: nómbrelo a mano ({{0}})',
  'it is not taken over: add an outbound connector for each that has to have it ({{0}})':
    'no se toma: agregue un conector de salida para cada uno que deba tenerlo ({{0}})',
  'it is not taken over: a mailbox sends as itself here, and as others only by a right ({{0}})':
    'no se toma: aquí un buzón envía como él mismo, y como otros solo con un derecho ({{0}})',
  'nothing of it is taken over: add what is needed by hand ({{0}})':
    'no se toma nada de ello: agregue a mano lo que haga falta ({{0}})',
  'if that is meant: {{0}}': 'si es lo deseado: {{0}}',
  'if they may, and are meant to: {{0}}': 'si pueden y deben: {{0}}',
  'remove it; or, where devices are to send by their address here: {{0}}':
    'quítelo; o, si hay dispositivos que deben enviar aquí por su dirección: {{0}}',
  'set it by hand: {{0}}': 'defínalo a mano: {{0}}',
  'to have it back: {{0}}': 'para recuperarlo: {{0}}',
};
