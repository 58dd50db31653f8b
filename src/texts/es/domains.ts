/** Domains, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const domains: Sentences = {
  'it could not be asked: {{0}}': 'no se pudo preguntar: {{0}}',
  'the token is published': 'el token está publicado',
  'the token is published, as the host of an MX record': 'el token está publicado, como host de un registro MX',
  'the token is not published yet': 'el token aún no está publicado',
  'the token is no longer published; the domain stays verified':
    'el token ya no está publicado; el dominio sigue verificado',
  'verified ({{0}}); no record is needed any longer': 'verificado ({{0}}); ya no hace falta ningún registro',
  'mail for the domain comes here': 'el correo del dominio viene aquí',
  'mail for the domain goes elsewhere, not here': 'el correo del dominio va a otro sitio, no aquí',
  'mail for the domain goes elsewhere, as an internal-relay domain may':
    'el correo del dominio va a otro sitio, como puede el de una retransmisión interna',
  '{{0}} SPF records; receivers treat that as an error': '{{0}} registros SPF; los receptores lo tratan como un error',
  'receivers see that mail of the domain may come from this server':
    'los receptores ven que el correo del dominio puede venir de este servidor',
  'whether it names this server is not known, as its public addresses are not':
    'no se sabe si nombra este servidor, porque no se conocen sus direcciones públicas',
  'it does not name the service that sends the mail ({{0}})': 'no nombra el servicio que envía el correo ({{0}})',
  'the record does not name this server, and receivers may take its mail for forged':
    'el registro no nombra este servidor, y los receptores pueden tomar su correo por falsificado',
  'it does not name this server; mail of the domain leaves by {{0}}, whose own addresses receivers see':
    'no nombra este servidor; el correo del dominio sale por {{0}}, cuyas propias direcciones ven los receptores',
  'the record is invalid, whoever sends': 'el registro no es válido, envíe quien envíe',
  'some records that it refers to could not be looked up':
    'no se pudieron consultar algunos registros a los que se refiere',
  'keys: {{0}}': 'claves: {{0}}',
  'no key was found under the usual selectors': 'no se encontró ninguna clave con los selectores habituales',
  ' (inherited from {{0}})': ' (heredada de {{0}})',
  'no MTA-STS policy: servers that send here do without certificates that verify':
    'sin directiva MTA-STS: los servidores que envían aquí prescinden de certificados verificables',
  'nobody reports to you how protecting mail to you went':
    'nadie le informa de cómo fue el cifrado del correo hacia usted',
  'the record is not valid, and counts as none': 'el registro no es válido, y cuenta como ninguno',
  '{{0}} records, which count as none': '{{0}} registros, que cuentan como ninguno',
  'says that there is an MTA-STS policy ({{0}})': 'dice que hay una directiva MTA-STS ({{0}})',
  'reports on TLS go to {{0}}': 'los informes de TLS van a {{0}}',
  'no record': 'ningún registro',
  'there is none': 'no hay ninguno',
  'no SPF record': 'ningún registro SPF',
  'no key': 'ninguna clave',
  'policy none: receivers take no action on mail that fails DMARC':
    'directiva none: los receptores no hacen nada con el correo que no supera DMARC',
  'mail that fails DMARC is quarantined': 'el correo que no supera DMARC va a cuarentena',
  'mail that fails DMARC is rejected': 'el correo que no supera DMARC se rechaza',
  'ask again; if it goes on, repair the name servers of the domain':
    'pregunte de nuevo; si continúa, repare los servidores de nombres del dominio',
  'ask again': 'pregunte de nuevo',
  'publish the MX of the server that has its mailboxes (Microsoft 365 shows it as the domain’s DNS record)':
    'publique el MX del servidor que tiene sus buzones (Microsoft 365 lo muestra como registro DNS del dominio)',
  'set egressAddresses in doorpost.yaml to your public addresses, as the Internet sees them':
    'defina egressAddresses en doorpost.yaml con sus direcciones públicas, como las ve Internet',
  'correct the record: receivers refuse it as it is': 'corrija el registro: tal como está, los receptores lo rechazan',
  'switch on DKIM where the mail is signed; a key under another selector is not seen here':
    'active DKIM donde se firma el correo; aquí no se ve una clave con otro selector',
};
