import type { Translated } from '../namespaces.ts';

const words: Translated<'timeline'> = {
  kinds: {
    Receive: 'Réception',
    Send: 'Envoi',
    Deliver: 'Remise',
    Capture: 'Capture',
    Defer: 'Report',
    Fail: 'Échec',
    Expand: 'Développement',
    Transfer: 'Transfert',
    DSN: 'Rapport',
    Drop: 'Abandon',
    Resolved: 'Résolution',
    Reject: 'Rejet',
    Hold: 'Mise en pause',
    Quarantine: 'Quarantaine',
    Release: 'Libération',
    Redirect: 'Redirection',
    Repair: 'Réparation',
    Rewrite: 'Réécriture',
    Screen: 'Contrôle',
    Warning: 'Avertissement',
  },
  none: 'Rien pour l’instant.',
  client: 'Adresse du client',
  host: 'Serveur',
  reply: 'Réponse',
  tls: 'TLS',
  mechanism: 'Connecté par',
  next: 'Prochaine tentative',
  by: 'Par',
  report: 'Afficher le rapport, ou le message dont il parle',
};

export default words;
