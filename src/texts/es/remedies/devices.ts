/** Devices, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const devicesRemedies: Sentences = {
  'If it only tested the connection, all is in order.': 'Si solo probaba la conexión, todo está en orden.',
  ', or switch off its sign-in there: port 25 needs none from an approved address':
    ', o desactive allí su inicio de sesión: el puerto 25 no lo necesita desde una dirección aprobada',
  'switch it on again: {{0}}': 'actívelo de nuevo: {{0}}',
  'its mailbox is no more, so that it needs another sign-in: {{0}}':
    'su buzón ya no existe, así que necesita otra credencial: {{0}}',
  'its credential is disabled: {{0}}': 'su credencial está desactivada: {{0}}',
  'switch sign-in on again for its credential, its mailbox or its organization':
    'active de nuevo el inicio de sesión para su credencial, su buzón o su organización',
  '{{0}}: it may then relay without signing in, from this address alone':
    '{{0}}: entonces puede retransmitir sin iniciar sesión, solo desde esta dirección',
  'switch on TLS (STARTTLS) in the device{{0}}; where it knows no TLS, it needs the profile legacy, under which it may sign in without: {{1}}. {{2}}':
    'active TLS (STARTTLS) en el dispositivo{{0}}; si no conoce TLS, necesita el perfil legacy, con el que puede iniciar sesión sin él: {{1}}. {{2}}',
  'give this server a certificate that the device trusts, for the name by which the device calls it (docs/operate/tls.md); load ours into the device; or switch off its check of certificates':
    'dé a este servidor un certificado en el que confíe el dispositivo, para el nombre con que el dispositivo lo llama (docs/operate/tls.md); cargue el nuestro en el dispositivo; o desactive su comprobación de certificados',
  'If it is a device, look at its port and TLS settings: one that is set to "SSL/TLS" belongs on port 465, one that is set to STARTTLS or to none on 587 or 25. {{0}}':
    'Si es un dispositivo, mire su puerto y su configuración de TLS: el configurado con «SSL/TLS» va en el puerto 465, el configurado con STARTTLS o sin TLS en 587 o 25. {{0}}',
  '{{0}}use port 587 or 25 in the device, or switch on SSL/TLS there':
    '{{0}}use el puerto 587 o 25 en el dispositivo, o active allí SSL/TLS',
  'if it waits for a greeting there, it speaks clear text: ': 'si espera allí un saludo, habla sin cifrar: ',
  'it asked for STARTTLS and did not go on with it: try once more, update its firmware, or switch off TLS in the device':
    'pidió STARTTLS y no siguió con ello: inténtelo otra vez, actualice su firmware, o desactive TLS en el dispositivo',
  'If it is a device, look whether it is set to send mail (SMTP) to this port, and whether something between it and us (a firewall, a mail filter) keeps back what is said.':
    'Si es un dispositivo, vea si está configurado para enviar correo (SMTP) a este puerto, y si algo entre él y nosotros (un cortafuegos, un filtro de correo) retiene lo que se dice.',
  'Look at the transcript for what it wanted. {{0}}': 'Mire en la transcripción qué quería. {{0}}',
  'Choose LOGIN or PLAIN in the device and give it name and password ({{0}}), or switch off its sign-in and let it send to port 25. {{1}}':
    'Elija LOGIN o PLAIN en el dispositivo y déle nombre y contraseña ({{0}}), o desactive su inicio de sesión y deje que envíe al puerto 25. {{1}}',
  'Look at what the device says about it. {{0}}': 'Mire qué dice de ello el dispositivo. {{0}}',
  'Set sender and recipient in the device, and send a page. {{0}}':
    'Configure remitente y destinatario en el dispositivo, y envíe una página. {{0}}',
  'Raise the time limit for sending in the device, scan at a lower resolution, and look whether something between it and us ends the connection; it has to send the message again.':
    'Aumente en el dispositivo el tiempo límite de envío, escanee con menor resolución, y vea si algo entre él y nosotros corta la conexión; tiene que enviar el mensaje de nuevo.',
  'Look at what the device says about it, and whether something between it and us ends the connection; it has to send the message again.':
    'Mire qué dice de ello el dispositivo, y si algo entre él y nosotros corta la conexión; tiene que enviar el mensaje de nuevo.',
  'Switch on the PROXY protocol in the load balancer, or take its address out of proxyFrom; its health checks look the same, and do no harm.':
    'Active el protocolo PROXY en el equilibrador de carga, o quite su dirección de proxyFrom; sus comprobaciones de estado tienen el mismo aspecto y no hacen daño.',
  'it was told: "{{0}}"': 'se le respondió: «{{0}}»',
  'it was told: "{{0}}"; the whole session: {{1}}': 'se le respondió: «{{0}}»; toda la sesión: {{1}}',
  'set a sender address of an own, verified domain in the device ({{0}}), or add that domain':
    'configure en el dispositivo una dirección de remitente de un dominio propio y verificado ({{0}}), o agregue ese dominio',
  'let the device be known: {{0}}; or take Direct Send in your own name from anybody again: {{1}}':
    'dé a conocer el dispositivo: {{0}}; o vuelva a aceptar de cualquiera Direct Send en su propio nombre: {{1}}',
  'let its connector speak for the sender’s domain (--sender-domain and --accepted-domain of {{0}}), or set a sender in the device that it speaks for; {{1}} shows them':
    'deje que su conector hable por el dominio del remitente (--sender-domain y --accepted-domain de {{0}}), o configure en el dispositivo un remitente por el que hable; {{1}} los muestra',
  'let the connector take the recipient’s domain too ({{0}}, with those it has: the option replaces the list), or correct the recipient in the device':
    'deje que el conector acepte también el dominio del destinatario ({{0}}, con los que tiene: la opción reemplaza la lista), o corrija el destinatario en el dispositivo',
  'if it is a device of yours, make its connector one that relays: {{0}}; a partner writes to your own recipients alone':
    'si es un dispositivo suyo, haga que su conector retransmita: {{0}}; un socio solo escribe a los destinatarios de usted',
  'end the circle: a forwarding, a group or a rule of another mail system sends back what it got from here; {{0}} shows the way it took':
    'acabe con el bucle: un reenvío, un grupo o una regla de otro sistema de correo devuelve lo que recibió de aquí; {{0}} muestra el camino que siguió',
  'give the group members, or the forwarding another goal: {{0}} or {{1}} shows where it leads':
    'dé miembros al grupo, u otro destino al reenvío: {{0}} o {{1}} muestra adónde lleva',
  'send a message of its own to the people of each organization, or put them into one organization: {{0}}':
    'envíe un mensaje aparte a las personas de cada organización, o póngalas en una sola organización: {{0}}',
  'update the firmware of the device, or mend the program that sends: it does not keep to SMTP, and {{0}} shows what it said':
    'actualice el firmware del dispositivo, o repare el programa que envía: no respeta SMTP, y {{0}} muestra lo que dijo',
  'set name and password right in the device first ({{0}} has the names); then wait: each failure has doubled the time, up to the limit authDelayLongest, and a new password does not shorten it':
    'ponga primero bien el nombre y la contraseña en el dispositivo ({{0}} tiene los nombres); después espere: cada fallo ha duplicado el tiempo, hasta el límite authDelayLongest, y una contraseña nueva no lo acorta',
  'let the device send again in a minute; if it lasts, somebody guesses passwords: {{0}} shows from where, for the firewall':
    'deje que el dispositivo envíe de nuevo en un minuto; si continúa, alguien adivina contraseñas: {{0}} muestra desde dónde, para el cortafuegos',
  'nothing is to be set right: send it again, or wait until the device does so by itself':
    'no hay nada que corregir: envíelo de nuevo, o espere a que el dispositivo lo haga por sí solo',
  'the password is right; {{0}}': 'la contraseña es correcta; {{0}}',
  'choose LOGIN or PLAIN in the device, or give it one more credential, which allows CRAM-MD5: {{0}}':
    'elija LOGIN o PLAIN en el dispositivo, o déle una credencial más, que permita CRAM-MD5: {{0}}',
  'choose LOGIN or PLAIN in the device, with TLS, and give it name and password: {{0}}':
    'elija LOGIN o PLAIN en el dispositivo, con TLS, y déle nombre y contraseña: {{0}}',
  'type the name in the device as {{0}} has it, or make it: {{1}}':
    'escriba el nombre en el dispositivo como lo tiene {{0}}, o créelo: {{1}}',
  'type the password again in the device; for a new one: {{0}}':
    'escriba de nuevo la contraseña en el dispositivo; para una nueva: {{0}}',
  'type the password again in the device; for a new one: {{0}}, as {{1}} has them':
    'escriba de nuevo la contraseña en el dispositivo; para una nueva: {{0}}, como los tiene {{1}}',
  'switch on {{0}}sign-in in the device, with name and password ({{1}}); or let it send to port 25, where it needs no sign-in once its address is approved: {{2}}':
    'active {{0}}el inicio de sesión en el dispositivo, con nombre y contraseña ({{1}}); o deje que envíe al puerto 25, donde no necesita iniciar sesión una vez aprobada su dirección: {{2}}',
  'TLS (STARTTLS) and ': 'TLS (STARTTLS) y ',
  'switch on TLS (STARTTLS) in the device; where it knows no TLS, its connector has to take clear text: {{0}}':
    'active TLS (STARTTLS) en el dispositivo; si no conoce TLS, su conector tiene que aceptar texto sin cifrar: {{0}}',
  'its credential or its mailbox was changed, switched off or removed while it was connected: look at {{0}}; with the right name and password it gets through again':
    'su credencial o su buzón se cambió, se desactivó o se quitó mientras estaba conectado: mire {{0}}; con el nombre y la contraseña correctos vuelve a pasar',
  'set the mailbox it signs in to as sender in the device, or allow the other: {{0}}':
    'configure como remitente en el dispositivo el buzón con el que inicia sesión, o permita el otro: {{0}}',
  'correct the recipient in the device, or add the mailbox':
    'corrija el destinatario en el dispositivo, o agregue el buzón',
  '{{0}}, it needs the profile {{1}}: {{2}}': '{{0}}, necesita el perfil {{1}}: {{2}}',
  'update its firmware or switch on a newer TLS; where there is none':
    'actualice su firmware o active un TLS más reciente; si no lo hay',
  'set it right in the device; where its settings do not let you':
    'póngalo bien en el dispositivo; si su configuración no lo permite',
  'switch on TLS 1.2 in it; if it has that, it may not trust our certificate (docs/operate/tls.md); if not':
    'active en él TLS 1.2; si lo tiene, quizá no confía en nuestro certificado (docs/operate/tls.md); si no',
};
