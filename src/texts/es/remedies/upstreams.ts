/** Upstreams, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const upstreamsRemedies: Sentences = {
  'repair DNS': 'repare el DNS',
  'look at the firewall between: it has to let HTTPS out':
    'mire el cortafuegos intermedio: tiene que dejar salir HTTPS',
  'look whether a proxy that looks into TLS answers in its place: its authority has to be installed on this machine':
    'vea si un proxy que inspecciona TLS responde en su lugar: su autoridad tiene que estar instalada en esta máquina',
  'Give both (auth.username and auth.password): {{0}}': 'Dé ambos (auth.username y auth.password): {{0}}',
  '{{0}} knows them by --tenant, --client-id and --username; docs/operate/upstreams.md has an example for each kind':
    '{{0}} los conoce como --tenant, --client-id y --username; docs/operate/upstreams.md tiene un ejemplo de cada clase',
  'Give it by standard input: {{0}}': 'Délo por la entrada estándar: {{0}}',
  'Mend it, name a failover first ({{0}}), or let mail for outside wait here until there is an upstream: {{1}}':
    'Arréglela, nombre antes una conmutación por error ({{0}}), o deje que el correo hacia el exterior espere aquí hasta que haya una ruta de salida: {{1}}',
  'if that is not meant, name one that stands in for it: {{0}}, or switch it on again: {{1}}':
    'si no es lo deseado, nombre una que la sustituya: {{0}}, o actívela de nuevo: {{1}}',
  "add one ({{0}}; other kinds: docs/operate/upstreams.md) or switch one on ({{1}}): what waits goes by it at once. To send by the recipients' MX instead, straight from this address: {{2}}":
    'agregue una ({{0}}; otras clases: docs/operate/upstreams.md) o active una ({{1}}): lo que espera sale por ella enseguida. Para enviar en su lugar según el MX de los destinatarios, directamente desde esta dirección: {{2}}',
  'Correct the endpoint of the upstream ({{0}}), or {{1}}':
    'Corrija el punto de conexión de la ruta de salida ({{0}}), o {{1}}',
  '{{0}} changes it': '{{0}} lo cambia',
  'Only a delegated sign-in takes a code: {{0}}': 'Solo un inicio de sesión delegado acepta un código: {{0}}',
  'Give the refresh token that you have: {{0}}': 'Dé el token de actualización que tiene: {{0}}',
  'Correct the date ({{0}}), or make a new secret.': 'Corrija la fecha ({{0}}), o cree un secreto nuevo.',
  'to name others: {{0}}': 'para nombrar otros: {{0}}',
  'Its own is called {{0}}; secrets are never set by file, but with {{1}}':
    'El suyo se llama {{0}}; los secretos nunca se definen con un archivo, sino con {{1}}',
};
