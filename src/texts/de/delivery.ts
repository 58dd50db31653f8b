/** Attempts of delivery, in German. */
import type { Sentences } from '../sentences.ts';

export const delivery: Sentences = {
  'its quarantine': 'seine Quarantäne',
  'the group': 'die Gruppe',
  quarantine: 'Quarantäne',
  'group {{0}}': 'Gruppe {{0}}',
  'mail for outside has no upstream: none is there that would take it, or it is switched off':
    'E-Mails nach außen haben keinen Upstream: Es gibt keinen, der sie nähme, oder er ist ausgeschaltet',
  'mail for outside has no upstream in {{0}}: none is there that would take it, or it is switched off':
    'E-Mails nach außen haben keinen Upstream in {{0}}: Es gibt keinen, der sie nähme, oder er ist ausgeschaltet',
  'the outbound connector': 'der ausgehende Connector',
  '{{0}} is in trouble: {{1}}': '{{0}} ist gestört: {{1}}',
  'by {{0}}, the failover, because {{1}}': 'über {{0}}, den Ersatz, weil: {{1}}',
  '{{0}}; and by {{1}}: {{2}}': '{{0}}; und über {{1}}: {{2}}',
  '{{0}} may take {{1}} in 24 hours, and has; {{2}}': '{{0}} darf {{1}} in 24 Stunden annehmen und hat es getan; {{2}}',
  '{{0}} has asked to be left alone for a while': '{{0}} hat verlangt, eine Weile in Ruhe gelassen zu werden',
  '{{0}} takes {{1}} a minute, and others go before': '{{0}} nimmt {{1}} je Minute an, und andere gehen vor',
  '{{0}}; what helps: {{1}}': '{{0}}; was hilft: {{1}}',
  'the token is good, so its rights are not': 'das Token ist gut, also sind es seine Rechte nicht',
  '{{0}} is forwarded to more than {{1}} addresses: use groups':
    '{{0}} wird an mehr als {{1}} Adressen weitergeleitet: Verwenden Sie Gruppen',
  'the forwarding of {{0}} leads only to itself: correct it':
    'die Weiterleitung von {{0}} führt nur zu sich selbst: Berichtigen Sie sie',
  'the mailbox': 'das Postfach',
  'the path of mailbox {{0}} is not usable': 'der Pfad des Postfachs {{0}} ist nicht verwendbar',
  'its header is larger than {{0}} bytes': 'ihr Header ist größer als {{0}} Byte',
  'it has more than {{0}} Delivered-To fields': 'sie hat mehr als {{0}} Delivered-To-Felder',
  'the message has been in {{0}} before (Delivered-To)': 'die Nachricht war schon in {{0}} (Delivered-To)',
  'mailbox {{0}} is not kept here': 'das Postfach {{0}} wird nicht hier aufbewahrt',
  '{{0}}: let a Global administrator set another place (mailbox set --maildir)':
    '{{0}}: Lassen Sie einen globalen Administrator einen anderen Ort einstellen (mailbox set --maildir)',
  'no space left for the mailbox': 'kein Platz mehr für das Postfach',
  'the mailbox could not be written ({{0}})': 'das Postfach konnte nicht beschrieben werden ({{0}})',
  'the delivery into the mailbox was given up': 'die Zustellung in das Postfach wurde aufgegeben',
  "the Maildir {{0}} is another organization's": 'das Maildir {{0}} gehört einer anderen Organisation',
  'mailbox {{0}} is not a Maildir of this server': 'das Postfach {{0}} ist kein Maildir dieses Servers',
  'To and Cc named others than the recipients of this delivery: Graph would have sent to them too, so they stand in X-Original-To and X-Original-Cc':
    'To und Cc nannten andere als die Empfänger dieser Zustellung: Graph hätte auch an sie gesendet, daher stehen sie in X-Original-To und X-Original-Cc',
  '{{0}} was left out: every recipient would see who else got it':
    '{{0}} wurde weggelassen: Jeder Empfänger sähe, wer sie sonst bekam',
  '{{0}} were left out: every recipient would see who else got it':
    '{{0}} wurden weggelassen: Jeder Empfänger sähe, wer sie sonst bekam',
  '{{0}}; whether Graph sent the message is not known, so it may arrive twice':
    '{{0}}; ob Graph die Nachricht gesendet hat, ist nicht bekannt, sie kommt also vielleicht zweimal an',
  '{{0}} answered at {{1}} with {{2}}': '{{0}} antwortete bei {{1}} mit {{2}}',
  'local error in delivery; it is in the log': 'lokaler Fehler bei der Zustellung; er steht im Protokoll',
  '{{0}}; which recipient is meant is found out by the next attempt':
    '{{0}}; welcher Empfänger gemeint ist, findet der nächste Versuch heraus',
  'the message cannot be built anew for Graph: {{0}}': 'die Nachricht lässt sich für Graph nicht neu aufbauen: {{0}}',
  'a draft without id': 'einem Entwurf ohne ID',
  '{{0}}; whether its draft was deleted is not known': '{{0}}; ob ihr Entwurf gelöscht wurde, ist nicht bekannt',
  'queued for sending by Microsoft Graph (draft with upload)':
    'von Microsoft Graph zum Senden eingereiht (Entwurf mit Hochladen)',
  'no answer': 'keine Antwort',
  'queued for sending by Microsoft Graph (the answer was lost, but the draft is no draft any more)':
    'von Microsoft Graph zum Senden eingereiht (die Antwort ging verloren, aber der Entwurf ist keiner mehr)',
  '{{0}}; the draft was still there, and was taken back': '{{0}}; der Entwurf war noch da und wurde zurückgenommen',
  'something that is no attachment': 'etwas, das keine Anlage ist',
  'accepted for {{0}}: {{1}}': 'angenommen für {{0}}: {{1}}',
  'Microsoft Graph cannot be asked for that': 'das lässt sich von Microsoft Graph nicht verlangen',
  'Microsoft Graph at {{0}}': 'Microsoft Graph bei {{0}}',
  'no answer within {{0}} min': 'keine Antwort innerhalb von {{0}} min',
  'given up': 'aufgegeben',
  '{{0}}: given up': '{{0}}: aufgegeben',
  '{{0}}. Several messages were refused so, and none was taken meanwhile':
    '{{0}}. Mehrere Nachrichten wurden so abgelehnt, und inzwischen wurde keine angenommen',
  '{{0}}; before that, sendMail answered 200, which is no yes':
    '{{0}}; davor antwortete sendMail mit 200, was kein Ja ist',
  '{{0}} said at {{1}}: {{2}}': '{{0}} sagte bei {{1}}: {{2}}',
  '{{0}}. The mailbox takes no message of this size': '{{0}}. Das Postfach nimmt keine Nachricht dieser Größe an',
  '{{0}}. The mailbox {{1}} is full, and nothing can be sent from it':
    '{{0}}. Das Postfach {{1}} ist voll, und nichts kann daraus gesendet werden',
  '. The account has sent all it may for now': '. Das Konto hat für jetzt alles gesendet, was es darf',
  "{{0}}. The sender's address is not {{1}}: rewrite From at this upstream (--rewrite-from {{2}}), or give {{3}} the Send As right":
    '{{0}}. Die Adresse des Absenders ist nicht {{1}}: Schreiben Sie From bei diesem Upstream um (--rewrite-from {{2}}), oder geben Sie {{3}} das Recht „Senden als“',
  ', which is a draft of a moment ago': ', ein Entwurf von eben',
  'the content changed while it was read': 'der Inhalt änderte sich, während er gelesen wurde',
  'no uploadUrl': 'keiner uploadUrl',
  'an uploadUrl that is not https': 'einer uploadUrl, die nicht https ist',
  'HTTP {{0}}: the session is over': 'HTTP {{0}}: Die Sitzung ist vorbei',
  'HTTP {{0}} that does not say what has arrived of the attachment':
    'HTTP {{0}}, das nicht sagt, was von der Anlage angekommen ist',
  'the wish to go on at byte {{0}} of {{1}}, when it had {{2}}-{{3}}':
    'dem Wunsch, bei Byte {{0}} von {{1}} weiterzumachen, als es {{2}}-{{3}} hatte',
  'the same bytes wanted again and again': 'dem Wunsch nach denselben Byte, immer wieder',
  'evaluation mode keeps it here: nothing leaves this machine':
    'der Evaluierungsmodus behält sie hier: Nichts verlässt diesen Computer',
  'the captured mail could not be written: {{0}}': 'die abgefangene E-Mail konnte nicht geschrieben werden: {{0}}',
  'the password of connector {{0}} is missing: set it again':
    'das Kennwort des Connectors {{0}} fehlt: Legen Sie es neu fest',
  'the password of connector {{0}} does not open with secret.key: set it again, or put the right key file back and restart':
    'das Kennwort des Connectors {{0}} lässt sich mit secret.key nicht öffnen: Legen Sie es neu fest, oder legen Sie die richtige Schlüsseldatei zurück und starten Sie neu',
  'a warning: what the domain demands of TLS (DANE, MTA-STS) was passed over, because the header says TLS-Required: no':
    'eine Warnung: Was die Domäne an TLS verlangt (DANE, MTA-STS), wurde übergangen, weil der Header TLS-Required: no sagt',
  '{{0}} does not offer REQUIRETLS': '{{0}} bietet kein REQUIRETLS an',
  'it is not certain that {{0}} is the right mail host (no DANE, no MTA-STS that is enforced)':
    'es ist nicht sicher, dass {{0}} der richtige Mailserver ist (kein DANE, kein durchgesetztes MTA-STS)',
  'the sender asked for TLS all the way (REQUIRETLS), and {{0}}':
    'der Absender verlangte TLS auf dem ganzen Weg (REQUIRETLS), und {{0}}',
  '{{0}}: unexpected {{1}}': '{{0}}: unerwartet: {{1}}',
  'the stored content could not be read: {{0}}': 'der gespeicherte Inhalt konnte nicht gelesen werden: {{0}}',
  '{{0}} does not speak SMTP properly: {{1}}': '{{0}} spricht kein richtiges SMTP: {{1}}',
  '{{0}} closed: {{1}} {{2}}': '{{0}} hat geschlossen: {{1}} {{2}}',
  'the message could not be converted to 7 bit now': 'die Nachricht konnte jetzt nicht in 7 Bit umgewandelt werden',
  '{{0}} does not take 8-bit content, and this message cannot be converted: {{1}}':
    '{{0}} nimmt keinen 8-Bit-Inhalt an, und diese Nachricht lässt sich nicht umwandeln: {{1}}',
  'converted to 7 bit, because {{0}} does not take 8-bit content':
    'in 7 Bit umgewandelt, weil {{0}} keinen 8-Bit-Inhalt annimmt',
  'the message has {{0}} bytes; {{1}} takes at most {{2}}': 'die Nachricht hat {{0}} Byte; {{1}} nimmt höchstens {{2}}',
  'the message could not be signed now': 'die Nachricht konnte jetzt nicht signiert werden',
  'in clear text, because TLS failed: {{0}}': 'im Klartext, weil TLS gescheitert ist: {{0}}',
  'the header': 'der Header',
  '{{0}}; it may have the message already, which then arrives twice':
    '{{0}}; sie ist vielleicht schon dort und kommt dann zweimal an',
  'the next hop gave no answer for this recipient': 'der nächste Server gab für diesen Empfänger keine Antwort',
  '{{0}} takes no more recipients now': '{{0}} nimmt jetzt keine weiteren Empfänger',
  'there is no next hop to try': 'es gibt keinen nächsten Server, der zu versuchen wäre',
  '{{0}}: the session ended before anything was answered': '{{0}}: Die Sitzung endete, bevor etwas beantwortet war',
  '{{0}} does not take internationalized mail (SMTPUTF8), which {{1}} needs':
    '{{0}} nimmt keine internationalisierten E-Mails (SMTPUTF8), die nötig wären für: {{1}}',
  'TLS report about {{0}} of {{1}}': 'TLS-Bericht über {{0}} vom {{1}}',
  'not signed: its header has more than one reading':
    'nicht signiert: Ihr Header lässt sich auf mehr als eine Weise lesen',
  'not signed by {{0}}: the key does not open': 'nicht signiert von {{0}}: Der Schlüssel lässt sich nicht öffnen',
  'signed by {{0}}': 'signiert von {{0}}',
  '{{0}} of the envelope went as Bcc': 'als Bcc gingen vom Umschlag: {{0}}',
};
