/** Advice on a way in, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const advice: Sentences = {
  'Use the mail server or connector that is there': 'Use el servidor de correo o el conector que ya hay',
  'A server at the site, or a connector that covers it, takes mail of devices already: let the device send there. Nothing more has to be set up.':
    'Un servidor en el sitio, o un conector que lo cubre, ya acepta correo de dispositivos: haga que el dispositivo envíe allí. No hay que configurar nada más.',
  'Two ways out of one site only make it harder to find out where a mail went.':
    'Dos salidas de un mismo sitio solo hacen más difícil averiguar adónde fue un correo.',
  'SMTP server': 'Servidor SMTP',
  'the name or address of that server': 'el nombre o la dirección de ese servidor',
  Port: 'Puerto',
  '25, or what the server wants': '25, o el que quiera el servidor',
  'From address': 'Dirección de remitente',
  'an address at {{0}}': 'una dirección en {{0}}',
  'Take a provider for bulk mail': 'Tome un proveedor para correo masivo',
  'Newsletters are not for this: Microsoft 365 forbids bulk mail and blocks the sender or the address, and with it the mail of everybody else at the site.':
    'Los boletines no son para esto: Microsoft 365 prohíbe el correo masivo y bloquea el remitente o la dirección, y con ella el correo de todos los demás del sitio.',
  'A provider for bulk mail has the addresses, the unsubscribing and the reputation for it.':
    'Un proveedor de correo masivo tiene las direcciones, la cancelación de suscripciones y la reputación para ello.',
  'the limits are for people and devices, and a complaint would hit all mail of the domain':
    'los límites son para personas y dispositivos, y una queja afectaría a todo el correo del dominio',
  'Send it from a subdomain, such as news.{{0}}: its reputation is then its own.':
    'Envíelo desde un subdominio, como news.{{0}}: su reputación es entonces propia.',
  'Update the firmware: newer versions often know TLS 1.2, STARTTLS or OAuth. Then ask again.':
    'Actualice el firmware: las versiones más nuevas suelen conocer TLS 1.2, STARTTLS u OAuth. Luego pregunte de nuevo.',
  'A device that suggests port 465 probably lacks STARTTLS: look for an update, and whether STARTTLS or "TLS" can be chosen with port 587.':
    'Un dispositivo que propone el puerto 465 probablemente no tiene STARTTLS: busque una actualización, y si se puede elegir STARTTLS o «TLS» con el puerto 587.',
  '<the name or address of this server>': '<el nombre o la dirección de este servidor>',
  'the domain {{0}} is authoritative here: mail to everybody whose mailbox is at Microsoft 365 is refused as to an unknown recipient (550 5.1.1)':
    'el dominio {{0}} es autoritativo aquí: el correo a todos los que tienen su buzón en Microsoft 365 se rechaza como a un destinatario desconocido (550 5.1.1)',
  'the organization {{0}} only observes DMARC: a domain whose mail goes on to another system is refused as long as that is so':
    'la organización {{0}} solo observa DMARC: un dominio cuyo correo sigue a otro sistema se rechaza mientras sea así',
  'Doorpost needs none. At Microsoft 365: one licensed mailbox for the way out by sign-in; a connector needs none for senders with a mailbox, and Exchange Online Protection for each sender without one.':
    'Doorpost no necesita ninguna. En Microsoft 365: un buzón con licencia para la salida con inicio de sesión; un conector no necesita ninguna para remitentes con buzón, y Exchange Online Protection para cada remitente sin él.',
  'Client submission to Doorpost: each user signs in': 'Envío de cliente a Doorpost: cada usuario inicia sesión',
  'Each user sends in their own name, so each needs a sign-in of their own.':
    'Cada usuario envía en su propio nombre, así que necesita su propio inicio de sesión.',
  'It works from any address, also a dynamic one.': 'Funciona desde cualquier dirección, también dinámica.',
  'whoever stands at the device could send as anybody': 'quien esté ante el dispositivo podría enviar como cualquiera',
  'Per mailbox: 30 messages a minute (more go out later), 3 at once, 10,000 recipients in 24 hours.':
    'Por buzón: 30 mensajes por minuto (los demás salen después), 3 a la vez, 10 000 destinatarios en 24 horas.',
  Encryption: 'Cifrado',
  Authentication: 'Autenticación',
  on: 'activada',
  'User name': 'Nombre de usuario',
  "the user's address, such as anna@{{0}}": 'la dirección del usuario, como anna@{{0}}',
  Password: 'Contraseña',
  'the one that credential add prints': 'la que muestra credential add',
  "the user's own address": 'la dirección propia del usuario',
  'Relay by connector at Doorpost': 'Retransmisión por conector en Doorpost',
  'It works for most devices: the device is known by its address in your network, needs no password, and may use any sender address of your domain.':
    'Funciona para la mayoría de los dispositivos: el dispositivo se conoce por su dirección en su red, no necesita contraseña, y puede usar cualquier dirección de remitente de su dominio.',
  'Users cannot sign in at it safely: their names in From are then not proved.':
    'Los usuarios no pueden iniciar sesión en él de forma segura: sus nombres en From no quedan entonces probados.',
  'reaches your own people only': 'solo llega a su propia gente',
  'your mailboxes are at Microsoft, and what strangers write there in the name of your own domain is refused (550 5.7.68): the device has to be known by a connector':
    'sus buzones están en Microsoft, y lo que unos desconocidos escriben allí en nombre de su propio dominio se rechaza (550 5.7.68): al dispositivo lo tiene que conocer un conector',
  'the device cannot sign in': 'el dispositivo no puede iniciar sesión',
  'the password would go in clear text or weak TLS': 'la contraseña iría en texto claro o con TLS débil',
  'It speaks TLS only on port 465, which Microsoft 365 does not offer. Doorpost does, for those who sign in, which the device cannot; by connector it sends to port 25 without TLS, from this address alone, and Doorpost speaks TLS outward.':
    'Solo habla TLS en el puerto 465, que Microsoft 365 no ofrece. Doorpost sí, a los que inician sesión, lo que el dispositivo no puede; por conector envía sin TLS al puerto 25, solo desde esta dirección, y Doorpost habla TLS hacia fuera.',
  'It speaks TLS only on port 465, which Microsoft 365 does not offer. Doorpost does, for those who sign in; by connector it sends to port 25 without TLS, from this address alone, and Doorpost speaks TLS outward.':
    'Solo habla TLS en el puerto 465, que Microsoft 365 no ofrece. Doorpost sí, a los que inician sesión; por conector envía sin TLS al puerto 25, solo desde esta dirección, y Doorpost habla TLS hacia fuera.',
  "It has no TLS, which Microsoft 365 wants of everyone who signs in: Doorpost takes it from this address alone, and speaks today's TLS outward.":
    'No tiene TLS, que Microsoft 365 quiere de todos los que inician sesión: Doorpost lo acepta solo desde esta dirección, y habla el TLS de hoy hacia fuera.',
  "Its TLS is too old for Microsoft 365: Doorpost takes it from this address alone, and speaks today's TLS outward.":
    'Su TLS es demasiado antiguo para Microsoft 365: Doorpost lo acepta solo desde esta dirección, y habla el TLS de hoy hacia fuera.',
  '25 (it cannot be set; inside your network nobody blocks it)':
    '25 (no se puede configurar; dentro de su red nadie lo bloquea)',
  'none (not port 465)': 'ninguno (no el puerto 465)',
  'STARTTLS if offered, else none': 'STARTTLS si se ofrece, si no ninguno',
  off: 'desactivada',
  'any address at {{0}}': 'cualquier dirección en {{0}}',
  'Exchange admin center, Mail flow, Connectors: a new one from "Your organization\'s email server" to Office 365, verified by your public address (or by certificate).':
    'Centro de administración de Exchange, Flujo de correo, Conectores: uno nuevo de «Servidor de correo electrónico de la organización» a Office 365, verificado por su dirección pública (o por certificado).',
  'Publish the SPF line.': 'Publique la línea SPF.',
  'At Microsoft: reasonable use; bulk mail gets the address blocked.':
    'En Microsoft: uso razonable; el correo masivo hace que se bloquee la dirección.',
  'A licensed mailbox {{0}} (or that address as an alias of one).':
    'Un buzón con licencia {{0}} (o esa dirección como alias de uno).',
  'Entra ID: an app registration with the application permission Mail.Send (and Mail.ReadWrite for mail above 3 MB), consent of an administrator, and an application access policy that restricts it to that mailbox.':
    'Entra ID: un registro de aplicación con el permiso de aplicación Mail.Send (y Mail.ReadWrite para correo de más de 3 MB), el consentimiento de un administrador, y una directiva de acceso de aplicación que la limite a ese buzón.',
  'Entra ID: an app registration with the permission SMTP.SendAsApp, consent of an administrator; in Exchange Online a service principal made with the object id of the Enterprise application, and rights on the mailbox; SMTP AUTH on for the mailbox.':
    'Entra ID: un registro de aplicación con el permiso SMTP.SendAsApp, el consentimiento de un administrador; en Exchange Online una entidad de servicio hecha con el id. de objeto de la aplicación empresarial, y derechos sobre el buzón; SMTP AUTH activado para el buzón.',
  'At Microsoft, per mailbox: 30 messages a minute, {{0}} at once, 10,000 recipients a day. Doorpost stays below them.':
    'En Microsoft, por buzón: 30 mensajes por minuto, {{0}} a la vez, 10 000 destinatarios al día. Doorpost se queda por debajo.',
  'works too': 'también funciona',
  'Client SMTP submission to Microsoft 365': 'Envío SMTP de cliente a Microsoft 365',
  'The device can sign in and speaks TLS 1.2; it works from any address, and mail to your own mailboxes is not filtered as spam.':
    'El dispositivo puede iniciar sesión y habla TLS 1.2; funciona desde cualquier dirección, y el correo a sus propios buzones no se filtra como no deseado.',
  'It signs in with OAuth: passwords are off by default from the end of December 2026.':
    'Inicia sesión con OAuth: las contraseñas están desactivadas de forma predeterminada desde finales de diciembre de 2026.',
  '30 messages a minute, 3 at once, 10,000 recipients a day, per mailbox.':
    '30 mensajes por minuto, 3 a la vez, 10 000 destinatarios al día, por buzón.',
  '{{0}} a day are too many for one mailbox.': '{{0}} al día son demasiados para un buzón.',
  'A licensed mailbox for each address that signs in.': 'Un buzón con licencia para cada dirección que inicia sesión.',
  '25 (many providers block it)': '25 (muchos proveedores lo bloquean)',
  'STARTTLS (TLS 1.2); 465 is not supported': 'STARTTLS (TLS 1.2); 465 no se admite',
  'OAuth (modern authentication)': 'OAuth (autenticación moderna)',
  "the user's address": 'la dirección del usuario',
  'the same, or one it holds Send As for': 'la misma, o una para la que tenga «Enviar como»',
  'Add printer@{{0}} as an alias to a licensed mailbox, or give it a mailbox of its own.':
    'Agregue printer@{{0}} como alias a un buzón con licencia, o dele un buzón propio.',
  'Switch SMTP AUTH on for the mailbox (Microsoft 365 admin center, Mail, Manage email apps).':
    'Active SMTP AUTH para el buzón (centro de administración de Microsoft 365, Correo, Administrar aplicaciones de correo electrónico).',
  'SMTP relay through Microsoft 365 by connector': 'Retransmisión SMTP a través de Microsoft 365 por conector',
  'It works for most devices: your static address is the sign-in, and any address of your domain may be the sender, existing or not.':
    'Funciona para la mayoría de los dispositivos: su dirección estática es el inicio de sesión, y cualquier dirección de su dominio puede ser el remitente, exista o no.',
  'Reasonable use. Not for bulk: the address or its senders get blocked.':
    'Uso razonable. No para correo masivo: la dirección o sus remitentes se bloquean.',
  'None for senders with a Microsoft 365 mailbox; Exchange Online Protection for each sender without one.':
    'Ninguna para remitentes con buzón de Microsoft 365; Exchange Online Protection para cada remitente sin él.',
  'Make sure that {{0}} is a verified, accepted domain.': 'Asegúrese de que {{0}} es un dominio verificado y aceptado.',
  'Exchange admin center, Mail flow, Connectors: add one from "Your organization\'s email server" to Office 365, verified by your public address; leave the rest at its defaults.':
    'Centro de administración de Exchange, Flujo de correo, Conectores: agregue uno de «Servidor de correo electrónico de la organización» a Office 365, verificado por su dirección pública; deje el resto como está.',
  'Publish the SPF line, or mail may end in junk folders.':
    'Publique la línea SPF, o el correo puede acabar en carpetas de no deseado.',
  'Direct Send to Microsoft 365': 'Direct Send a Microsoft 365',
  'It writes to your own Microsoft 365 mailboxes only: nothing has to be set up there, and no sign-in is needed.':
    'Solo escribe a sus propios buzones de Microsoft 365: allí no hay que configurar nada, y no hace falta inicio de sesión.',
  "None but the service's own. An organization can refuse it (RejectDirectSend), which becomes the default later.":
    'Ninguno salvo los del servicio. Una organización puede rechazarlo (RejectDirectSend), lo que más adelante será lo predeterminado.',
  'None for the sender.': 'Ninguna para el remitente.',
  'Leave RejectDirectSend off, or add a connector for your address.':
    'Deje RejectDirectSend desactivado, o agregue un conector para su dirección.',
  'Microsoft takes only TLS 1.2 and newer, with STARTTLS': 'Microsoft solo acepta TLS 1.2 y posterior, con STARTTLS',
  'passwords are off by default from the end of December 2026, and go away after that':
    'las contraseñas están desactivadas de forma predeterminada desde finales de diciembre de 2026, y después desaparecen',
  'it can use port 25 only, which is blocked': 'solo puede usar el puerto 25, que está bloqueado',
  'only addresses of the mailbox that signs in may send': 'solo pueden enviar direcciones del buzón que inicia sesión',
  'more than {{0}} recipients a day': 'más de {{0}} destinatarios al día',
  'it needs a static address': 'necesita una dirección estática',
  'addresses of Azure and other clouds are not taken': 'las direcciones de Azure y otras nubes no se aceptan',
  'the address is shared by customers of your provider': 'la dirección la comparten clientes de su proveedor',
  'the address is on a policy block list': 'la dirección está en una lista de bloqueo de directiva',
  'the address is shared with strangers, who could send as you':
    'la dirección se comparte con desconocidos, que podrían enviar como usted',
  'port 25 is blocked': 'el puerto 25 está bloqueado',
  'it does not prove who sends': 'no demuestra quién envía',
  'TLS 1.0 and 1.1 are refused: only with TLS switched off in the device':
    'TLS 1.0 y 1.1 se rechazan: solo con TLS desactivado en el dispositivo',
  'it reaches your own mailboxes only': 'solo llega a sus propios buzones',
  'mail from such an address is taken for spam, or refused by policy lists':
    'el correo de una dirección así se toma por no deseado, o lo rechazan listas de directiva',
  'Not straight: through Doorpost at the site ({{0}})': 'No directamente: a través de Doorpost en el sitio ({{0}})',
  'No way straight to Microsoft 365 fits this device and this site; Doorpost takes its mail as it is and passes it on in the way Microsoft wants.':
    'Ningún camino directo a Microsoft 365 sirve para este dispositivo y este sitio; Doorpost acepta su correo tal como es y lo pasa como Microsoft quiere.',
  'straight to Microsoft 365: {{0}}': 'directamente a Microsoft 365: {{0}}',
  'Where shall the device hand its mail in?': '¿Dónde debe entregar su correo el dispositivo?',
  'to Doorpost, which passes it on, or straight to Microsoft 365':
    'a Doorpost, que lo pasa, o directamente a Microsoft 365',
  'To Doorpost at our site, which passes it on': 'A Doorpost en nuestro sitio, que lo pasa',
  'Straight to Microsoft 365': 'Directamente a Microsoft 365',
  'Is there a mail server at the site, or a connector, that takes mail of devices already?':
    '¿Hay en el sitio un servidor de correo, o un conector, que ya acepte correo de dispositivos?',
  'an on-premises server or an inbound connector for devices':
    'un servidor local o un conector de entrada para dispositivos',
  'Does it send newsletters or other mail in bulk?': '¿Envía boletines u otro correo masivo?',
  'bulk mail to many outside recipients': 'correo masivo a muchos destinatarios externos',
  'How many recipients does it write to in a day, at most?': '¿A cuántos destinatarios escribe en un día, como máximo?',
  'Is its firmware older than a few months?': '¿Tiene su firmware más de unos meses?',
  'not updated lately': 'no actualizado últimamente',
  'Which TLS does it know at most?': '¿Qué TLS conoce como máximo?',
  'the newest version; 465-only: it offers nothing but SSL on port 465':
    'la versión más nueva; 465-only: no ofrece más que SSL en el puerto 465',
  'TLS 1.2 or newer': 'TLS 1.2 o posterior',
  'TLS 1.1': 'TLS 1.1',
  'TLS 1.0, or nobody knows': 'TLS 1.0, o nadie lo sabe',
  'It only suggests SSL on port 465': 'Solo propone SSL en el puerto 465',
  None: 'Ninguno',
  'How can it sign in?': '¿Cómo puede iniciar sesión?',
  'not at all, with name and password, or with OAuth (modern authentication)':
    'de ninguna manera, con nombre y contraseña, o con OAuth (autenticación moderna)',
  'With name and password': 'Con nombre y contraseña',
  'With OAuth (modern authentication)': 'Con OAuth (autenticación moderna)',
  'Not at all': 'De ninguna manera',
  'Can its port be set?': '¿Se puede configurar su puerto?',
  'if not it uses 25': 'si no, usa 25',
  'Does it write to recipients outside your own domains?': '¿Escribe a destinatarios fuera de sus propios dominios?',
  'recipients outside the own domains': 'destinatarios fuera de los dominios propios',
  'Which kind of public address does the site have?': '¿Qué tipo de dirección pública tiene el sitio?',
  'static, dynamic, of a cloud (Azure), or shared by many customers (carrier-grade NAT)':
    'estática, dinámica, de una nube (Azure), o compartida por muchos clientes (NAT de operador)',
  'A static address of our own': 'Una dirección estática propia',
  'A dynamic address': 'Una dirección dinámica',
  'An address of a cloud, such as Azure': 'Una dirección de una nube, como Azure',
  'Shared by many customers (carrier-grade NAT)': 'Compartida por muchos clientes (NAT de operador)',
  'Is it on a policy block list (most addresses of homes and small offices are)?':
    '¿Está en una lista de bloqueo de directiva (la mayoría de las direcciones de hogares y oficinas pequeñas lo están)?',
  'Do people outside your organization use it too (shared office, guest network)?':
    '¿La usan también personas de fuera de su organización (oficina compartida, red de invitados)?',
  'the public address is shared with strangers': 'la dirección pública se comparte con desconocidos',
  'Is port 25 outward open at the site?': '¿Está abierto hacia fuera el puerto 25 en el sitio?',
  'Nobody knows': 'Nadie lo sabe',
  Yes: 'Sí',
  No: 'No',
  'In whose name does it send?': '¿En nombre de quién envía?',
  'one address for all (printer@), each user with their own, or any address of the domain':
    'una dirección para todos (printer@), cada usuario con la suya, o cualquier dirección del dominio',
  'One address for all, such as printer@': 'Una dirección para todos, como printer@',
  'Each user signs in and sends in their own name': 'Cada usuario inicia sesión y envía en su propio nombre',
  'Any address of our domain': 'Cualquier dirección de nuestro dominio',
  'Which domain does it send from?': '¿Desde qué dominio envía?',
  'such as contoso.com': 'como contoso.com',
  'The recipients of a day ({{0}}) are more than one mailbox may have: spread them over several upstreams, or get a static address and use a connector.':
    'Los destinatarios de un día ({{0}}) son más de los que puede tener un buzón: repártalos entre varias rutas de salida, o consiga una dirección estática y use un conector.',
};
