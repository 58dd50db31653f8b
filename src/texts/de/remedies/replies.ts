/** Replies, in German. */
import type { Sentences } from '../../sentences.ts';

export const repliesRemedies: Sentences = {
  'set the connector’s TLS to required: "{{0}}"': 'setzen Sie TLS des Connectors auf erforderlich: „{{0}}“',
  'let mail go out in the name of an address the account owns: "{{0}}"; or have the sender’s address added there':
    'lassen Sie E-Mails im Namen einer Adresse hinausgehen, die dem Konto gehört: „{{0}}“; oder lassen Sie die Adresse des Absenders dort hinzufügen',
  'give the connector a sign-in: "{{0}}", usually on port 587 under TLS':
    'geben Sie dem Connector eine Anmeldung: „{{0}}“, meist an Port 587 unter TLS',
  'wait, or have the account’s limit raised; set it as the connector’s pace ({{0}}), so that it is not met again':
    'warten Sie, oder lassen Sie das Limit des Kontos erhöhen; setzen Sie es als Tempo des Connectors ({{0}}), damit es nicht wieder erreicht wird',
  'send less at once: set a pace on the connector ({{0}})':
    'senden Sie weniger auf einmal: Setzen Sie ein Tempo für den Connector ({{0}})',
  'have it released by whoever runs the host, and find out what it sent with "{{0}}"':
    'lassen Sie es von dem freigeben, der den Host betreibt, und finden Sie mit „{{0}}“ heraus, was gesendet wurde',
  'give the connector a sign-in ("{{0}}"), have our address or certificate allowed to relay there, or send only the domains to it that it takes (--recipient-domain)':
    'geben Sie dem Connector eine Anmeldung („{{0}}“), lassen Sie unserer Adresse oder unserem Zertifikat dort das Weitergeben erlauben, oder senden Sie ihm nur die Domänen, die er annimmt (--recipient-domain)',
  'write to delist@microsoft.com with the whole reply, or sign in on port 587 instead; find out what was sent with "{{0}}"':
    'schreiben Sie mit der ganzen Antwort an delist@microsoft.com, oder melden Sie sich stattdessen an Port 587 an; finden Sie mit „{{0}}“ heraus, was gesendet wurde',
  'find out what it sent with "{{0}}", stop that, then release it in the Defender portal (Review, Restricted entities) or ask the support':
    'finden Sie mit „{{0}}“ heraus, was gesendet wurde, halten Sie das an, und geben Sie es dann im Defender-Portal frei (Überprüfen, Eingeschränkte Entitäten) oder fragen Sie den Support',
  'release it in the Defender portal (Review, Restricted entities), change its password first, and find out what it sent with "{{0}}"':
    'geben Sie es im Defender-Portal frei (Überprüfen, Eingeschränkte Entitäten), ändern Sie vorher das Kennwort, und finden Sie mit „{{0}}“ heraus, was gesendet wurde',
  'nothing: it passes. Where it lasts for days, look in the Exchange admin center (Reports, Mail flow) what was sent at once, and send less at a time ("{{0}}")':
    'nichts: Es geht vorüber. Wo es tagelang anhält, sehen Sie im Exchange Admin Center (Berichte, Nachrichtenfluss) nach, was auf einmal gesendet wurde, und senden Sie weniger zugleich („{{0}}“)',
  'wait until tomorrow, or share the mail between accounts or a connector relay; find out who sends so much with "{{0}}"':
    'warten Sie bis morgen, oder verteilen Sie die E-Mails auf Konten oder ein Connector-Relay; finden Sie mit „{{0}}“ heraus, wer so viel sendet',
  'find the device that repeats itself ("{{0}}") and correct its recipient list':
    'finden Sie das Gerät, das sich wiederholt („{{0}}“), und berichtigen Sie seine Empfängerliste',
  '{{0}}set it anew with "{{1}}"': '{{0}}setzen Sie es neu mit „{{1}}“',
};
