import type { Translated } from '../namespaces.ts';

const words: Translated<'checks'> = {
  names: {
    'restricted-sender': 'Expéditeur restreint',
    'restricted-connector': 'Connecteur restreint',
    'blocked-address': 'Adresse bloquée',
    'spam-list': 'Liste de blocage : courrier indésirable',
    'policy-list': 'Liste de blocage : adresse dynamique',
    'own-hello': 'Salue de notre propre nom',
    'blocked-recipient': 'Destinataire bloqué',
    'no-author': 'Aucun auteur lisible',
    malware: 'Programme malveillant',
    'blocked-author': 'Auteur bloqué',
    'attachment-type': 'Type de pièce jointe',
    'dmarc-reject': 'DMARC : rejet',
    'virus-scan-failed': 'Non analysé contre les programmes malveillants',
    'dmarc-quarantine': 'DMARC : quarantaine',
    'dmarc-unknown': 'DMARC inconnu',
    unauthenticated: 'Votre nom, non prouvé',
    'high-confidence-spam': 'Courrier indésirable, à coup sûr',
    spam: 'Courrier indésirable',
    bulk: 'Courrier en nombre',
    'too-large-to-scan': 'Trop volumineux pour l’analyse',
  },
  done: {
    reject: 'Refusé',
    defer: 'Différé',
    quarantine: 'En quarantaine',
    hold: 'Retenu',
    junk: 'Mis dans Courrier indésirable',
    stamp: 'Marqué',
    also: 'Un autre contrôle est passé avant',
  },
};

export default words;
