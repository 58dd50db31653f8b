import type { Translated } from '../namespaces.ts';

const words: Translated<'approve'> = {
  title: 'Approuver {{name}}',
  titleSeveral_one: 'Approuver {{count}} appareil',
  titleSeveral_other: 'Approuver {{count}} appareils',
  willBe: 'Résultat de l’approbation',
  approve: 'Approuver',
  approveSeveral_one: 'Approuver {{count}} appareil',
  approveSeveral_other: 'Approuver {{count}} appareils',
  cancel: 'Annuler',
  details: 'Modifiez-le d’abord, si vous voulez',
  name: 'Nom',
  place: 'Emplacement',
  owner: 'Adresse du propriétaire',
  ownerHint: 'Reçoit des rapports quand le courrier de l’appareil ne peut être remis.',
  profile: 'Profil',
  proposed: 'Comme proposé',
  relay: 'Le laisser envoyer par sa seule adresse, sans se connecter',
  done: '{{name}} peut entrer',
  next: 'Suivant',
  scanAgain: 'Numérisez de nouveau, ou imprimez un message de test sur l’appareil.',
  watch: 'Suivre en direct',
  close: 'Fermer',
};

export default words;
