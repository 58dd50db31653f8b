/** Problem lines, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const problemLines: Sentences = {
  'The address is no UTF-8.': 'La dirección no es UTF-8.',
  'The request is no UTF-8.': 'La solicitud no es UTF-8.',
  'The file is no UTF-8.': 'El archivo no es UTF-8.',
  'The request is too large.': 'La solicitud es demasiado grande.',
  'The file is too large.': 'El archivo es demasiado grande.',
  'The file is too large to be read as it is laid out.':
    'El archivo es demasiado grande para leerlo tal como está dispuesto.',
  'The file is too large to be read.': 'El archivo es demasiado grande para leerlo.',
  'No mail comes in here.': 'Aquí no entra correo.',
  'No mail goes out here.': 'De aquí no sale correo.',
  'There is nothing to check here.': 'Aquí no hay nada que comprobar.',
  'Nothing listens for browsers here.': 'Aquí nada escucha a exploradores.',
  'No token was given.': 'No se dio ningún token.',
  'The token is not known.': 'El token no se conoce.',
  'The token has expired.': 'El token ha expirado.',
  'You are not signed in any more.': 'Ya no tiene la sesión iniciada.',
  'The link is not known, was used, or is older than 15 minutes.':
    'El vínculo no se conoce, se usó o tiene más de 15 minutos.',
  'The invitation is not known, was used or is too old; or the code is not right.':
    'La invitación no se conoce, se usó o es demasiado antigua; o el código no es correcto.',
  'Name or password is not right.': 'El nombre o la contraseña no es correcto.',
  'The code is not right, or was used before.': 'El código no es correcto, o ya se usó.',
  'The passkey is not known here, or was not used as it should be.':
    'La clave de acceso no se conoce aquí, o no se usó como debe.',
  'What the browser brought back from the provider is not what was begun here.':
    'Lo que el explorador trajo del proveedor no es lo que se empezó aquí.',
  'There is no organization yet.': 'Aún no hay ninguna organización.',
  'There is no such token.': 'No hay ningún token así.',
  'You have no such session.': 'Usted no tiene ninguna sesión así.',
  'You have no such passkey.': 'Usted no tiene ninguna clave de acceso así.',
  'There is no such message here.': 'Aquí no hay ningún mensaje así.',
  'There is no message of that queue id.': 'No hay ningún mensaje con ese id. de cola.',
  'There is no message of that queue id in the trace.': 'No hay ningún mensaje con ese id. de cola en el seguimiento.',
  'There is no session of that reference in the trace.': 'No hay ninguna sesión con esa referencia en el seguimiento.',
  'There is no such code.': 'No hay ningún código así.',
  'the role is above your own': 'el rol está por encima del suyo',
  'an organization is not among yours': 'una organización no es de las suyas',
  'you may not read what people wrote': 'usted no puede leer lo que han escrito personas',
  'it would be valid for longer than you are': 'valdría más tiempo que usted',
  'a path of a file or socket of the server': 'una ruta de un archivo o socket del servidor',
  'the place where mail is kept': 'el lugar donde se guarda el correo',
  'a host that is not public': 'un host que no es público',
  'which networks belong to whom': 'qué redes pertenecen a quién',
  'a limit': 'un límite',
  'how many seats there are': 'cuántas licencias hay',
  'what an organization is called': 'cómo se llama una organización',
  'to send in the name of a domain that is not yours': 'enviar en nombre de un dominio que no es suyo',
  'an address outside the device networks of the organization':
    'una dirección fuera de las redes de dispositivos de la organización',
  'a certificate that is pinned, or is not of a verified domain of the organization':
    'un certificado fijado, o que no es de un dominio verificado de la organización',
  'an address in a domain that the organization has not verified':
    'una dirección de un dominio que la organización no ha verificado',
  'an owner outside the verified domains of the organization':
    'un propietario fuera de los dominios verificados de la organización',
  'a user name that is another organization’s, or in its domain':
    'un nombre de usuario de otra organización, o de su dominio',
  'Some fields are not right.': 'Algunos campos no son correctos.',
  '{{0}} takes no name.': '{{0}} no lleva nombre.',
  'there is no listener {{0}}; there are: {{1}}': 'no hay ningún agente de escucha {{0}}; hay: {{1}}',
  'The folder must be an absolute path.': 'La carpeta debe ser una ruta absoluta.',
  'Redirect needs a goal.': 'Redirigir necesita un destino.',
  'The role {{0}} is for listed organizations, and none is listed.':
    'El rol {{0}} es para organizaciones indicadas, y no se indica ninguna.',
  'A Global administrator has all organizations: none is listed.':
    'Un administrador global tiene todas las organizaciones: no se indica ninguna.',
  '{{0}} is not in the future.': '{{0}} no está en el futuro.',
  'Some parameters are not right.': 'Algunos parámetros no son correctos.',
  '{{0}} is no time.': '{{0}} no es una hora.',
  'after is no place in a list.': 'after no es un lugar de una lista.',
  'If-Match is no list of tags.': 'If-Match no es una lista de etiquetas.',
  '{{0}} is no address or network.': '{{0}} no es una dirección ni una red.',
  'That is no status of the trace.': 'Eso no es un estado del seguimiento.',
  'That is more than {{0}} labels at once.': 'Son más de {{0}} etiquetas a la vez.',
  'That is more than {{0}} hours or days.': 'Son más de {{0}} horas o días.',
  'A sign-in needs user name and password.': 'Un inicio de sesión necesita nombre de usuario y contraseña.',
  'A sign-in with a token needs {{0}}.': 'Un inicio de sesión con un token necesita {{0}}.',
  'The sign-in needs a client secret or a certificate.':
    'El inicio de sesión necesita un secreto de cliente o un certificado.',
  'A sign-in of the kind {{0}} takes no {{1}}.': 'Un inicio de sesión de la clase {{0}} no admite: {{1}}.',
  'The request could not be read.': 'No se pudo leer la solicitud.',
  'There are several organizations and none is the default.':
    'Hay varias organizaciones y ninguna es la predeterminada.',
  'The list has more than {{0}} entries, and does not come whole.':
    'La lista tiene más de {{0}} entradas, y no viene entera.',
  'No filter was given, so this would touch everything there is.':
    'No se dio ningún filtro, así que esto afectaría a todo lo que hay.',
  'The proxy in front was not asked by https, so others may read along.':
    'Al proxy que está delante no se le preguntó por https, así que otros podrían leer también.',
  'This came by a proxy that is not known here, so nobody can tell whether others read along.':
    'Esto vino por un proxy que aquí no se conoce, así que nadie puede decir si otros leen también.',
  'Too many sign-ins failed; the next one is looked at in {{0}} s.':
    'Fallaron demasiados inicios de sesión; el siguiente se mira en {{0}} s.',
  'A passkey is needed, too.': 'También se necesita una clave de acceso.',
  'The code of the authenticator app is needed, too.':
    'También se necesita el código de la aplicación de autenticación.',
  'From here a password alone is not enough, and no app is set up.':
    'Desde aquí no basta una contraseña sola, y no hay ninguna aplicación configurada.',
  'This needs a sign-in of the last ten minutes.': 'Esto necesita un inicio de sesión de los últimos diez minutos.',
  'No identity provider is set up.': 'No hay ningún proveedor de identidades configurado.',
  'This sign-in was begun in another browser, more than ten minutes ago, or is over.':
    'Este inicio de sesión se empezó en otro explorador, hace más de diez minutos, o ha terminado.',
  'The provider knows this server as {{0}}.': 'El proveedor conoce este servidor como {{0}}.',
  'The provider said no: {{0}}.': 'El proveedor dijo que no: {{0}}.',
  'The provider told no role of yours in the claim {{0}}.':
    'El proveedor no indicó ningún rol suyo en la notificación {{0}}.',
  'None of your roles at the provider is mapped here: {{0}}.':
    'Ninguno de sus roles en el proveedor está asignado aquí: {{0}}.',
  'The claim {{0}} is larger than what is read here.': 'La notificación {{0}} es mayor de lo que aquí se lee.',
  'Somebody else signed in at the provider.': 'En el proveedor inició sesión otra persona.',
  'The provider did not say when you signed in.': 'El proveedor no dijo cuándo inició usted sesión.',
  'The provider did not ask who you are.': 'El proveedor no preguntó quién es usted.',
  'Passkeys belong to a name, and this is an address of numbers.':
    'Las claves de acceso pertenecen a un nombre, y esto es una dirección de números.',
  'Passkeys belong to {{0}}.': 'Las claves de acceso pertenecen a {{0}}.',
  '{{0}} is the last Global administrator who signs in with a password.':
    '{{0}} es el último administrador global que inicia sesión con una contraseña.',
  'The request came from a page of another address.': 'La solicitud vino de una página de otra dirección.',
  'You did not sign in with a browser.': 'Usted no inició sesión con un explorador.',
  'This needs the role {{0}}; you are {{1}}.': 'Esto necesita el rol {{0}}; usted es {{1}}.',
  'This shows what people wrote, and you do not have the right to read it.':
    'Esto muestra lo que han escrito personas, y usted no tiene el derecho de leerlo.',
  'Nobody grants more than they have: {{0}}.': 'Nadie concede más de lo que tiene: {{0}}.',
  'Only a Global administrator may do that: the system settings belong to no organization of yours.':
    'Solo un administrador global puede hacerlo: la configuración del sistema no pertenece a ninguna organización suya.',
  'Only a Global administrator may do that: the {{0}} "{{1}}" belongs to no organization of yours.':
    'Solo un administrador global puede hacerlo: {{0}} «{{1}}» no pertenece a ninguna organización suya.',
  '{{0}} of {{1}} "{{2}}": {{3}}, which is for Global administrators.':
    '{{0}} de {{1}} «{{2}}»: {{3}}, lo que es para administradores globales.',
  'This is for the local administrator only.': 'Esto es solo para el administrador local.',
  'Trusting a domain without proof is for the local administrator only.':
    'Confiar en un dominio sin prueba es solo para el administrador local.',
  'There is no {{0}} "{{1}}".': 'No existe: {{0}} «{{1}}».',
  'Nothing of the name "{{0}}" waits, or was seen.': 'Nada con el nombre «{{0}}» espera, ni se ha visto.',
  'There is no limit "{{0}}".': 'No hay ningún límite «{{0}}».',
  'No alarm {{0}} is raised.': 'No hay ninguna alarma {{0}} activa.',
  'No seat is assigned to {{0}}.': 'No hay ninguna licencia asignada a {{0}}.',
  'There is no administrator "{{0}}".': 'No hay ningún administrador «{{0}}».',
  'The role "{{0}}" is not mapped.': 'El rol «{{0}}» no está asignado.',
  'There is nothing at {{0}} {{1}}.': 'No hay nada en {{0}} {{1}}.',
  'There are {{0}} of the name "{{1}}".': 'Hay {{0}} con el nombre «{{1}}».',
  '{{0}} waiting devices call themselves "{{1}}".': '{{0}} dispositivos en espera se llaman «{{1}}».',
  'There is a {{0}} "{{1}}" already.': 'Ya existe: {{0}} «{{1}}».',
  'There are {{0}} {{1}} already.': 'Ya hay {{0}} {{1}}.',
  'All {{0}} mailbox seats are assigned.': 'Las {{0}} licencias de buzón están asignadas.',
  'All {{0}} protection seats are assigned.': 'Las {{0}} licencias de protección están asignadas.',
  'The change conflicts with what is stored: {{0}}': 'El cambio está en conflicto con lo guardado: {{0}}',
  'Somebody changed the directory meanwhile.': 'Alguien cambió el directorio entretanto.',
  'Somebody changed it after you had looked at it, so nothing was changed.':
    'Alguien lo cambió después de que usted lo mirara, así que no se cambió nada.',
  '{{0}} is a built-in profile, and stays as it is.': '{{0}} es un perfil integrado, y queda como está.',
  'The credential "{{0}}" of {{1}} is kept {{2}}, and a file cannot change that.':
    'La credencial «{{0}}» de {{1}} se guarda {{2}}, y un archivo no puede cambiarlo.',
  'sealed (CRAM-MD5)': 'sellada (CRAM-MD5)',
  hashed: 'con hash',
  '{{0}} does not sign in for a person.': '{{0}} no inicia sesión por una persona.',
  'You signed in by a link of the server: there is no password.':
    'Usted inició sesión con un vínculo del servidor: no hay contraseña.',
  'It is the last passkey that signs you in, and you have no password.':
    'Es la última clave de acceso con la que inicia sesión, y no tiene contraseña.',
  'It is your last second factor, and one is needed here.': 'Es su último segundo factor, y aquí se necesita uno.',
  'You signed in by the identity provider: it has your password.':
    'Usted inició sesión con el proveedor de identidades: él tiene su contraseña.',
  'You did not sign in by the identity provider.': 'Usted no inició sesión con el proveedor de identidades.',
  '{{0}} has no endpoint that gives codes.': '{{0}} no tiene ningún punto de conexión que dé códigos.',
  'The device "{{0}}" has no single address; nothing was changed.':
    'El dispositivo «{{0}}» no tiene una dirección única; no se cambió nada.',
  'The connector "{{0}}" is of type {{1}}, which does not relay.':
    'El conector «{{0}}» es de tipo {{1}}, que no retransmite.',
  'The mailbox {{0}} only signs in here; its mail is kept elsewhere.':
    'El buzón {{0}} aquí solo inicia sesión; su correo se guarda en otro sitio.',
  'The mailbox {{0}} is delivered by LMTP to {{1}}; its mail is not kept here.':
    'Al buzón {{0}} se le entrega por LMTP en {{1}}; su correo no se guarda aquí.',
  '{{0}} and more wait for {{1}}': '{{0}} y más esperan a {{1}}',
  '1 recipient waits for {{0}}': '1 destinatario espera a {{0}}',
  '{{0}} wait for {{1}}': '{{0}} esperan a {{1}}',
  'with this change their mail would leave by the MX of each domain, or bounce.':
    'con este cambio su correo saldría según el MX de cada dominio, o se devolvería.',
  '{{0}}, which is in trouble: {{1}} The trouble: {{2}}': '{{0}}, que tiene problemas: {{1}} El problema: {{2}}',
  'Only JSON is understood.': 'Solo se entiende JSON.',
  'This server does not answer to that host name.': 'Este servidor no responde a ese nombre de host.',
  'There is no device profile "{{0}}".': 'No hay ningún perfil de dispositivo «{{0}}».',
  'There is no organization "{{0}}" to be the default.':
    'No hay ninguna organización «{{0}}» que pueda ser la predeterminada.',
  'No outbound connector leads to {{0}} port {{1}}.': 'Ningún conector de salida lleva a {{0}} puerto {{1}}.',
  'The connector "{{0}}" refers to the secret "{{1}}".': 'El conector «{{0}}» se refiere al secreto «{{1}}».',
  '{{0}} is in no domain of the organization.': '{{0}} no está en ningún dominio de la organización.',
  '{{0}} cannot be set for one {{1}}.': '{{0}} no se puede definir para un solo elemento ({{1}}).',
  'It cannot be imported: {{0}}.': 'No se puede importar: {{0}}.',
  'The file has 1 problem.': 'El archivo tiene 1 problema.',
  'The file has {{0}} problems.': 'El archivo tiene {{0}} problemas.',
  'The old certificate stays in force: {{0}}': 'El certificado antiguo sigue en vigor: {{0}}',
  'You watch in {{0}} places already.': 'Usted ya mira en {{0}} sitios.',
  '{{0}} of your organization watch already.': '{{0}} de su organización ya miran.',
  '{{0}} watch already.': '{{0}} ya miran.',
  'The check broke off; why is in the log.': 'La comprobación se interrumpió; el motivo está en el registro.',
  'An error happened inside; it is in the log.': 'Se produjo un error interno; está en el registro.',
  'The store cannot write now; nothing was changed.': 'El almacén no puede escribir ahora; no se cambió nada.',
  'It took too long.': 'Tardó demasiado.',
  'Too many look into mailboxes at once.': 'Demasiados miran en buzones a la vez.',
  'It is being checked already, or too many domains are.': 'Ya se está comprobando, o hay demasiados dominios en ello.',
  'To show it would take too much time or memory.': 'Mostrarlo costaría demasiado tiempo o memoria.',
  'The backup failed: {{0}}': 'La copia de seguridad falló: {{0}}',
  'the socket {{0}}': 'el socket {{0}}',
};
