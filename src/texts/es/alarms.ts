/** Alarms, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const alarms: Sentences = {
  'secret.key does not open {{0}}: {{1}}.': 'secret.key no abre {{0}}: {{1}}.',
  'a secret': 'un secreto',
  '{{0}} secrets': '{{0}} secretos',
  'Mail that needs them waits, and who signs in with one of them is refused.':
    'El correo que los necesita espera, y a quien inicia sesión con uno de ellos se le rechaza.',
  'The stored content of message {{0}} is not what was accepted: {{1}}.':
    'El contenido guardado del mensaje {{0}} no es lo que se aceptó: {{1}}.',
  'The message waits here and is tried again until it expires; nothing damaged is sent.':
    'El mensaje espera aquí y se vuelve a intentar hasta que expire; no se envía nada dañado.',
  'nothing (no space, or no inodes)': 'nada (sin espacio, o sin inodos)',
  'The disk of {{0}} is full: {{1}} is free, {{2}} must stay free.':
    'El disco de {{0}} está lleno: {{1}} libres, {{2}} deben quedar libres.',
  'The disk of {{0}} is nearly full: {{1}} is free, {{2}} must stay free.':
    'El disco de {{0}} está casi lleno: {{1}} libres, {{2}} deben quedar libres.',
  'With less than must stay free new mail is put off with 452 4.3.1, and senders try again. What was taken is safe.':
    'Con menos de lo que debe quedar libre, el correo nuevo se aplaza con 452 4.3.1, y los remitentes lo vuelven a intentar. Lo aceptado está a salvo.',
  'The quarantine is full: {{0}}, {{1}}.': 'La cuarentena está llena: {{0}}, {{1}}.',
  'The quarantine is {{0}} % full: {{1}}, {{2}}.': 'La cuarentena está llena al {{0}} %: {{1}}, {{2}}.',
  'When it is full, what should go there goes into Junk; malware is refused.':
    'Cuando está llena, lo que debía ir allí va a Correo no deseado; el malware se rechaza.',
  'The store cannot write: {{0}}.': 'El almacén no puede escribir: {{0}}.',
  'New mail is put off with 451 4.3.0, and senders try again. What was taken is safe, and waits.':
    'El correo nuevo se aplaza con 451 4.3.0, y los remitentes lo vuelven a intentar. Lo aceptado está a salvo, y espera.',
  'The name servers of this server do not answer: {{0}} of the last {{1}} that mail asked for had no answer, nor had a question of our own.':
    'Los servidores de nombres de este servidor no responden: {{0}} de los últimos {{1}} que pidió el correo quedaron sin respuesta, y también una pregunta nuestra.',
  '{{0}} name': '{{0}} nombre',
  '{{0}} names': '{{0}} nombres',
  'Mail from outside is taken, and nothing shows who sent it. Mail to outside waits until its next hop can be looked up.':
    'El correo del exterior se acepta, y nada muestra quién lo envió. El correo al exterior espera hasta que se pueda buscar su servidor siguiente.',
  'The next hop of {{0}} has taken no mail since {{1}}: {{2}}':
    'El servidor siguiente de {{0}} no ha aceptado correo desde {{1}}: {{2}}',
  'Where mail for {{0}} is kept has taken no mail since {{1}}: {{2}}':
    'Donde se guarda el correo de {{0}} no se ha aceptado correo desde {{1}}: {{2}}',
  'The mail servers of {{0}} ({{1}}) have taken no mail since {{2}}: {{3}}':
    'Los servidores de correo de {{0}} ({{1}}) no han aceptado correo desde {{2}}: {{3}}',
  '{{0}} domain': '{{0}} dominio',
  '{{0}} domains': '{{0}} dominios',
  'Mail for it waits here and is tried again by itself; what gets too old goes back to its sender.':
    'Su correo espera aquí y se vuelve a intentar por sí solo; lo que envejece demasiado vuelve a su remitente.',
  'The oldest mail has waited since {{0}}, longer than {{1}}; {{2}}: {{3}}.':
    'El correo más antiguo espera desde {{0}}, más de {{1}}; {{2}}: {{3}}.',
  'Nothing is lost. Mail is tried again by itself, and goes back to its sender when it gets too old.':
    'No se pierde nada. El correo se vuelve a intentar por sí solo, y vuelve a su remitente cuando envejece demasiado.',
  'The queue grows: {{0}}, {{1}} did {{2}} before.': 'La cola crece: {{0}}, frente a {{1}} {{2}} antes.',
  'More comes in than goes out. Nothing is lost; mail goes out later.':
    'Entra más de lo que sale. No se pierde nada; el correo sale más tarde.',
  '{{0}} report of the last 24 hours has nobody to read it, the last at {{1}}, for {{2}}, who is no mailbox here.':
    '{{0}} informe de las últimas 24 horas no tiene quien lo lea, el último a las {{1}}, para {{2}}, que no es un buzón de aquí.',
  '{{0}}{{1}} reports of the last 24 hours have nobody to read them, the last at {{2}}, for {{3}}, who is no mailbox here.':
    '{{0}}{{1}} informes de las últimas 24 horas no tienen quien los lea, el último a las {{2}}, para {{3}}, que no es un buzón de aquí.',
  'More than ': 'Más de ',
  'Mail failed or is late, and whoever sent it was not told.':
    'Hay correo fallido o con retraso, y no se informó a quien lo envió.',
  "Mail for {{0}} goes on to another system with the organization's trust. Strangers who write there in the name of an own domain are refused (550 5.7.68).":
    'El correo para {{0}} sigue a otro sistema con la confianza de la organización. Los desconocidos que escriben allí en nombre de un dominio propio se rechazan (550 5.7.68).',
  'Other mail goes on as ever.': 'El otro correo sigue como siempre.',
  'Mail of strangers for {{0}} leaves by a connector that speaks for {{1}}, and DMARC is only observed: whoever forges a sender is believed there.':
    'El correo de desconocidos para {{0}} sale por un conector que habla por {{1}}, y DMARC solo se observa: allí se cree a quien falsifica un remitente.',
  'Mail goes on as ever, forged mail too.': 'El correo sigue como siempre, también el falsificado.',
  'Mail for outside has no upstream in {{0}}: {{1}}, since {{2}}.':
    'El correo hacia el exterior no tiene ruta de salida en {{0}}: {{1}}, desde {{2}}.',
  'Nothing is lost, and nothing is returned: mail waits until there is an upstream. Mail for mailboxes here arrives as ever.':
    'No se pierde nada, y no se devuelve nada: el correo espera hasta que haya una ruta de salida. El correo de los buzones de aquí llega como siempre.',
  '{{0}} failed sign-ins to the admin center within an hour, from {{1}}.':
    '{{0}} inicios de sesión fallidos en el centro de administración en una hora, desde {{1}}.',
  'Each of them was slowed down, and nobody who signed in from their own address before was kept out.':
    'Cada uno se frenó, y no quedó fuera nadie que antes hubiera iniciado sesión desde su propia dirección.',
  'Records of {{0}} in DNS were right and are not any more, since {{1}}: {{2}}.':
    'Había registros de {{0}} en el DNS que eran correctos y ya no lo son, desde {{1}}: {{2}}.',
  'Without its MX, mail for the domain does not come here. Without SPF or DKIM, receivers may refuse mail in its name. A domain that was verified stays verified.':
    'Sin su MX, el correo del dominio no viene aquí. Sin SPF o DKIM, los receptores pueden rechazar el correo en su nombre. Un dominio verificado sigue verificado.',
  'Mail of {{0}} is signed (DKIM), and verifiers do not find the key {{1}} since {{2}}: {{3}}.':
    'El correo de {{0}} se firma (DKIM), y los verificadores no encuentran la clave {{1}} desde {{2}}: {{3}}.',
  'What is signed by it counts as unsigned: receivers may refuse it, or put it into Junk.':
    'Lo que firma cuenta como sin firmar: los receptores pueden rechazarlo, o ponerlo en Correo no deseado.',
  'Mail of {{0}} goes out unsigned: it has no DKIM key, and other domains of the organization have one.':
    'El correo de {{0}} sale sin firma: el dominio no tiene clave DKIM, y otros dominios de la organización sí.',
  'Receivers may refuse mail without a signature, or put it into Junk.':
    'Los receptores pueden rechazar el correo sin firma, o ponerlo en Correo no deseado.',
  'The DKIM key {{0}} {{1}}.': 'La clave DKIM {{0}} {{1}}.',
  'Mail goes out as before; nothing is late yet.': 'El correo sale como antes; aún no hay nada con retraso.',
  'The {{0}} at {{1}} has looked at no message since {{2}}: {{3}}':
    'El servicio «{{0}}» en {{1}} no ha mirado ningún mensaje desde {{2}}: {{3}}',
  'Mail is not looked at by it, and stamped so. While a virus scanner is silent, mail of strangers is put off (451 4.7.1), and senders try again; other mail goes on.':
    'El correo no se mira con él, y se marca así. Mientras un antivirus está en silencio, el correo de desconocidos se aplaza (451 4.7.1), y los remitentes lo vuelven a intentar; el otro correo sigue.',
  'The block list {{0}} is not asked since {{1}}: {{2}}.':
    'La lista de bloqueo {{0}} no se consulta desde {{1}}: {{2}}.',
  'Mail goes on as if nobody were on this list. Nobody is refused for what it says meanwhile.':
    'El correo sigue como si nadie estuviera en esta lista. No se rechaza a nadie por lo que dice entretanto.',
  ' The last: {{0}}.': ' Los últimos: {{0}}.',
  'Its mail goes on, but for what a check refuses or keeps back.':
    'Su correo sigue, salvo lo que una comprobación rechaza o retiene.',
  '{{0}} {{1}} is restricted {{2}}: {{3}}{{4}}. {{5}}': '{{0}} {{1}}: restricción {{2}}: {{3}}{{4}}. {{5}}',
  'until somebody lifts it': 'hasta que alguien la levante',
  'until {{0}}': 'hasta {{0}}',
  'Of its mail that waited {{0}} is paused.': 'De su correo en espera, {{0}} está en pausa.',
  'Of its mail that waited {{0}} are paused.': 'De su correo en espera, {{0}} están en pausa.',
  'What it sends now is refused (550 5.1.8 of a mailbox, 5.7.711 of a connector), but for devices that must always get through; a mailbox still gets mail. Once lifted, it is not restricted again that day (UTC).':
    'Lo que se envía ahora se rechaza (550 5.1.8 de un buzón, 5.7.711 de un conector), salvo de los dispositivos que siempre deben pasar; un buzón sigue recibiendo correo. Una vez levantada, no vuelve a haber restricción ese día (UTC).',
  '{{0}} calls mail of ours spam, or has blocked us: {{1}} It was said of message {{2}}; who sent most lately: {{3}}.':
    '{{0}} considera no deseado nuestro correo, o nos ha bloqueado: {{1}} Lo dijo del mensaje {{2}}; quienes más enviaron últimamente: {{3}}.',
  'That message was not delivered. Others may refuse mail of this server too, until what sends it is found.':
    'Ese mensaje no se entregó. Otros también pueden rechazar el correo de este servidor, hasta que se encuentre lo que lo envía.',
  'No complete backup was made since {{0}}.': 'No se ha hecho ninguna copia completa desde {{0}}.',
  'Mail flows as ever. With the disk everything would be lost that was set up or delivered here since then.':
    'El correo fluye como siempre. Con el disco se perdería todo lo configurado o entregado aquí desde entonces.',
  'The HTTP API and the admin center are not open at {{0}}.':
    'La API HTTP y el centro de administración no están abiertos en {{0}}.',
  '{{0}} port {{1}} ({{2}})': '{{0}} puerto {{1}} ({{2}})',
  'Mail is received and delivered as ever; the command line works on the server itself.':
    'El correo se recibe y se entrega como siempre; la línea de comandos funciona en el propio servidor.',
  'it lies beyond this machine, and there is no TLS': 'está fuera de esta máquina, y no hay TLS',
  'another program has it': 'lo tiene otro programa',
  'the user that runs Doorpost may not open it': 'el usuario con el que se ejecuta Doorpost no puede abrirlo',
  'this machine has no such address': 'esta máquina no tiene esa dirección',
  'it is missing': 'falta',
  'it has {{0}} of {{1}} bytes': 'tiene {{0}} de {{1}} bytes',
  'it has more than its {{0}} bytes': 'tiene más de sus {{0}} bytes',
  'it was changed': 'se cambió',
  'it is there': 'está allí',
  'not every name server has it': 'no la tienen todos los servidores de nombres',
  'there is no such record': 'no existe ese registro',
  'another key is there': 'hay otra clave',
  'its record is empty': 'su registro está vacío',
  'a tag of its record keeps them from it': 'una etiqueta de su registro se lo impide',
  'there are several records, and they may take any': 'hay varios registros, y pueden tomar cualquiera',
  'no name server answers': 'no responde ningún servidor de nombres',
  'was made on {{0}}, and its record is not published': 'se creó el {{0}}, y su registro no está publicado',
  'signs since {{0}}: it is time for the next one': 'firma desde el {{0}}: es hora de la siguiente',
  'signs no more since {{0}}: its record may go': 'ya no firma desde el {{0}}: su registro puede quitarse',
  'Mail for this way out waits here. Nothing bounces and nothing is lost; it goes on as soon as the cause is gone.':
    'El correo de esta vía de salida espera aquí. No se devuelve nada y no se pierde nada; sigue en cuanto desaparece la causa.',
  'The next hop slows us down. Mail goes out later than usual; nothing is lost.':
    'El servidor siguiente nos frena. El correo sale más tarde de lo habitual; no se pierde nada.',
  'Once it has expired, mail for this upstream waits here until there is a new one.':
    'Una vez expirado, el correo de esta ruta de salida espera aquí hasta que haya uno nuevo.',
  'Once it has expired, mail for this upstream waits here until somebody signs in again.':
    'Una vez expirado, el correo de esta ruta de salida espera aquí hasta que alguien inicie sesión de nuevo.',
  'Once it has expired, whoever checks it refuses the connection: mail waits, here or at the sender.':
    'Una vez expirado, quien lo comprueba rechaza la conexión: el correo espera, aquí o en el remitente.',
  'If it should have sent something, that mail was never handed to us.':
    'Si debía enviar algo, ese correo nunca se nos entregó.',
  'Its mail is refused until somebody decides whether it may send.':
    'Su correo se rechaza hasta que alguien decida si puede enviar.',
  'Beyond the limit mail is refused until there is room again.':
    'Por encima del límite se rechaza el correo hasta que vuelva a haber sitio.',
  'What it tried to send was not taken; it may not try again by itself.':
    'Lo que intentó enviar no se aceptó; quizá no lo vuelva a intentar por sí solo.',
  'it is ignored': 'se omite',
  'its mail is taken now': 'ahora se acepta su correo',
  'it is the device "{{0}}" now': 'ahora es el dispositivo «{{0}}»',
  'its network is listed no more': 'su red ya no está en la lista',
  'it was not seen for long, and others need the place': 'hace mucho que no se ve, y otros necesitan el sitio',
  'nothing is known of it since a restart; it is told anew when it comes again':
    'no se sabe nada de él desde un reinicio; se comunica de nuevo cuando vuelva',
  '{{0}} takes our mail again': '{{0}} vuelve a aceptar nuestro correo',
  '{{0}} is removed: no mail goes that way.': '{{0}} se ha quitado: por ahí no va correo.',
  '{{0}} is switched off: no mail goes that way.': '{{0}} está desactivada: por ahí no va correo.',
  '{{0}} was renewed: it lasts until {{1}}.': 'Se renovó {{0}}, y vale hasta {{1}}.',
  '{{0}}: what would have expired is not in use any more.': '{{0}}: lo que habría expirado ya no se usa.',
  'The device {{0}} was heard of again, or may be silent now.':
    'Se ha vuelto a saber del dispositivo {{0}}, o ahora puede estar en silencio.',
  '{{0}} waits for approval no more: {{1}}': '{{0}} ya no espera aprobación: {{1}}',
  '{{0}} has room again: {{1}} of {{2}} {{3}} ({{4}}).': '{{0}} vuelve a tener sitio: {{1}} de {{2}} {{3}} ({{4}}).',
  'It is not there any more.': 'Ya no existe.',
  '{{0}} was not refused for this cause for an hour.': '{{0}} lleva una hora sin ser rechazado por esta causa.',
  '{{0}} honours DMARC, or has no such way any more.': '{{0}} respeta DMARC, o ya no tiene una vía así.',
  '{{0}} has decided, or has no such way any more.': '{{0}} ha decidido, o ya no tiene una vía así.',
  'The records of {{0}} are right again.': 'Los registros de {{0}} vuelven a ser correctos.',
  '{{0}} answers again.': '{{0}} vuelve a responder.',
  '{{0}} is no verified domain here any more.': '{{0}} ya no es un dominio verificado aquí.',
  'Nothing is to be done about the DKIM key {{0}} any more.': 'Ya no hay nada que hacer con la clave DKIM {{0}}.',
  '{{0}} has a DKIM key, or needs none any more.': '{{0}} tiene una clave DKIM, o ya no la necesita.',
  'The DKIM key {{0}} is deleted.': 'La clave DKIM {{0}} está eliminada.',
  '{{0}} is not restricted any more.': '{{0}} ya no está restringido.',
  'Nothing of it was seen of {{0}} for an hour.': 'Desde hace una hora no se ha visto nada así de {{0}}.',
  'For an hour no more sign-ins failed.': 'Desde hace una hora no falla ningún inicio de sesión.',
  'All secrets open with secret.key.': 'Todos los secretos se abren con secret.key.',
  'The message {{0}} is not in the queue any more.': 'El mensaje {{0}} ya no está en la cola.',
  'The quarantine has room again.': 'La cuarentena vuelve a tener sitio.',
  'There is room on the disk of {{0}} again.': 'Vuelve a haber sitio en el disco de {{0}}.',
  'The store writes again.': 'El almacén vuelve a escribir.',
  'A complete backup was made.': 'Se hizo una copia de seguridad completa.',
  'The HTTP API is open at every address that is set.': 'La API HTTP está abierta en todas las direcciones definidas.',
  '{{0}}: mail is taken again.': '{{0}}: se vuelve a aceptar correo.',
  '{{0}}: no mail waits for it any more.': '{{0}}: ya no la espera ningún correo.',
  'No mail has waited too long any more.': 'Ningún correo espera ya demasiado.',
  'The queue has shrunk again.': 'La cola ha vuelto a disminuir.',
  'For a day every report had somebody to read it.': 'Desde hace un día, cada informe tuvo quien lo leyera.',
  '{{0}} recipient waits': '{{0}} destinatario espera',
  '{{0}} recipients wait': '{{0}} destinatarios esperan',
  'the spam filter was sure of {{0}} within an hour':
    'el filtro de correo no deseado estuvo seguro de {{0}} en una hora',
  'the spam filter called {{0}} spam within an hour': 'el filtro consideró correo no deseado {{0}} en una hora',
  'the virus scanner found malware in {{0}} within an hour': 'el antivirus encontró malware en {{0}} en una hora',
  'it sent to {{0}} in other domains within an hour': 'se envió a {{0}} de otros dominios en una hora',
  'it sent to {{0}} in other domains within an hour, many more than it usually does':
    'se envió a {{0}} de otros dominios en una hora, muchos más de lo habitual',
  'next hops did not know {{0}} of {{1}} that they answered for within an hour':
    'los servidores siguientes no conocían {{0}} de {{1}} por los que respondieron en una hora',
  'The mailbox': 'El buzón',
  'The connector': 'El conector',
  'The device': 'El dispositivo',
  ', last by the device {{0}}': ', por último por el dispositivo {{0}}',
  'Nothing was restricted.': 'No se restringió nada.',
  'It would have been restricted, and the organization only observes.':
    'Se habría restringido, y la organización solo observa.',
  'Its mail must always get through, so that nothing was restricted.':
    'Su correo debe pasar siempre, así que no se restringió nada.',
  'A restriction of it was lifted today, so that it was not restricted again.':
    'Hoy se levantó una restricción suya, así que no se restringió de nuevo.',
  'spam filter (rspamd)': 'filtro de correo no deseado (rspamd)',
  'virus scanner (clamd)': 'antivirus (clamd)',
  'it does not answer our DNS server': 'no responde a nuestro servidor DNS',
  'it lists even 127.0.0.1, which no list may have': 'incluye incluso 127.0.0.1, que ninguna lista debe tener',
  'it does not list 127.0.0.2, which every list must have': 'no incluye 127.0.0.2, que toda lista debe tener',
  'its key is missing': 'falta su clave',
  'it gives no answer': 'no da respuesta',
  'the verification token': 'el token de verificación',
};
