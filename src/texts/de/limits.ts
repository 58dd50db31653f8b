/** Limits, in German. */
import type { Sentences } from '../sentences.ts';

export const limits: Sentences = {
  'SMTP connections at once, all listeners': 'gleichzeitige SMTP-Verbindungen, alle Listener',
  'connections at once from one address (IPv6: one /64)':
    'gleichzeitige Verbindungen von einer Adresse (IPv6: ein /64)',
  'connections at once from addresses of one connector': 'gleichzeitige Verbindungen von Adressen eines Connectors',
  'one command line (RFC 5321 asks for 512; extensions add to it)':
    'eine Befehlszeile (RFC 5321 verlangt 512; Erweiterungen fügen hinzu)',
  'one AUTH line (RFC 4954 §4)': 'eine AUTH-Zeile (RFC 4954 §4)',
  'bytes without a line end before the connection is closed':
    'Bytes ohne Zeilenende, bevor die Verbindung geschlossen wird',
  'one line of content without its CRLF (RFC 5321 §4.5.3.1.6)':
    'eine Zeile des Inhalts ohne ihr CRLF (RFC 5321 §4.5.3.1.6)',
  'the whole header section': 'der ganze Header',
  'header fields': 'Headerfelder',
  'Received fields before a message counts as looping':
    'Received-Felder, bevor eine Nachricht als im Kreis laufend gilt',
  'one message': 'eine Nachricht',
  'RCPT commands of one message, refused and repeated ones counted; beyond twice as many 421':
    'RCPT-Befehle einer Nachricht, abgelehnte und wiederholte mitgezählt; über dem Doppelten 421',
  'refused commands in a session before answers slow down':
    'abgelehnte Befehle in einer Sitzung, bevor Antworten langsamer werden',
  'refused commands in a session before it is closed':
    'abgelehnte Befehle in einer Sitzung, bevor sie geschlossen wird',
  'NOOP, RSET, VRFY, HELP without mail before the session is closed':
    'NOOP, RSET, VRFY, HELP ohne E-Mail, bevor die Sitzung geschlossen wird',
  'unknown recipients in a session before it is closed':
    'unbekannte Empfänger in einer Sitzung, bevor sie geschlossen wird',
  'wrong passwords in a session before it is closed': 'falsche Kennwörter in einer Sitzung, bevor sie geschlossen wird',
  'the longest wait that doubling after wrong passwords reaches, per account and address, and per address that fails for many accounts':
    'die längste Wartezeit, die das Verdoppeln nach falschen Kennwörtern erreicht, je Konto und Adresse, und je Adresse, die bei vielen Konten scheitert',
  'silence between commands (RFC 5321 §4.5.3.2.7)': 'Stille zwischen Befehlen (RFC 5321 §4.5.3.2.7)',
  'from the first byte of a command to its line end': 'vom ersten Byte eines Befehls bis zu seinem Zeilenende',
  'silence inside content (RFC 5321 §4.5.3.2.5)': 'Stille im Inhalt (RFC 5321 §4.5.3.2.5)',
  'content slower than this, judged after the first minute (under stress: 10 s)':
    'langsamerer Inhalt als dies, beurteilt nach der ersten Minute (unter Last: 10 s)',
  'before the greeting, while nothing may be said; peers that a connector covers, and implicit TLS, do not wait and are not judged':
    'vor der Begrüßung, solange nichts gesagt werden darf; Gegenstellen, die ein Connector erfasst, und implizites TLS warten nicht und werden nicht beurteilt',
  'a TLS handshake, and a PROXY header': 'ein TLS-Handshake, und ein PROXY-Header',
  'a whole session': 'eine ganze Sitzung',
  'replies the peer has not read while it pipelines':
    'Antworten, die die Gegenstelle nicht gelesen hat, während sie im Voraus sendet',
  'sends in DATA at once for one mailbox': 'gleichzeitige Sendungen in DATA eines Postfachs',
  'submissions of one mailbox that are delivered at once; the rest moves into the following minutes':
    'Übermittlungen eines Postfachs, die gleichzeitig zugestellt werden; der Rest verteilt sich auf die folgenden Minuten',
  'recipients of one mailbox in any 24 h': 'Empfänger eines Postfachs in beliebigen 24 Std.',
  'messages through one connector in any hour': 'Nachrichten über einen Connector in einer beliebigen Stunde',
  'recipients through one connector in any hour': 'Empfänger über einen Connector in einer beliebigen Stunde',
  'recipients through one connector in any 24 h': 'Empfänger über einen Connector in beliebigen 24 Std.',
  'Direct Send messages from one address in any hour':
    'Direct-Send-Nachrichten von einer Adresse in einer beliebigen Stunde',
  'transcript kept of one session': 'aufbewahrte Mitschrift einer Sitzung',
  'refused sessions kept in full per client address and hour':
    'vollständig aufbewahrte abgelehnte Sitzungen je Clientadresse und Stunde',
  'messages an hour': 'Nachrichten pro Stunde',
  'recipients an hour': 'Empfänger pro Stunde',
  'recipients a day': 'Empfänger pro Tag',
  'recipients in 24 hours': 'Empfänger in 24 Stunden',
};
