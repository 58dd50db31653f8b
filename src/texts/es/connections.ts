/** Connections to next hops, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const connections: Sentences = {
  'it spoke before the end of the content': 'habló antes del final del contenido',
  'the content was not taken within {{0}} min': 'el contenido no se aceptó en {{0}} min',
  'connected to {{0}}': 'conectado a {{0}}',
  '{{0}} has sessions with us that it does not answer': '{{0}} tiene con nosotros sesiones a las que no responde',
  'no connection within {{0}} s': 'sin conexión en {{0}} s',
  'connection refused: nothing listens there': 'conexión rechazada: nada escucha ahí',
  'connection timed out': 'se agotó el tiempo de la conexión',
  'no network route to it': 'no hay ruta de red hasta él',
  'connection reset': 'conexión restablecida',
  'the source address set for outbound mail is not on this machine':
    'la dirección de origen establecida para el correo saliente no está en este equipo',
  'there is no such socket': 'no existe ese socket',
  'no permission to connect': 'sin permiso para conectar',
  '{{0}} greets with our own name {{1}}: it is this server itself, or one that is called the same':
    '{{0}} saluda con nuestro propio nombre {{1}}: es este mismo servidor, o uno que se llama igual',
  'our client certificate is not taken ({{0}})': 'nuestro certificado de cliente no se acepta ({{0}})',
  'our client certificate seems not to be taken ({{0}})': 'nuestro certificado de cliente parece no aceptarse ({{0}})',
  '{{0}}; trying again in clear text, which opportunistic TLS allows':
    '{{0}}; se intenta de nuevo en texto claro, lo que permite el TLS oportunista',
  'STARTTLS was refused ({{0}}); going on in clear text': 'STARTTLS fue rechazado ({{0}}); se sigue en texto claro',
  'STARTTLS is not offered; going on in clear text': 'no se ofrece STARTTLS; se sigue en texto claro',
  'STARTTLS is not offered': 'no se ofrece STARTTLS',
  'TLS is required, but the next hop does not offer STARTTLS':
    'se exige TLS, pero el servidor siguiente no ofrece STARTTLS',
  'a client certificate is to be shown, but the next hop does not offer STARTTLS':
    'hay que mostrar un certificado de cliente, pero el servidor siguiente no ofrece STARTTLS',
  'TLS could not be started: {{0}}': 'no se pudo iniciar TLS: {{0}}',
  'none at all': 'ninguno',
  '{{0}} offers no sign-in we can use with a token ({{1}}): remove the sign-in from the connector, or use another port':
    '{{0}} no ofrece ningún inicio de sesión utilizable con un token ({{1}}): quite el inicio de sesión del conector, o use otro puerto',
  '{{0}} offers no sign-in we know ({{1}}): remove name and password from the connector, or use another port':
    '{{0}} no ofrece ningún inicio de sesión que conozcamos ({{1}}): quite nombre y contraseña del conector, o use otro puerto',
  'the sign-in of connector {{0}} failed: {{1}}': 'el inicio de sesión del conector {{0}} falló: {{1}}',
  'the password is not sent in clear text, and the next hop gave no TLS':
    'la contraseña no se envía en texto claro, y el servidor siguiente no dio TLS',
  'the password is not sent to a host whose certificate does not verify':
    'la contraseña no se envía a un host cuyo certificado no se puede verificar',
  'TLS handshake failed: the peer closed the connection':
    'Falló el protocolo de enlace TLS: el otro lado cerró la conexión',
  'TLS handshake took too long': 'el protocolo de enlace TLS tardó demasiado',
  'DANE: {{0}}': 'DANE: {{0}}',
  'the certificate does not verify for {{0}}: {{1}}': 'el certificado no se puede verificar para {{0}}: {{1}}',
  'TLS handshake failed: {{0}}': 'Falló el protocolo de enlace TLS: {{0}}',
  'it speaks only TLS 1.0 or 1.1': 'solo habla TLS 1.0 o 1.1',
  'it knows only keys or signatures that are not taken any more': 'solo conoce claves o firmas que ya no se aceptan',
  'our client certificate could not be used ({{0}}): put a PEM chain and its key at {{1}} and {{2}}, readable by Doorpost':
    'no se pudo usar nuestro certificado de cliente ({{0}}): ponga una cadena PEM y su clave en {{1}} y {{2}}, legibles para Doorpost',
  '{{0}}: unexpected answer at {{1}} ({{2}})': '{{0}}: respuesta inesperada en {{1}} ({{2}})',
  '{{0}} (at {{1}})': '{{0}} (en {{1}})',
  'it shows no certificate': 'no muestra certificado',
  'its certificate is not one that its TLSA records name':
    'su certificado no es uno de los que nombran sus registros TLSA',
  'its certificate has expired or is not valid yet': 'su certificado ha expirado o aún no es válido',
  'its certificate is for another name than {{0}}': 'su certificado es para otro nombre que {{0}}',
  'one could not be fetched ({{0}})': 'no se pudo obtener una directiva ({{0}})',
  '{{0}}, for {{1}}; fetched {{2}}, id {{3}}': '{{0}}, para {{1}}; obtenida {{2}}, id. {{3}}',
  '{{0}}; a later {{1}}': '{{0}}; más tarde: {{1}}',
  'DNS failed for {{0}}, which says how mail for {{1}} is to be protected: {{2}}':
    'DNS falló para {{0}}, que dice cómo hay que proteger el correo de {{1}}: {{2}}',
  'no mail host of {{0}} ({{1}}) is one that its MTA-STS policy names ({{2}})':
    'ningún servidor de correo de {{0}} ({{1}}) es de los que nombra su directiva MTA-STS ({{2}})',
  'local error; it is in the log': 'error local; está en el registro',
  'the connector has no delegated sign-in with a device endpoint':
    'el conector no tiene un inicio de sesión delegado con punto de conexión de dispositivo',
  'the sign-in was declined at the provider': 'el inicio de sesión se rechazó en el proveedor',
  'the provider gave no refresh token: the scope has to hold offline_access (Microsoft) or the application has to ask for offline access':
    'el proveedor no dio token de actualización: el ámbito debe contener offline_access (Microsoft), o la aplicación debe pedir acceso sin conexión',
  'nobody typed the code in time: start again': 'nadie escribió el código a tiempo: empiece de nuevo',
  'the connector was changed meanwhile: sign in again': 'entretanto se cambió el conector: inicie sesión de nuevo',
  'another refresh token was set meanwhile and stays: sign in again if this account is to be used':
    'entretanto se estableció otro token de actualización y se queda: inicie sesión de nuevo si debe usarse esta cuenta',
  'the provider granted it, but a question for a token that was under way did not end in time: sign in again':
    'el proveedor lo concedió, pero una petición de token en curso no terminó a tiempo: inicie sesión de nuevo',
  'the provider granted it, but the refresh token could not be sealed; the reason is in the log: sign in again':
    'el proveedor lo concedió, pero el token de actualización no se pudo sellar; el motivo está en el registro: inicie sesión de nuevo',
  'got a token, valid until {{0}}': 'obtuvo un token, válido hasta {{0}}',
  'has a token, valid until {{0}}': 'tiene un token, válido hasta {{0}}',
  'no answer within {{0}} s': 'sin respuesta en {{0}} s',
  'what answers there does not speak HTTP: {{0}}': 'lo que responde ahí no habla HTTP: {{0}}',
  'the request broke off': 'la petición se interrumpió',
  'its certificate is not trusted: a proxy that looks into TLS, or the wrong host':
    'su certificado no es de confianza: un proxy que mira dentro de TLS, o el host equivocado',
  'its name leads to an address that is not public: let a Global administrator look at the connector and allow it with --public-hosts-only off':
    'su nombre lleva a una dirección que no es pública: haga que un administrador global mire el conector y lo permita con --public-hosts-only off',
  'the connection broke off': 'la conexión se interrumpió',
  'no connection in time': 'sin conexión a tiempo',
  'no answer in time': 'sin respuesta a tiempo',
  'the answer did not end in time': 'la respuesta no terminó a tiempo',
  'its name is not known in DNS': 'su nombre no se conoce en DNS',
  'DNS did not answer for its name': 'DNS no respondió por su nombre',
  'its certificate has expired': 'su certificado ha expirado',
  'its certificate is for another name': 'su certificado es para otro nombre',
  'the answer is none of a token endpoint': 'la respuesta no es la de un punto de conexión de token',
  '{{0}} (HTTP {{1}})': '{{0}} (HTTP {{1}})',
  'the answer is larger than {{0}} bytes': 'la respuesta supera {{0}} bytes',
  'the certificate file holds no PEM certificate': 'el archivo de certificado no contiene un certificado PEM',
  'the key file holds no PEM private key (without a passphrase)':
    'el archivo de clave no contiene una clave privada PEM (sin frase de contraseña)',
  'the key is no RSA key, which the token endpoint wants':
    'la clave no es RSA, que es la que quiere el punto de conexión de token',
  'the key is not the key of the certificate': 'la clave no es la del certificado',
  'the certificate has expired on {{0}}': 'el certificado expiró el {{0}}',
  'the client secret is wrong': 'el secreto de cliente es incorrecto',
  'the client secret has expired': 'el secreto de cliente ha expirado',
  'the application is disabled': 'la aplicación está deshabilitada',
  'the tenant knows no application with this client id':
    'el inquilino no conoce ninguna aplicación con este id. de cliente',
  'there is no such tenant': 'no existe ese inquilino',
  'the tenant is no tenant id or domain': 'el inquilino no es un id. de inquilino ni un dominio',
  'the certificate is not one the application has': 'el certificado no es uno de los de la aplicación',
  'the assertion is too old or too young': 'la aserción es demasiado antigua o demasiado reciente',
  'the application wants a secret, and none is sent': 'la aplicación quiere un secreto, y no se envía ninguno',
  'the sign-in has expired, because it was not used for 90 days':
    'el inicio de sesión ha expirado, porque no se usó durante 90 días',
  'the sign-in has expired': 'el inicio de sesión ha expirado',
  'the sign-in has expired by a rule of the tenant (sign-in frequency)':
    'el inicio de sesión ha expirado por una regla del inquilino (frecuencia de inicio de sesión)',
  'the sign-in was revoked, as by a changed password':
    'el inicio de sesión fue revocado, como al cambiar la contraseña',
  "the account's user is disabled": 'el usuario de la cuenta está deshabilitado',
  'the tenant wants a second factor': 'el inquilino quiere un segundo factor',
  'a Conditional Access policy forbids the sign-in': 'una directiva de acceso condicional prohíbe el inicio de sesión',
  'nobody has consented to what the application asks for':
    'nadie ha dado su consentimiento a lo que pide la aplicación',
  'the scope names a service that the tenant does not know': 'el ámbito nombra un servicio que el inquilino no conoce',
  'the scope is wrong': 'el ámbito es incorrecto',
  'client id or secret is wrong': 'el id. de cliente o el secreto es incorrecto',
  'the sign-in has expired or was revoked': 'el inicio de sesión ha expirado o fue revocado',
  'the grant is not accepted': 'la concesión no se acepta',
  'the application may not sign in in this way': 'la aplicación no puede iniciar sesión de esta manera',
  'the provider wants to see the person again': 'el proveedor quiere ver de nuevo a la persona',
  'consent is missing': 'falta el consentimiento',
  'the token endpoint refuses the request': 'el punto de conexión de token rechaza la petición',
  'no token for connector {{0}}': 'ningún token para el conector {{0}}',
  '{{0}} from {{1}}: {{2}} ({{3}})': '{{0}} de {{1}}: {{2}} ({{3}})',
  '{{0}} now: {{1}} is throttling us (HTTP {{2}}); it is tried again':
    '{{0}}: {{1}} nos frena ahora (HTTP {{2}}); se intenta de nuevo',
  '{{0}} now: {{1}} is in trouble (HTTP {{2}}); it is tried again':
    '{{0}}: {{1}} tiene problemas ahora (HTTP {{2}}); se intenta de nuevo',
  '{{0}}: {{1}} is not reached ({{2}}); check DNS, firewall and proxy of this machine for HTTPS':
    '{{0}}: no se llega a {{1}} ({{2}}); compruebe DNS, firewall y proxy de este equipo para HTTPS',
  'nobody has signed in for connector {{0}} yet': 'nadie ha iniciado sesión aún para el conector {{0}}',
  'the client secret of connector {{0}} is missing': 'falta el secreto de cliente del conector {{0}}',
  'the secret of connector {{0}} does not open with secret.key: set it again, or put the right key file back and restart':
    'el secreto del conector {{0}} no se abre con secret.key: establézcalo de nuevo, o vuelva a poner el archivo de clave correcto y reinicie',
  'no token for connector {{0}} now: another question for one has not ended; it is tried again':
    'ningún token para el conector {{0}} ahora: otra petición no ha terminado; se intenta de nuevo',
  'the secret of connector {{0}} could not be read; the reason is in the log':
    'no se pudo leer el secreto del conector {{0}}; el motivo está en el registro',
  'given up while waiting for a token': 'abandonado mientras se esperaba un token',
  'its address is not public ({{0}})': 'su dirección no es pública ({{0}})',
  '{{0}} is no usable address': '{{0}} no es una dirección utilizable',
  '{{0}} port {{1}}': '{{0}} puerto {{1}}',
  'the smart host {{0}} has no address in DNS: correct the connector':
    'el host inteligente {{0}} no tiene dirección en DNS: corrija el conector',
  'the smart host {{0}} cannot be used: {{1}}': 'el host inteligente {{0}} no se puede usar: {{1}}',
  'the smart host {{0}} is this server itself: mail would go in a circle':
    'el host inteligente {{0}} es este mismo servidor: el correo daría vueltas en círculo',
  '{{0}} leads to an address that is not public, and who named it may not send there':
    '{{0}} lleva a una dirección que no es pública, y quien lo nombró no puede enviar allí',
  '{{0}} ({{1}}) port {{2}}': '{{0}} ({{1}}) puerto {{2}}',
  'DNS failed for {{0}}: {{1}}': 'DNS falló para {{0}}: {{1}}',
  'the domain {{0}} does not exist': 'el dominio {{0}} no existe',
  'the domain {{0}} accepts no mail (null MX)': 'el dominio {{0}} no acepta correo (MX nulo)',
  'mail for {{0}} loops back to this server: its MX names us, but the domain is not accepted here':
    'el correo para {{0}} vuelve a este servidor: su MX nos nombra, pero el dominio no se acepta aquí',
  '{{0}}, a mail host of {{1}}': '{{0}}, un servidor de correo de {{1}}',
  'mail for {{0}} loops back to this server: its mail host has an address of ours':
    'el correo para {{0}} vuelve a este servidor: su servidor de correo tiene una dirección nuestra',
  'the mail hosts of {{0}} have no address in DNS': 'los servidores de correo de {{0}} no tienen dirección en DNS',
  'mail for {{0}} cannot be sent: {{1}}': 'no se puede enviar correo para {{0}}: {{1}}',
  'no answer within the time of a test ({{0}})': 'sin respuesta en el tiempo de una prueba ({{0}})',
  'the connector has no next hop': 'el conector no tiene servidor siguiente',
  'the recipient is no address': 'el destinatario no es una dirección',
  'the sender is no address': 'el remitente no es una dirección',
  'Maildir {{0}}': 'Maildir {{0}}',
  'LMTP {{0}}:{{1}}': 'LMTP {{0}}:{{1}}',
  'LMTP {{0}}': 'LMTP {{0}}',
  'its mail is elsewhere': 'su correo está en otra parte',
  'mailbox {{0}} here ({{1}})': 'buzón {{0}} aquí ({{1}})',
  'mailbox {{0}} here ({{1}}), and forwarded': 'buzón {{0}} aquí ({{1}}), y reenviado',
  'mailbox {{0}}: forwarded': 'buzón {{0}}: reenviado',
  'the forwarding leads only to itself': 'el reenvío solo lleva a sí mismo',
  'shows {{0}}': 'muestra {{0}}',
  'as {{0}} with a password': 'como {{0}} con una contraseña',
  'as {{0}} with a token of its application (client credentials)':
    'como {{0}} con un token de su aplicación (credenciales de cliente)',
  'as {{0}} with a token of the person who signed in': 'como {{0}} con un token de la persona que inició sesión',
  'any number of messages': 'cualquier número de mensajes',
  'any number of recipients': 'cualquier número de destinatarios',
  '{{0}} a minute, {{1}} at once, {{2}} in 24 hours': '{{0}} por minuto, {{1}} a la vez, {{2}} en 24 horas',
  'any number': 'cualquier número',
  'it would go out as {{0}}; {{1}}': 'saldría como {{0}}; {{1}}',
  'and {{0}} more, should these not answer': 'y {{0}} más, si estos no responden',
  '{{0}} ({{1}} of {{2}})': '{{0}} ({{1}} de {{2}})',
  ', whoever it is': ', sea quien sea',
  ', its certificate checked': ', con su certificado comprobado',
  ', its certificate checked for {{0}}': ', con su certificado comprobado para {{0}}',
  'none: in clear text': 'ninguno: en texto claro',
  'if the next hop offers it, whoever it is; else in clear text':
    'si el servidor siguiente lo ofrece, sea quien sea; si no, en texto claro',
  'required (STARTTLS){{0}}': 'exigido (STARTTLS){{0}}',
  'from the first byte{{0}}': 'desde el primer byte{{0}}',
  'connected to {{0}} [{{1}}]:{{2}}': 'conectado a {{0}} [{{1}}]:{{2}}',
  'TLS 1.3 only': 'solo TLS 1.3',
  'TLS 1.3 and TLS 1.2': 'TLS 1.3 y TLS 1.2',
  'it has no address': 'no tiene dirección',
  '{{0}}, issued by {{1}}, valid until {{2}}': '{{0}}, emitido por {{1}}, válido hasta {{2}}',
  '{{0}}, for {{1}}, issued by {{2}}, valid until {{3}}': '{{0}}, para {{1}}, emitido por {{2}}, válido hasta {{3}}',
  'it has too many or too large MIME parts': 'tiene demasiadas partes MIME, o demasiado grandes',
  'it is signed, and converting it would break the signature': 'está firmado, y convertirlo rompería la firma',
  'its header has 8-bit characters where none may be, and they cannot be encoded':
    'su encabezado tiene caracteres de 8 bits donde no puede haberlos, y no se pueden codificar',
  'it has 8-bit bytes outside of its MIME parts': 'tiene bytes de 8 bits fuera de sus partes MIME',
  'it holds another message with 8-bit content': 'contiene otro mensaje con contenido de 8 bits',
  'a part is 8-bit but says it is encoded': 'una parte es de 8 bits pero dice que está codificada',
  'raw 8-bit characters of the header field {{0}} became question marks':
    'unos caracteres de 8 bits sin codificar del campo de encabezado {{0}} pasaron a ser signos de interrogación',
  'the header is too large to be changed': 'el encabezado es demasiado grande para cambiarlo',
  'envelope sender {{0}} became {{1}}': 'el remitente del sobre {{0}} pasó a ser {{1}}',
  'it takes too much memory to be converted': 'convertirlo requiere demasiada memoria',
  'all places for deliveries of this kind were taken': 'todos los lugares para entregas de este tipo estaban ocupados',
  '{{0}} was removed or switched off meanwhile': '{{0}} se quitó o desactivó entretanto',
  '{{0}}. Cure: {{1}}': '{{0}}. Solución: {{1}}',
  '{{0}} said: {{1}}': '{{0}} dijo: {{1}}',
  'empty its Sent Items and Deleted Items, or give it an archive or a larger plan':
    'vacíe sus Elementos enviados y Elementos eliminados, o dele un archivo o un plan mayor',
  'the token is not one for Graph: its scope should be https://graph.microsoft.com/.default (or that of your cloud)':
    'el token no es para Graph: su ámbito debería ser https://graph.microsoft.com/.default (o el de su nube)',
  'that is no answer of Graph: check the endpoint of the upstream, and whether a proxy or a captive portal answers in its place':
    'eso no es una respuesta de Graph: compruebe el punto de conexión de la ruta de salida, y si un proxy o un portal cautivo responde en su lugar',
  'let an administrator of the tenant grant consent (Enterprise applications, Permissions)':
    'haga que un administrador del inquilino dé el consentimiento (Aplicaciones empresariales, Permisos)',
  'enable it: Enterprise applications, Properties, Enabled for users to sign in':
    'habilítela: Aplicaciones empresariales, Propiedades, «¿Habilitado para que los usuarios inicien sesión?»',
  'upload the certificate (not its key) at App registrations, Certificates & secrets':
    'cargue el certificado (no su clave) en Registros de aplicaciones, Certificados y secretos',
  'set the clock of this machine right (NTP)': 'ponga en hora el reloj de este equipo (NTP)',
  'enable the user, or use another account': 'habilite el usuario, o use otra cuenta',
  'exclude this account or application from the policy, or allow this network (Entra, Conditional Access)':
    'excluya esta cuenta o aplicación de la directiva, o permita esta red (Entra, Acceso condicional)',
  '{{0}} already has {{1}} with us': '{{0}} ya tiene {{1}} con nosotros',
  'check that {{0}} is the mailbox the application may send as (at Microsoft: SMTP.SendAsApp or SMTP.Send consented, the service principal registered with the object id of the Enterprise application, SMTP AUTH on for the mailbox), and that its scope is the one for SMTP; docs/operate/upstreams.md has the list':
    'compruebe que {{0}} es el buzón como el que la aplicación puede enviar (en Microsoft: consentimiento a SMTP.SendAsApp o SMTP.Send, la entidad de servicio registrada con el id. de objeto de la aplicación empresarial, SMTP AUTH activado para el buzón), y que su ámbito es el de SMTP; docs/operate/upstreams.md tiene la lista',
  'it refuses the request itself: check the endpoint of the upstream (https://graph.microsoft.com/v1.0, or that of your cloud) and its user':
    'rechaza la propia petición: compruebe el punto de conexión de la ruta de salida (https://graph.microsoft.com/v1.0, o el de su nube) y su usuario',
  'there is no mailbox {{0}} that Graph reaches: check the user of the upstream, its Exchange Online licence, and that the mailbox is not on premises':
    'no hay ningún buzón {{0}} al que llegue Graph: compruebe el usuario de la ruta de salida, su licencia de Exchange Online, y que el buzón no sea local',
  '{{0}} is blocked from sending: release it in the Microsoft Defender portal (Restricted entities), and find out what it sent':
    '{{0}} tiene bloqueado el envío: libérelo en el portal de Microsoft Defender (Entidades restringidas), y averigüe qué envió',
  'the application may not send as {{0}}: grant it the application permission Mail.Send (and Mail.ReadWrite for messages over 3 MiB) with admin consent, and look whether an application access policy leaves this mailbox out':
    'la aplicación no puede enviar como {{0}}: concédale el permiso de aplicación Mail.Send (y Mail.ReadWrite para mensajes de más de 3 MiB) con consentimiento del administrador, y mire si una directiva de acceso de aplicación deja fuera este buzón',
  'Check that {{0}} is the one that was registered there, is in time, and has its chain in it':
    'Compruebe que {{0}} es el que se registró allí, está vigente y contiene su cadena',
  'It takes the connection and says nothing: a firewall between, the wrong port (465 wants --tls wrapped), or a host under too much load':
    'Acepta la conexión y no dice nada: un firewall de por medio, el puerto equivocado (465 quiere --tls wrapped), o un host con demasiada carga',
  'The connection works, but this message was not taken: check sender, recipient and the rights of the sign-in':
    'La conexión funciona, pero este mensaje no se aceptó: compruebe remitente, destinatario y derechos del inicio de sesión',
  'add a smart host': 'agregue un host inteligente',
  'Check host and port of the connector, the firewall between, and whether the provider blocks the port':
    'Compruebe host y puerto del conector, el firewall de por medio, y si el proveedor bloquea el puerto',
  'The host answers but does not want us: its administrator can see why':
    'El host responde pero no nos quiere: su administrador puede ver por qué',
  'The host refused our name: check the setting hostName':
    'El host rechazó nuestro nombre: compruebe el ajuste hostName',
  'docs/operate/upstream-trouble.md lists what the provider says and what to do':
    'docs/operate/upstream-trouble.md enumera lo que dice el proveedor y qué hacer',
  'See docs/operate/upstream-trouble.md': 'Vea docs/operate/upstream-trouble.md',
  'Check name and password of the connector, and whether the provider wants an app password; docs/operate/upstream-trouble.md lists what providers say':
    'Compruebe nombre y contraseña del conector, y si el proveedor quiere una contraseña de aplicación; docs/operate/upstream-trouble.md enumera lo que dicen los proveedores',
};
