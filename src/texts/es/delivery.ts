/** Attempts of delivery, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const delivery: Sentences = {
  'its quarantine': 'su cuarentena',
  'the group': 'el grupo',
  quarantine: 'cuarentena',
  'group {{0}}': 'grupo {{0}}',
  'mail for outside has no upstream: none is there that would take it, or it is switched off':
    'el correo al exterior no tiene ruta de salida: no hay ninguna que lo tome, o está desactivada',
  'mail for outside has no upstream in {{0}}: none is there that would take it, or it is switched off':
    'el correo al exterior no tiene ruta de salida en {{0}}: no hay ninguna que lo tome, o está desactivada',
  'the outbound connector': 'el conector de salida',
  '{{0}} is in trouble: {{1}}': '{{0}} tiene problemas: {{1}}',
  'by {{0}}, the failover, because {{1}}': 'por {{0}}, el sustituto, porque {{1}}',
  '{{0}}; and by {{1}}: {{2}}': '{{0}}; y por {{1}}: {{2}}',
  '{{0}} may take {{1}} in 24 hours, and has; {{2}}': '{{0}} puede aceptar {{1}} en 24 horas, y ya lo ha hecho; {{2}}',
  '{{0}} has asked to be left alone for a while': '{{0}} ha pedido que se le deje en paz un rato',
  '{{0}} takes {{1}} a minute, and others go before': '{{0}} acepta {{1}} por minuto, y otros van antes',
  '{{0}}; what helps: {{1}}': '{{0}}; lo que ayuda: {{1}}',
  'the token is good, so its rights are not': 'el token es bueno, así que lo que falla son sus derechos',
  '{{0}} is forwarded to more than {{1}} addresses: use groups':
    '{{0}} se reenvía a más de {{1}} direcciones: use grupos',
  'the forwarding of {{0}} leads only to itself: correct it': 'el reenvío de {{0}} solo lleva a sí mismo: corríjalo',
  'the mailbox': 'el buzón',
  'the path of mailbox {{0}} is not usable': 'la ruta del buzón {{0}} no se puede usar',
  'its header is larger than {{0}} bytes': 'su encabezado supera {{0}} bytes',
  'it has more than {{0}} Delivered-To fields': 'tiene más de {{0}} campos Delivered-To',
  'the message has been in {{0}} before (Delivered-To)': 'el mensaje ya estuvo en {{0}} (Delivered-To)',
  'mailbox {{0}} is not kept here': 'el buzón {{0}} no se guarda aquí',
  '{{0}}: let a Global administrator set another place (mailbox set --maildir)':
    '{{0}}: haga que un administrador global ponga otro lugar (mailbox set --maildir)',
  'no space left for the mailbox': 'no queda espacio para el buzón',
  'the mailbox could not be written ({{0}})': 'no se pudo escribir en el buzón ({{0}})',
  'the delivery into the mailbox was given up': 'se abandonó la entrega en el buzón',
  "the Maildir {{0}} is another organization's": 'el Maildir {{0}} es de otra organización',
  'mailbox {{0}} is not a Maildir of this server': 'el buzón {{0}} no es un Maildir de este servidor',
  'To and Cc named others than the recipients of this delivery: Graph would have sent to them too, so they stand in X-Original-To and X-Original-Cc':
    'To y Cc nombraban a otros que los destinatarios de esta entrega: Graph les habría enviado también, así que están en X-Original-To y X-Original-Cc',
  '{{0}} was left out: every recipient would see who else got it':
    '{{0}} se omitió: cada destinatario vería quién más lo recibió',
  '{{0}} were left out: every recipient would see who else got it':
    '{{0}} se omitieron: cada destinatario vería quién más lo recibió',
  '{{0}}; whether Graph sent the message is not known, so it may arrive twice':
    '{{0}}; no se sabe si Graph envió el mensaje, así que puede llegar dos veces',
  '{{0}} answered at {{1}} with {{2}}': '{{0}} respondió en {{1}} con {{2}}',
  'local error in delivery; it is in the log': 'error local de entrega; está en el registro',
  '{{0}}; which recipient is meant is found out by the next attempt':
    '{{0}}; el próximo intento averiguará qué destinatario es',
  'the message cannot be built anew for Graph: {{0}}': 'el mensaje no se puede rehacer para Graph: {{0}}',
  'a draft without id': 'un borrador sin id.',
  '{{0}}; whether its draft was deleted is not known': '{{0}}; no se sabe si se eliminó su borrador',
  'queued for sending by Microsoft Graph (draft with upload)':
    'puesto en cola para enviar por Microsoft Graph (borrador con carga)',
  'no answer': 'sin respuesta',
  'queued for sending by Microsoft Graph (the answer was lost, but the draft is no draft any more)':
    'puesto en cola para enviar por Microsoft Graph (la respuesta se perdió, pero el borrador ya no lo es)',
  '{{0}}; the draft was still there, and was taken back': '{{0}}; el borrador seguía ahí, y se retiró',
  'something that is no attachment': 'algo que no es un dato adjunto',
  'accepted for {{0}}: {{1}}': 'aceptado para {{0}}: {{1}}',
  'Microsoft Graph cannot be asked for that': 'eso no se le puede pedir a Microsoft Graph',
  'Microsoft Graph at {{0}}': 'Microsoft Graph en {{0}}',
  'no answer within {{0}} min': 'sin respuesta en {{0}} min',
  'given up': 'abandonado',
  '{{0}}: given up': '{{0}}: abandonado',
  '{{0}}. Several messages were refused so, and none was taken meanwhile':
    '{{0}}. Varios mensajes se rechazaron así, y entretanto no se aceptó ninguno',
  '{{0}}; before that, sendMail answered 200, which is no yes': '{{0}}; antes, sendMail respondió 200, que no es un sí',
  '{{0}} said at {{1}}: {{2}}': '{{0}} dijo en {{1}}: {{2}}',
  '{{0}}. The mailbox takes no message of this size': '{{0}}. El buzón no acepta ningún mensaje de este tamaño',
  '{{0}}. The mailbox {{1}} is full, and nothing can be sent from it':
    '{{0}}. El buzón {{1}} está lleno, y no se puede enviar nada desde él',
  '. The account has sent all it may for now': '. La cuenta ha enviado por ahora todo lo que puede',
  "{{0}}. The sender's address is not {{1}}: rewrite From at this upstream (--rewrite-from {{2}}), or give {{3}} the Send As right":
    '{{0}}. La dirección del remitente no es {{1}}: reescriba From en esta ruta de salida (--rewrite-from {{2}}), o dé a {{3}} el derecho «Enviar como»',
  ', which is a draft of a moment ago': ', que es un borrador de hace un momento',
  'the content changed while it was read': 'el contenido cambió mientras se leía',
  'no uploadUrl': 'ningún uploadUrl',
  'an uploadUrl that is not https': 'un uploadUrl que no es https',
  'HTTP {{0}}: the session is over': 'HTTP {{0}}: la sesión ha terminado',
  'HTTP {{0}} that does not say what has arrived of the attachment':
    'HTTP {{0}}, que no dice qué ha llegado del dato adjunto',
  'the wish to go on at byte {{0}} of {{1}}, when it had {{2}}-{{3}}':
    'el deseo de seguir en el byte {{0}} de {{1}}, cuando tenía {{2}}-{{3}}',
  'the same bytes wanted again and again': 'el deseo de los mismos bytes una y otra vez',
  'evaluation mode keeps it here: nothing leaves this machine':
    'el modo de evaluación lo guarda aquí: nada sale de este equipo',
  'the captured mail could not be written: {{0}}': 'no se pudo escribir el correo capturado: {{0}}',
  'the password of connector {{0}} is missing: set it again':
    'falta la contraseña del conector {{0}}: establézcala de nuevo',
  'the password of connector {{0}} does not open with secret.key: set it again, or put the right key file back and restart':
    'la contraseña del conector {{0}} no se abre con secret.key: establézcala de nuevo, o vuelva a poner el archivo de clave correcto y reinicie',
  'a warning: what the domain demands of TLS (DANE, MTA-STS) was passed over, because the header says TLS-Required: no':
    'una advertencia: se pasó por alto lo que el dominio exige de TLS (DANE, MTA-STS), porque el encabezado dice TLS-Required: no',
  '{{0}} does not offer REQUIRETLS': '{{0}} no ofrece REQUIRETLS',
  'it is not certain that {{0}} is the right mail host (no DANE, no MTA-STS that is enforced)':
    'no es seguro que {{0}} sea el servidor de correo correcto (sin DANE, sin MTA-STS impuesto)',
  'the sender asked for TLS all the way (REQUIRETLS), and {{0}}':
    'el remitente pidió TLS en todo el camino (REQUIRETLS), y {{0}}',
  '{{0}}: unexpected {{1}}': '{{0}}: inesperado: {{1}}',
  'the stored content could not be read: {{0}}': 'no se pudo leer el contenido guardado: {{0}}',
  '{{0}} does not speak SMTP properly: {{1}}': '{{0}} no habla bien SMTP: {{1}}',
  '{{0}} closed: {{1}} {{2}}': '{{0}} cerró: {{1}} {{2}}',
  'the message could not be converted to 7 bit now': 'el mensaje no se pudo convertir a 7 bits ahora',
  '{{0}} does not take 8-bit content, and this message cannot be converted: {{1}}':
    '{{0}} no acepta contenido de 8 bits, y este mensaje no se puede convertir: {{1}}',
  'converted to 7 bit, because {{0}} does not take 8-bit content':
    'convertido a 7 bits, porque {{0}} no acepta contenido de 8 bits',
  'the message has {{0}} bytes; {{1}} takes at most {{2}}':
    'el mensaje tiene {{0}} bytes; {{1}} acepta como mucho {{2}}',
  'the message could not be signed now': 'el mensaje no se pudo firmar ahora',
  'in clear text, because TLS failed: {{0}}': 'en texto claro, porque TLS falló: {{0}}',
  'the header': 'el encabezado',
  '{{0}}; it may have the message already, which then arrives twice':
    '{{0}}; quizá ya tiene el mensaje, que entonces llega dos veces',
  'the next hop gave no answer for this recipient': 'el servidor siguiente no respondió por este destinatario',
  '{{0}} takes no more recipients now': '{{0}} no acepta más destinatarios ahora',
  'there is no next hop to try': 'no hay servidor siguiente que probar',
  '{{0}}: the session ended before anything was answered': '{{0}}: la sesión terminó antes de que se respondiera nada',
  '{{0}} does not take internationalized mail (SMTPUTF8), which {{1}} needs':
    '{{0}} no acepta correo internacionalizado (SMTPUTF8), que hace falta para: {{1}}',
  'TLS report about {{0}} of {{1}}': 'Informe de TLS sobre {{0}} del {{1}}',
  'not signed: its header has more than one reading': 'sin firmar: su encabezado se puede leer de más de una manera',
  'not signed by {{0}}: the key does not open': 'sin firmar por {{0}}: la clave no se abre',
  'signed by {{0}}': 'firmado por {{0}}',
  '{{0}} of the envelope went as Bcc': 'fueron como Bcc, del sobre: {{0}}',
};
