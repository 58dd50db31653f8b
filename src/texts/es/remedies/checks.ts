/** Checks, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const checksRemedies: Sentences = {
  'each of them: {{0}}': 'cada uno de ellos: {{0}}',
  'send something from it, and look at the same time: {{0}}': 'envíe algo desde él, y mire al mismo tiempo: {{0}}',
  'publish MX 0 {{0}} if mail for the domain is to come here: {{1}}':
    'publique MX 0 {{0}} si el correo del dominio debe venir aquí: {{1}}',
  'its mailboxes are said to be here (authoritative), but strangers deliver there: publish MX 0 {{0}}, or {{1}}':
    'se dice que sus buzones están aquí (autoritativo), pero otros entregan allí: publique MX 0 {{0}}, o {{1}}',
  'publish this {{0}} record for {{1}}: {{2}}': 'publique este registro {{0}} para {{1}}: {{2}}',
  'publish {{0}} {{1}}: {{2}}': 'publique {{0}} {{1}}: {{2}}',
  'send by an upstream that you sign in to (port 587 or Microsoft Graph): {{0}}':
    'envíe por una ruta de salida en la que inicie sesión (puerto 587 o Microsoft Graph): {{0}}',
  'mail must not leave by MX from here: send by an upstream that you sign in to ({{0}}), or get an address meant for servers':
    'el correo no debe salir de aquí por MX: envíe por una ruta de salida en la que inicie sesión ({{0}}), o consiga una dirección pensada para servidores',
  'find out what was sent ({{0}}), stop it, then ask {{1}} to remove the address':
    'averigüe qué se envió ({{0}}), deténgalo, y pida después a {{1}} que quite la dirección',
  'look again later: {{0}}': 'mire de nuevo más tarde: {{0}}',
  'correct host or name in the upstream ({{0}}), or repair DNS':
    'corrija el host o el nombre en la ruta de salida ({{0}}), o repare el DNS',
  'The mail servers of {{0}} do not keep what its own policy ({{1}}) promises, or somebody is on the way. Tell its postmaster; mail waits and is tried again. To encrypt without knowing who it is, for this domain alone: {{2}}':
    'Los servidores de correo de {{0}} no cumplen lo que promete su propia directiva ({{1}}), o hay alguien en el camino. Avise a su administrador; el correo espera y se vuelve a intentar. Para cifrar sin saber con quién, solo para este dominio: {{2}}',
  'name a host with a public address, or let a Global administrator allow this one: {{0}}':
    'nombre un host con dirección pública, o haga que un administrador global permita este: {{0}}',
  'name an existing file, or make one with {{0}}': 'nombre un archivo existente, o cree uno con {{0}}',
  'set hostName (or DOORPOST_HOSTNAME) to the name of this server, or run {{0}}':
    'defina hostName (o DOORPOST_HOSTNAME) con el nombre de este servidor, o ejecute {{0}}',
  'use 127.0.0.1 and ::1, or make it production with {{0}}': 'use 127.0.0.1 y ::1, o páselo a producción con {{0}}',
};
