/** Limits, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const limits: Sentences = {
  'SMTP connections at once, all listeners': 'conexiones SMTP simultáneas, todos los agentes de escucha',
  'connections at once from one address (IPv6: one /64)': 'conexiones simultáneas de una dirección (IPv6: un /64)',
  'connections at once from addresses of one connector': 'conexiones simultáneas de las direcciones de un conector',
  'one command line (RFC 5321 asks for 512; extensions add to it)':
    'una línea de comando (RFC 5321 pide 512; las extensiones agregan más)',
  'one AUTH line (RFC 4954 §4)': 'una línea AUTH (RFC 4954 §4)',
  'bytes without a line end before the connection is closed':
    'bytes sin fin de línea antes de que se cierre la conexión',
  'one line of content without its CRLF (RFC 5321 §4.5.3.1.6)':
    'una línea de contenido sin su CRLF (RFC 5321 §4.5.3.1.6)',
  'the whole header section': 'todo el encabezado',
  'header fields': 'campos de encabezado',
  'Received fields before a message counts as looping': 'campos Received antes de que un mensaje cuente como bucle',
  'one message': 'un mensaje',
  'RCPT commands of one message, refused and repeated ones counted; beyond twice as many 421':
    'comandos RCPT de un mensaje, contados los rechazados y repetidos; por encima del doble 421',
  'refused commands in a session before answers slow down':
    'comandos rechazados en una sesión antes de que las respuestas se ralenticen',
  'refused commands in a session before it is closed': 'comandos rechazados en una sesión antes de que se cierre',
  'NOOP, RSET, VRFY, HELP without mail before the session is closed':
    'NOOP, RSET, VRFY, HELP sin correo antes de que se cierre la sesión',
  'unknown recipients in a session before it is closed':
    'destinatarios desconocidos en una sesión antes de que se cierre',
  'wrong passwords in a session before it is closed': 'contraseñas incorrectas en una sesión antes de que se cierre',
  'the longest wait that doubling after wrong passwords reaches, per account and address, and per address that fails for many accounts':
    'la espera más larga que alcanza la duplicación tras contraseñas incorrectas, por cuenta y dirección, y por dirección que falla con muchas cuentas',
  'silence between commands (RFC 5321 §4.5.3.2.7)': 'silencio entre comandos (RFC 5321 §4.5.3.2.7)',
  'from the first byte of a command to its line end': 'desde el primer byte de un comando hasta su fin de línea',
  'silence inside content (RFC 5321 §4.5.3.2.5)': 'silencio dentro del contenido (RFC 5321 §4.5.3.2.5)',
  'content slower than this, judged after the first minute (under stress: 10 s)':
    'contenido más lento que esto, juzgado tras el primer minuto (con carga: 10 s)',
  'before the greeting, while nothing may be said; peers that a connector covers, and implicit TLS, do not wait and are not judged':
    'antes del saludo, mientras no se puede decir nada; los interlocutores que cubre un conector, y TLS implícito, no esperan y no se juzgan',
  'a TLS handshake, and a PROXY header': 'una negociación TLS, y un encabezado PROXY',
  'a whole session': 'una sesión entera',
  'replies the peer has not read while it pipelines':
    'respuestas que el interlocutor no ha leído mientras envía por adelantado',
  'sends in DATA at once for one mailbox': 'envíos simultáneos en DATA de un buzón',
  'submissions of one mailbox that are delivered at once; the rest moves into the following minutes':
    'envíos de un buzón que se entregan a la vez; el resto se reparte en los minutos siguientes',
  'recipients of one mailbox in any 24 h': 'destinatarios de un buzón en 24 h cualesquiera',
  'messages through one connector in any hour': 'mensajes por un conector en una hora cualquiera',
  'recipients through one connector in any hour': 'destinatarios por un conector en una hora cualquiera',
  'recipients through one connector in any 24 h': 'destinatarios por un conector en 24 h cualesquiera',
  'Direct Send messages from one address in any hour': 'mensajes Direct Send de una dirección en una hora cualquiera',
  'transcript kept of one session': 'transcripción guardada de una sesión',
  'refused sessions kept in full per client address and hour':
    'sesiones rechazadas guardadas completas por dirección de cliente y hora',
  'messages an hour': 'mensajes por hora',
  'recipients an hour': 'destinatarios por hora',
  'recipients a day': 'destinatarios al día',
  'recipients in 24 hours': 'destinatarios en 24 horas',
};
