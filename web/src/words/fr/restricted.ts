import type { Translated } from '../namespaces.ts';

const words: Translated<'restricted'> = {
  title: 'Expéditeurs restreints',
  text: 'Ils ne peuvent pas envoyer pour l’instant, parce qu’ils ont été détournés ou ont envoyé du courrier indésirable. Leur courrier en attente est en pause. Ils reçoivent toujours du courrier.',
  columns: {
    who: 'Qui',
    of: 'Type',
    since: 'Depuis',
    ends: 'Fin',
    why: 'Motif',
    mail: 'Destinataires en attente',
    organization: 'Organisation',
    evidence: 'Courrier qui a causé la restriction',
  },
  kinds: { sender: 'Boîte aux lettres', connector: 'Connecteur', address: 'Adresse IP' },
  lifted: 'Quand elle est levée',
  trace: 'Ce qu’il a envoyé, dans le suivi des messages',
  add: {
    title: 'Restreindre un expéditeur',
    deed: 'Restreindre',
    hints: {
      sender: 'L’adresse de la boîte aux lettres',
      connector: 'Le nom du connecteur entrant',
      address: 'Par exemple 192.0.2.10',
    },
  },
  deeds: {
    lift: {
      deed: 'Lever',
      title: 'Laisser {{name}} envoyer de nouveau ?',
      text: 'Cherchez d’abord la raison de la restriction. Son courrier en pause reste en pause.',
    },
    release: {
      deed: 'Libérer son courrier',
      title: 'Libérer le courrier de {{name}} ?',
      text: 'Tout ce qui est en pause repart.',
    },
    expire: {
      deed: 'Mettre fin à son courrier',
      title: 'Mettre fin au courrier de {{name}} ?',
      text: 'Tout ce qui attend prend fin, avec un rapport à l’expéditeur. C’est irréversible.',
    },
  },
  empty: {
    title: 'Personne n’est restreint',
    text: 'Une boîte aux lettres, un connecteur ou une adresse qui envoie du courrier indésirable peut être arrêté ici.',
  },
};

export default words;
