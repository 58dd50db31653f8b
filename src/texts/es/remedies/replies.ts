/** Replies, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const repliesRemedies: Sentences = {
  'set the connector’s TLS to required: "{{0}}"': 'haga obligatorio el TLS del conector: «{{0}}»',
  'let mail go out in the name of an address the account owns: "{{0}}"; or have the sender’s address added there':
    'deje que el correo salga en nombre de una dirección que la cuenta posee: «{{0}}»; o haga que se agregue allí la dirección del remitente',
  'give the connector a sign-in: "{{0}}", usually on port 587 under TLS':
    'dé un inicio de sesión al conector: «{{0}}», normalmente en el puerto 587 con TLS',
  'wait, or have the account’s limit raised; set it as the connector’s pace ({{0}}), so that it is not met again':
    'espere, o haga que suban el límite de la cuenta; defínalo como ritmo del conector ({{0}}), para no volver a alcanzarlo',
  'send less at once: set a pace on the connector ({{0}})':
    'envíe menos a la vez: defina un ritmo para el conector ({{0}})',
  'have it released by whoever runs the host, and find out what it sent with "{{0}}"':
    'haga que lo libere quien gestiona el host, y averigüe qué envió con «{{0}}»',
  'give the connector a sign-in ("{{0}}"), have our address or certificate allowed to relay there, or send only the domains to it that it takes (--recipient-domain)':
    'dé un inicio de sesión al conector («{{0}}»), haga que se permita a nuestra dirección o certificado retransmitir allí, o envíele solo los dominios que acepta (--recipient-domain)',
  'write to delist@microsoft.com with the whole reply, or sign in on port 587 instead; find out what was sent with "{{0}}"':
    'escriba a delist@microsoft.com con toda la respuesta, o inicie sesión en el puerto 587; averigüe qué se envió con «{{0}}»',
  'find out what it sent with "{{0}}", stop that, then release it in the Defender portal (Review, Restricted entities) or ask the support':
    'averigüe qué envió con «{{0}}», deténgalo, y libérelo después en el portal de Defender (Revisar, Entidades restringidas) o pregunte al soporte',
  'release it in the Defender portal (Review, Restricted entities), change its password first, and find out what it sent with "{{0}}"':
    'libérelo en el portal de Defender (Revisar, Entidades restringidas), cambie antes su contraseña, y averigüe qué envió con «{{0}}»',
  'nothing: it passes. Where it lasts for days, look in the Exchange admin center (Reports, Mail flow) what was sent at once, and send less at a time ("{{0}}")':
    'nada: pasa. Si dura días, mire en el Centro de administración de Exchange (Informes, Flujo de correo) qué se envió de golpe, y envíe menos a la vez («{{0}}»)',
  'wait until tomorrow, or share the mail between accounts or a connector relay; find out who sends so much with "{{0}}"':
    'espere a mañana, o reparta el correo entre cuentas o una retransmisión por conector; averigüe quién envía tanto con «{{0}}»',
  'find the device that repeats itself ("{{0}}") and correct its recipient list':
    'encuentre el dispositivo que se repite («{{0}}») y corrija su lista de destinatarios',
  '{{0}}set it anew with "{{1}}"': '{{0}}defínalo de nuevo con «{{1}}»',
};
