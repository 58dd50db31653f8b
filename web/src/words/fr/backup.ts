import type { Translated } from '../namespaces.ts';

const words: Translated<'backup'> = {
  title: 'Sauvegarde',
  text: 'Une sauvegarde contient la base de données, la file d’attente, les boîtes aux lettres et doorpost.yaml. Le serveur la fait pendant que le courrier continue. Elle se fait sur le serveur lui-même : depuis un navigateur, personne ne peut en faire ni en lire une.',
  last: {
    title: 'Dernière sauvegarde',
    none: 'Aucune n’a encore été faite.',
    noneText:
      'Si le disque de ce serveur est perdu, tout l’est : ce qui est configuré, le courrier en attente et les boîtes aux lettres.',
    old: 'La dernière sauvegarde complète a plus d’une semaine.',
    failed: 'La dernière sauvegarde a échoué.',
    incomplete: 'Il manque à la dernière sauvegarde le contenu de certains messages. Tout le reste y est.',
    good: 'La dernière sauvegarde est complète.',
    when: 'Quand',
    where: 'Dossier sur le serveur',
    size: 'Taille',
    why: 'Motif',
    whole: 'Dernière complète',
    never: 'Pas encore',
  },
  make: {
    title: 'Faire une sauvegarde maintenant',
    text: 'Sur le serveur. Le dossier doit être nouveau ou vide, et le serveur doit pouvoir y écrire.',
    container: 'Dans un conteneur :',
  },
  timer: {
    title: 'Chaque nuit',
    text: 'Avec systemd : enregistrez ces deux fichiers, puis démarrez le minuteur. Les sauvegardes de plus de deux semaines sont supprimées.',
    start: 'Puis :',
  },
  keep: {
    title: 'Non incluses',
    text: 'Conservez-les à part, une fois. Sans secret.key, personne ne peut utiliser les mots de passe et les clés d’une sauvegarde, pas même vous.',
    key: 'secret.key, dans le répertoire de données',
    certificates: 'Les fichiers de certificats que nomme doorpost.yaml',
  },
  restore: {
    title: 'Restaurer',
    text: 'Le serveur arrêté, dans un répertoire de données vide. --hold met en pause ce qui était alors en file, car une partie a été remise depuis.',
  },
};

export default words;
