import type { Translated } from '../namespaces.ts';

const words: Translated<'checks'> = {
  names: {
    'restricted-sender': 'Eingeschränkter Absender',
    'restricted-connector': 'Eingeschränkter Connector',
    'blocked-address': 'Blockierte Adresse',
    'spam-list': 'Sperrliste: Spam',
    'policy-list': 'Sperrliste: dynamische Adresse',
    'own-hello': 'Begrüßt mit unserem eigenen Namen',
    'blocked-recipient': 'Blockierter Empfänger',
    'no-author': 'Kein lesbarer Verfasser',
    malware: 'Schadsoftware',
    'blocked-author': 'Blockierter Verfasser',
    'attachment-type': 'Anlagentyp',
    'dmarc-reject': 'DMARC: ablehnen',
    'virus-scan-failed': 'Nicht auf Schadsoftware geprüft',
    'dmarc-quarantine': 'DMARC: Quarantäne',
    'dmarc-unknown': 'DMARC unbekannt',
    unauthenticated: 'Ihr Name, nicht belegt',
    'high-confidence-spam': 'Sicher Spam',
    spam: 'Spam',
    bulk: 'Massen-E-Mail',
    'too-large-to-scan': 'Zu groß zum Prüfen',
  },
  done: {
    reject: 'Abgelehnt',
    defer: 'Vertröstet',
    quarantine: 'In Quarantäne',
    hold: 'Zurückgehalten',
    junk: 'In Junk-E-Mail gelegt',
    stamp: 'Gekennzeichnet',
    also: 'Eine andere Prüfung war schneller',
  },
};

export default words;
