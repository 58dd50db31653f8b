/** Reasons, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const reasons: Sentences = {
  'recipient outside the recipient domains of {{connector}}':
    'destinatario fuera de los dominios de destinatario de {{connector}}',
  'connector {{connector}} requires TLS': 'el conector {{connector}} exige TLS',
  '{{domain}} is added but not verified': '{{domain}} está agregado pero no verificado',
  '{{domain}} is the domain of another organization, whatever Send As says':
    '{{domain}} es el dominio de otra organización, diga lo que diga «Enviar como»',
  'Direct Send in the name of {{domain}}, and rejectDirectSend is on for {{organization}}':
    'Direct Send en nombre de {{domain}}, y rejectDirectSend está activado para {{organization}}',
  "a stranger in the name of {{domain}}, and mail for {{recipient}} goes on to another system with the organization's trust (strangersInOwnName)":
    'un desconocido en nombre de {{domain}}, y el correo para {{recipient}} sigue a otro sistema con la confianza de la organización (strangersInOwnName)',
  "a stranger in the name of this organization, and mail for {{recipient}} goes on to another system with the organization's trust (strangersInOwnName)":
    'un desconocido en nombre de esta organización, y el correo para {{recipient}} sigue a otro sistema con la confianza de la organización (strangersInOwnName)',
  '{{mailbox}} has no Send As for the envelope sender {{sender}}':
    '{{mailbox}} no tiene «Enviar como» para el remitente del sobre {{sender}}',
  '{{mailbox}} has no Send As for the header field {{field}}: {{sender}}':
    '{{mailbox}} no tiene «Enviar como» para el campo de encabezado {{field}}: {{sender}}',
  'From and Sender show more than {{most}} addresses': 'From y Sender muestran más de {{most}} direcciones',
  'more than {{most}} Delivered-To fields': 'más de {{most}} campos Delivered-To',
  'no {{seat}} seat is assigned to {{address}}: {{free}} of {{total}} are free':
    'no hay ninguna licencia ({{seat}}) asignada a {{address}}: {{free}} de {{total}} están libres',
  'an empty envelope sender (<>) belongs to no mailbox':
    'un remitente del sobre vacío (<>) no pertenece a ningún buzón',
  'recipients of different organizations in one message': 'destinatarios de distintas organizaciones en un mensaje',
  '{{recipient}} leads to nobody': '{{recipient}} no lleva a nadie',
  '{{asked}} RCPT commands, twice recipientsPerMessage': '{{asked}} comandos RCPT, el doble de recipientsPerMessage',
  'it has been delivered to {{recipient}} before (Delivered-To)': 'ya se entregó antes a {{recipient}} (Delivered-To)',
  'no verified domain is ours': 'ningún dominio verificado es nuestro',
  'no transaction': 'sin transacción',
  'no recipient was accepted': 'no se aceptó ningún destinatario',
  'a bare LF or CR in the content': 'un LF o CR suelto en el contenido',
  'a NUL byte in the content': 'un byte NUL en el contenido',
  'a line of the header is no field: it could be read in two ways':
    'una línea del encabezado no es un campo: podría leerse de dos maneras',
  'it ends the message with LF . LF, which its profile takes for content':
    'termina el mensaje con LF . LF, que su perfil toma por contenido',
  'wrong name or password: {{login}}': 'nombre o contraseña incorrectos: {{login}}',
  'no credential has this name: {{login}}': 'ninguna credencial tiene este nombre: {{login}}',
  'it signs in by CRAM-MD5, which a hashed password cannot be checked against: {{login}}':
    'inicia sesión por CRAM-MD5, con lo que no se puede comprobar una contraseña con hash: {{login}}',
  'authorization identity of somebody else: {{login}}': 'identidad de autorización de otra persona: {{login}}',
  'the sealed password of {{login}} cannot be read: put the right secret.key back, or reset the credential':
    'no se puede leer la contraseña sellada de {{login}}: restituya el archivo secret.key correcto, o restablezca la credencial',
  '{{login}} waits after failed sign-ins from {{address}}':
    '{{login}} espera tras inicios de sesión fallidos desde {{address}}',
  '{{address}} waits after failed sign-ins of many accounts':
    '{{address}} espera tras inicios de sesión fallidos de muchas cuentas',
  'right password of {{login}}, but {{off}}': 'contraseña correcta de {{login}}, pero {{off}}',
  'too many sign-ins wait for their turn': 'demasiados inicios de sesión esperan su turno',
  'the sign-in is not valid any more': 'el inicio de sesión ya no vale',
  'MAIL without sign-in': 'MAIL sin inicio de sesión',
  'MAIL before TLS': 'MAIL antes de TLS',
  'it {{fault}}; it said: {{said}}': 'el dispositivo {{fault}}; dijo: {{said}}',
  'what came where TLS begins is no handshake that is known here':
    'lo que vino donde empieza TLS no es una negociación conocida aquí',
  '{{who}} is a restricted {{of}}: {{why}}': '{{who}} está restringido ({{of}}): {{why}}',
  'its address is on the block list ({{entry}})': 'su dirección está en la lista de bloqueo ({{entry}})',
  'its author is on the block list ({{entry}})': 'su autor está en la lista de bloqueo ({{entry}})',
  'the recipient is on the block list ({{entry}})': 'el destinatario está en la lista de bloqueo ({{entry}})',
  'its address is listed by {{list}}, as one that sent spam':
    'su dirección está en {{list}}, como una que envió correo no deseado',
  'its address is listed by {{list}}, as a dynamic one that should not send mail by itself':
    'su dirección está en {{list}}, como dinámica que no debería enviar correo por sí misma',
  'it says our own name or address in EHLO': 'dice en EHLO nuestro propio nombre o dirección',
  'no author that everybody reads alike: {{lack}}': 'sin un autor que todos lean igual: {{lack}}',
  'malware: {{signature}}': 'malware: {{signature}}',
  'an attachment of a type that is not taken: {{attachment}}':
    'datos adjuntos de un tipo que no se acepta: {{attachment}}',
  'DMARC of {{domain}} fails, and its policy is {{policy}}': 'DMARC de {{domain}} falla, y su directiva es {{policy}}',
  'DMARC of the own domain {{domain}} fails, and its policy is {{policy}}':
    'DMARC del dominio propio {{domain}} falla, y su directiva es {{policy}}',
  'DNS does not tell whether {{domain}} passes DMARC': 'el DNS no dice si {{domain}} supera DMARC',
  'in the name of the own domain {{domain}}, and neither SPF nor DKIM nor a connector or sign-in shows it':
    'en nombre del dominio propio {{domain}}, y ni SPF ni DKIM ni un conector o inicio de sesión lo demuestra',
  'the spam filter is sure that it is spam ({{score}} points)':
    'el filtro está seguro de que es correo no deseado ({{score}} puntos)',
  'the spam filter takes it for spam ({{score}} points)': 'el filtro lo toma por correo no deseado ({{score}} puntos)',
  'it goes to many, and the spam filter gives it {{score}} points': 'va a muchos, y el filtro le da {{score}} puntos',
  'it could not be looked at for malware: the scanner is {{why}}':
    'no se pudo analizar en busca de malware: el antivirus está {{why}}',
  'it is too large to be scanned': 'demasiado grande para analizar',
  'PROXY header: {{why}}': 'encabezado PROXY: {{why}}',
  'it speaks clear text on the port for TLS from the first byte':
    'habla sin cifrar en el puerto para TLS desde el primer byte',
  'it began no TLS on the port for TLS from the first byte: {{came}}':
    'no empezó TLS en el puerto para TLS desde el primer byte: {{came}}',
  'no TLS was begun: {{came}}': 'no se empezó TLS: {{came}}',
  'clear text came where TLS begins': 'vino texto sin cifrar donde empieza TLS',
  'it does not trust our certificate; {{why}}': 'no confía en nuestro certificado; {{why}}',
  'it could not agree on TLS with us; {{why}}': 'no pudo acordar TLS con nosotros; {{why}}',
  'it {{habit}}; {{why}}': 'el dispositivo {{habit}}; {{why}}',
  'the store is not healthy: {{trouble}}': 'el almacén no está bien: {{trouble}}',
  'the store did not take the message: {{trouble}}': 'el almacén no aceptó el mensaje: {{trouble}}',
  'the store failed while content came in': 'el almacén falló mientras llegaba contenido',
  'too many messages were being checked at once': 'se estaban comprobando demasiados mensajes a la vez',
  'the store did not answer within its deadline': 'el almacén no respondió en su plazo',
  '{{freeBytes}} bytes free (minFreeBytes)': '{{freeBytes}} bytes libres (minFreeBytes)',
  'content without a transaction': 'contenido sin transacción',
  shutdown: 'apagado',
  'timed out in {{in}} ({{waited}})': 'se agotó el tiempo en {{in}} ({{waited}})',
  '{{used}} of {{most}} ({{limit}})': '{{used}} de {{most}} ({{limit}})',
  '{{most}} connections in all (connectionsTotal)': '{{most}} conexiones en total (connectionsTotal)',
  '{{most}} connections of connector {{called}} (connectionsPerConnector)':
    '{{most}} conexiones del conector {{called}} (connectionsPerConnector)',
  '{{most}} connections of this address (connectionsPerAddress)':
    '{{most}} conexiones de esta dirección (connectionsPerAddress)',
  'larger than {{most}} bytes (messageSize)': 'más de {{most}} bytes (messageSize)',
  'declared {{used}} bytes (messageSize)': '{{used}} bytes anunciados (messageSize)',
  'a line over {{most}} bytes (contentLine)': 'una línea de más de {{most}} bytes (contentLine)',
  'header section over {{most}} bytes (headerSection)': 'encabezado de más de {{most}} bytes (headerSection)',
  '{{used}} header fields (headerFields)': '{{used}} campos de encabezado (headerFields)',
  '{{used}} Received fields (receivedHops)': '{{used}} campos Received (receivedHops)',
  'more than {{most}} recipients in one message (recipientsPerMessage)':
    'más de {{most}} destinatarios en un mensaje (recipientsPerMessage)',
  'connector {{called}}: connectorMessagesPerHour {{most}}': 'conector {{called}}: connectorMessagesPerHour {{most}}',
  'connector {{called}}: connectorRecipientsPerHour {{most}}':
    'conector {{called}}: connectorRecipientsPerHour {{most}}',
  'connector {{called}}: connectorRecipientsPerDay {{most}}': 'conector {{called}}: connectorRecipientsPerDay {{most}}',
  '{{called}} has used {{used}} of {{most}} recipients (recipientsPerDay)':
    '{{called}} ha usado {{used}} de {{most}} destinatarios (recipientsPerDay)',
  '{{most}} messages from {{called}} in this hour (directMessagesPerAddressPerHour)':
    '{{most}} mensajes de {{called}} en esta hora (directMessagesPerAddressPerHour)',
  '{{called}} has {{used}} sends in DATA (concurrentSends)':
    '{{called}} tiene {{used}} envíos en DATA (concurrentSends)',
  'no connector for this address ({{address}})': 'no hay conector para esta dirección ({{address}})',
  "no connector for this address ({{address}}) nor for the certificate's names ({{names}})":
    'no hay conector para esta dirección ({{address}}) ni para los nombres del certificado ({{names}})',
  'the client certificate is not trusted ({{distrust}}); add its CA to clientCaFile, or pin its fingerprint in the connector':
    'no se confía en el certificado de cliente ({{distrust}}); agregue su autoridad a clientCaFile, o fije su huella en el conector',
  'several connectors cover this address, and an empty envelope sender (<>) does not say which is meant':
    'varios conectores cubren esta dirección, y un remitente del sobre vacío (<>) no dice cuál se quiere decir',
  'sender domain {{domain}} not ours: several connectors cover this address, and it belongs to none of their organizations':
    'dominio del remitente {{domain}} no es nuestro: varios conectores cubren esta dirección, y no pertenece a ninguna de sus organizaciones',
  'the connector for this address is of type Partner, which takes mail for own domains only':
    'el conector de esta dirección es de tipo Partner, que solo acepta correo para dominios propios',
  "sender domain {{domain}} outside the connector's associated domains":
    'dominio del remitente {{domain}} fuera de los dominios asociados del conector',
  "sender domain {{domain}} outside the connector's sender domains":
    'dominio del remitente {{domain}} fuera de los dominios del remitente del conector',
  'an empty envelope sender (<>) relays only with a certificate whose domain is an accepted domain':
    'un remitente del sobre vacío (<>) solo retransmite con un certificado cuyo dominio es un dominio aceptado',
  "sender domain {{domain}} not ours: it is no accepted domain of the connector's organization":
    'dominio del remitente {{domain}} no es nuestro: no es un dominio aceptado de la organización del conector',
  'the mailbox does not exist any more': 'el buzón ya no existe',
  'the credential {{credential}} is disabled': 'la credencial {{credential}} está desactivada',
  'the mailbox is disabled': 'el buzón está desactivado',
  'SMTP AUTH is off for the organization': 'SMTP AUTH está desactivado para la organización',
  'SMTP AUTH is off for the mailbox': 'SMTP AUTH está desactivado para el buzón',
  'password AUTH is off for the organization':
    'el inicio de sesión con contraseña está desactivado para la organización',
  'password AUTH is off for the mailbox': 'el inicio de sesión con contraseña está desactivado para el buzón',
  'there is no From': 'no hay From',
  'there are several From fields': 'hay varios campos From',
  'From names authors of several domains': 'From nombra autores de varios dominios',
  'From can be read in two ways': 'From puede leerse de dos maneras',
  'the header ends before From': 'el encabezado termina antes de From',
  silent: 'en silencio',
  'not reachable': 'inaccesible',
  'answering nonsense': 'respondiendo disparates',
  'given too much': 'sobrecargado',
  busy: 'ocupado',
  'said something that is no SMTP command': 'dijo algo que no es un comando SMTP',
  'asked for what is not offered here': 'pidió lo que aquí no se ofrece',
  'sent a command out of order, or after one that was refused':
    'envió un comando fuera de turno, o después de uno que se rechazó',
  'did not switch on TLS first': 'no activó antes TLS',
  'announced a message that is too large': 'anunció un mensaje demasiado grande',
  'did not keep to the order in which SMTP speaks': 'no respetó el orden en que habla SMTP',
  'wrote a command in a way that SMTP does not know': 'escribió un comando de una forma que SMTP no conoce',
  ' (connector {{connector}})': ' (conector {{connector}})',
  '; client certificate {{names}} is trusted, and fits no connector, SHA-256 {{fingerprint}}':
    '; se confía en el certificado de cliente {{names}}, y no encaja con ningún conector, SHA-256 {{fingerprint}}',
  '; client certificate {{names}} is not trusted: {{distrust}}, SHA-256 {{fingerprint}}':
    '; no se confía en el certificado de cliente {{names}}: {{distrust}}, SHA-256 {{fingerprint}}',
  '(no name)': '(sin nombre)',
  ', and ': ', y ',
  'it left after EHLO without TLS, most likely because it is set to sign in, and sign-in is offered only under TLS':
    'se fue tras EHLO sin TLS, seguramente porque está configurado para iniciar sesión, y eso solo se ofrece con TLS',
  'it hung up as soon as it had seen our certificate, most likely because it does not trust it':
    'colgó en cuanto vio nuestro certificado, seguramente porque no confía en él',
  'it hung up after the greeting, without a word': 'colgó tras el saludo, sin decir palabra',
  'it connected and never said a word, though it was greeted': 'se conectó y no dijo palabra, aunque se le saludó',
  'it left without EHLO or HELO': 'se fue sin EHLO ni HELO',
  'it left after EHLO without sending: it found a feature missing, or had nothing to send':
    'se fue tras EHLO sin enviar: le faltaba una función, o no tenía nada que enviar',
  'it left after EHLO without signing in or sending: it has no name and password, knows none of the ways to sign in that we offer, or found a size or a feature missing':
    'se fue tras EHLO sin iniciar sesión ni enviar: no tiene nombre ni contraseña, no conoce ninguna de las formas de iniciar sesión que ofrecemos, o le faltaba un tamaño o una función',
  'it left after EHLO under TLS without signing in or sending: it has no name and password, knows none of the ways to sign in that we offer, or found a size or a feature missing':
    'se fue tras EHLO con TLS sin iniciar sesión ni enviar: no tiene nombre ni contraseña, no conoce ninguna de las formas de iniciar sesión que ofrecemos, o le faltaba un tamaño o una función',
  'it signed in and sent nothing: name and password are right, and it only tested them, or it has no sender or recipient':
    'inició sesión y no envió nada: el nombre y la contraseña son correctos, y solo los probó, o no tiene remitente o destinatario',
  'it broke off before the message itself, though its sender was taken':
    'se interrumpió antes del propio mensaje, aunque se aceptó su remitente',
  'it broke off in the middle of the message, which was not taken':
    'se interrumpió en medio del mensaje, que no se aceptó',
  'it came from a listed proxy and sent no PROXY header': 'vino de un proxy de la lista y no envió encabezado PROXY',
};
