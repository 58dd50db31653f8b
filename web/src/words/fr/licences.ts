import type { Translated } from '../namespaces.ts';

const words: Translated<'licences'> = {
  title: 'Licences',
  text: 'Les licences que vous avez achetées, et à qui elles sont attribuées. Ce qui arrive sans licence est un paramètre de l’organisation.',
  choose: 'Choisissez une organisation ci-dessus : les licences se comptent pour chacune.',
  licensings: {
    off: 'Les licences ne sont pas prises en compte ici.',
    report: 'Les licences sont comptées ; rien n’est refusé faute de licence.',
    enforce: 'Qui n’a pas de licence est refusé.',
  },
  seats: {
    title: 'Licences',
    mailbox: 'Boîtes aux lettres',
    protection: 'Expéditeurs sans boîte aux lettres',
    bought: 'Achetées',
    assigned: 'Utilisées',
    of: '{{assigned}} sur {{total}} utilisées',
    change: 'Modifier',
    changeTitle: 'Licences de {{name}}',
    save: 'Enregistrer',
  },
  lacking: {
    title: 'Boîtes aux lettres sans licence',
    none: 'Chaque boîte aux lettres a une licence.',
    assign: 'Attribuer une licence',
  },
  senders: {
    title: 'Expéditeurs sans boîte aux lettres',
    text: 'Adresses de vos domaines qui ont envoyé ces 30 derniers jours et ne sont la boîte aux lettres de personne.',
    none: 'Il n’y en a pas.',
    address: 'Adresse',
    messages: 'Messages',
    lastSeen: 'Vu pour la dernière fois',
    seat: 'Licence',
    licensed: 'Attribuée',
    lacks: 'Aucun',
    assign: 'Attribuer une licence',
    unassign: 'La retirer',
    trace: 'Son courrier',
  },
};

export default words;
