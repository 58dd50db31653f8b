/** The texts of a report, in French. */
import type { ReportTexts } from '../report-texts.ts';

export const reports: ReportTexts = {
  happened: {
    'unknown-recipient': "Il n'existe aucune boîte aux lettres à cette adresse.",
    'mailbox-full': 'La boîte aux lettres du destinataire est pleine.',
    'mailbox-unavailable': "La boîte aux lettres du destinataire existe, mais n'accepte pas de messages en ce moment.",
    'domain-not-found': "La partie de l'adresse qui suit le @ n'existe pas.",
    'no-mail-accepted': "La partie de l'adresse qui suit le @ appartient à quelqu'un qui n'y accepte aucun message.",
    loop: 'Le message tournait en rond entre des serveurs, des groupes ou des transferts, et a été arrêté.',
    'no-route': 'Le système de messagerie ne connaît aucun chemin vers cette adresse.',
    'too-large': "Le message est plus grand que ce qu'accepte le système de messagerie du destinataire.",
    'too-many-recipients': "Le message a plus de destinataires qu'on ne peut en adresser à la fois.",
    'refused-by-policy': 'Le système de messagerie du destinataire ne veut pas de ce message selon ses propres règles.',
    'relay-denied': 'Le serveur de messagerie suivant a refusé de faire passer le message.',
    'sign-in-failed': "Ce système de messagerie n'a pas pu s'identifier auprès du serveur suivant.",
    'tls-failed': "Une connexion protégée (chiffrée) au serveur suivant était exigée et n'a pas pu être établie.",
    'needs-8bitmime':
      "Le système de messagerie du destinataire est trop ancien pour ce message, qui n'a pas pu être converti.",
    'needs-smtputf8':
      "Le système de messagerie du destinataire ne sait pas traiter les adresses ou les objets écrits avec des lettres hors de l'alphabet anglais.",
    'content-refused': 'Le système de messagerie du destinataire a refusé le contenu du message.',
    'dns-failed': "Le serveur de messagerie de cette adresse n'a pas pu être trouvé.",
    'connection-failed': "Le serveur de messagerie suivant n'a pas pu être joint.",
    'timed-out': "Le serveur de messagerie suivant n'a pas répondu à temps.",
    'protocol-error': "Le serveur suivant a répondu d'une façon qui n'est pas celle de la messagerie.",
    busy: 'Le système de messagerie du destinataire est surchargé ou fait attendre les nouveaux expéditeurs.',
    'storage-failed': "Ce système de messagerie n'a pas pu écrire le message dans la boîte aux lettres.",
    expired: "Le message n'a pas pu être remis pendant si longtemps que le système de messagerie a abandonné.",
    other: "Le message n'a pas pu être remis.",
  },
  cancelled: "Un administrateur de {{hostName}} a mis fin à la remise avant qu'elle ne réussisse.",
  cancelled_untried:
    "Un administrateur de {{hostName}} a mis fin à la remise avant qu'elle ne réussisse. Elle n'avait pas encore été tentée.",
  cancelled_after:
    "Un administrateur de {{hostName}} a mis fin à la remise avant qu'elle ne réussisse. La dernière raison était : {{lastReason}}",
  who: {
    you: 'Vous pouvez y remédier.',
    recipient: 'Le destinataire ou son administrateur de messagerie peut y remédier.',
    administrator: 'Votre administrateur de messagerie peut y remédier.',
  },
  fix: {
    'unknown-recipient':
      "Vérifiez l'adresse, puis renvoyez le message. S'il vient d'un appareil, corrigez l'adresse dans le carnet d'adresses de celui-ci. Si elle est juste, demandez au destinataire par un autre moyen si elle a changé.",
    'mailbox-full':
      'Demandez au destinataire par un autre moyen de faire de la place, et renvoyez le message plus tard.',
    'mailbox-unavailable': 'Réessayez plus tard. Si cela dure, interrogez le destinataire par un autre moyen.',
    'domain-not-found': 'Vérifiez cette partie et renvoyez le message.',
    'no-mail-accepted': 'Demandez au destinataire par un autre moyen une adresse qui accepte les messages.',
    loop: 'Transmettez ce rapport à votre administrateur de messagerie : il doit corriger le transfert, le groupe ou le connecteur qui renvoie les messages.',
    'no-route': "Vérifiez l'adresse. Si elle est juste, transmettez ce rapport à votre administrateur de messagerie.",
    'too-large':
      "Envoyez moins à la fois : moins de pages, une résolution plus faible, une compression plus forte ; ou partagez le fichier d'une autre façon.",
    'too-many-recipients': 'Renvoyez le message en plusieurs parties, chacune à moins de destinataires.',
    'refused-by-policy':
      "Lisez la raison donnée ci-dessous. Demandez au destinataire par un autre moyen d'autoriser votre adresse ; votre administrateur de messagerie peut voir les détails.",
    'relay-denied':
      'Transmettez ce rapport à votre administrateur de messagerie : le serveur suivant doit accepter les messages de celui-ci, ou il faut un autre connecteur.',
    'sign-in-failed':
      "Transmettez ce rapport à votre administrateur de messagerie : il doit renouveler le nom d'utilisateur et le mot de passe du connecteur.",
    'tls-failed':
      "Transmettez ce rapport à votre administrateur de messagerie : un certificat ou un réglage de protection ne convient pas, d'un côté ou de l'autre.",
    'needs-8bitmime': 'Renvoyez le message en texte simple, ou son contenu en pièce jointe.',
    'needs-smtputf8': 'Utilisez une autre adresse du destinataire ou de vous-même, écrite en lettres simples.',
    'content-refused':
      "Lisez la raison donnée ci-dessous. Souvent, une pièce jointe de ce genre n'est pas permise : envoyez-la sous une autre forme.",
    'dns-failed':
      "Renvoyez le message plus tard. Si cela dure, l'administrateur du destinataire doit réparer les serveurs de noms du domaine.",
    'connection-failed':
      'Renvoyez le message plus tard. Si cela dure, transmettez ce rapport à votre administrateur de messagerie.',
    'timed-out':
      'Renvoyez le message plus tard. Si cela dure, transmettez ce rapport à votre administrateur de messagerie.',
    'protocol-error': "Transmettez ce rapport à votre administrateur de messagerie, qui peut voir ce qu'il a dit.",
    busy: 'Renvoyez le message plus tard. Si cela dure, interrogez le destinataire par un autre moyen.',
    'storage-failed':
      'Transmettez ce rapport à votre administrateur de messagerie, qui doit examiner le disque du serveur.',
    expired:
      "Vérifiez l'adresse. Si elle est juste, renvoyez le message plus tard et transmettez ce rapport à votre administrateur de messagerie : la dernière raison est donnée ci-dessous.",
    cancelled: 'Demandez-en la raison à votre administrateur de messagerie avant de renvoyer le message.',
    other: 'Lisez la raison donnée ci-dessous, ou transmettez ce rapport à votre administrateur de messagerie.',
  },
  openings: {
    failure: {
      subject: 'Non remis',
      heading: "Votre message n'a pas été remis",
      sentence: "Votre message n'a pas pu être remis aux destinataires ci-dessous. Il n'y aura pas d'autre tentative.",
    },
    delivered: {
      subject: 'Remis',
      heading: 'Votre message a été remis',
      sentence:
        'Comme vous avez demandé à le savoir : votre message est dans les boîtes aux lettres des destinataires ci-dessous.',
    },
    relayed: {
      subject: 'Transmis',
      heading: 'Votre message a été transmis',
      sentence:
        "Comme vous avez demandé à le savoir : votre message a été transmis au système de messagerie des destinataires ci-dessous, qui ne dira pas s'il arrive.",
    },
    expanded: {
      subject: 'Distribué',
      heading: "Votre message a été transmis aux membres d'un groupe",
      sentence:
        'Comme vous avez demandé à le savoir : votre message a été transmis à tous ceux que désignent les adresses ci-dessous.',
    },
    delay: {
      subject: 'Retardé',
      heading: 'Votre message est retardé',
      sentence:
        "Votre message n'a pas encore été remis aux destinataires ci-dessous. Les tentatives continuent. Vous n'avez rien à faire, ni à renvoyer le message.",
      sentence_until:
        "Votre message n'a pas encore été remis aux destinataires ci-dessous. Les tentatives continuent jusqu'au {{until}}. Vous n'avez rien à faire, ni à renvoyer le message.",
    },
  },
  yourMessage: 'votre message',
  moreRecipients_one: "{{count}} autre destinataire figure dans la partie d'état jointe.",
  moreRecipients_many: "{{count}} autres destinataires figurent dans la partie d'état jointe.",
  moreRecipients_other: "{{count}} autres destinataires figurent dans la partie d'état jointe.",
  countedRecipients_one:
    '{{count}} autre destinataire ne figure pas ici ; votre administrateur de messagerie le trouve dans le suivi des messages.',
  countedRecipients_many:
    "{{count}} autres destinataires ne figurent pas ici ; votre administrateur de messagerie trouve chacun d'eux dans le suivi des messages.",
  countedRecipients_other:
    "{{count}} autres destinataires ne figurent pas ici ; votre administrateur de messagerie trouve chacun d'eux dans le suivi des messages.",
  lastAttempt: '{{date}}, numéro {{number}}',
  labels: {
    title: 'Rapport de remise',
    happened: "Ce qui s'est passé",
    who: 'Qui',
    fix: 'Que faire',
    details: "Détails pour l'administrateur",
    device: 'Appareil',
    sender: 'Expéditeur',
    subject: 'Objet',
    received: 'Reçu',
    messageId: 'Message-ID',
    queueId: "Numéro de file d'attente",
    reportedBy: 'Rapporté par',
    none: '(aucun)',
    serverSaid: 'Le serveur suivant a dit',
    reason: 'Raison',
    inOtherWords: "En d'autres mots",
    nextServer: 'Serveur suivant',
    status: 'État',
    attempts: 'Tentatives',
    lastAttempt: 'Dernière tentative',
    triedUntil: "Tenté jusqu'au",
  },
  monthly: {
    subject: 'Messages de {{month}} : {{organization}}',
    greeting: '{{month}} chez {{organization}}, tel que Doorpost l’a compté sur {{hostName}}.',
    nothing: 'Rien n’est arrivé et rien n’est parti.',
    cameIn: 'Messages arrivés',
    refused: 'Refusés',
    wentOut: 'Destinataires, selon le sort de leur message',
    devices: 'Par appareil',
    signIns: 'Par connexion (SMTP AUTH)',
    upstreams: 'Par voie de sortie',
    causes: 'Pourquoi des messages ont été refusés ou ont échoué',
    codes: 'Messages non remis, par code',
    others: 'Autres',
    link: 'Les messages derrière chaque nombre : {{link}}',
    why: 'Les adresses qui reçoivent les alarmes reçoivent ce rapport le premier de chaque mois, jusqu’à ce que le rapport mensuel de l’organisation soit désactivé.',
    ways: {
      relay: 'par connecteur',
      submission: 'avec connexion',
      direct: 'd’inconnus',
      internal: 'de Doorpost lui-même',
    },
    waysOut: { mailbox: 'Boîtes aux lettres d’ici', mx: 'Directement, par MX' },
    statuses: {
      Delivered: 'Remis',
      Failed: 'Échoués',
      Captured: 'Retenus',
      Expanded: 'Développés en groupe',
      Transferred: 'Transmis',
    },
  },
  digest: {
    subject: 'Messages retenus pour vous : {{number}}',
    greeting: 'Messages pour {{recipient}} que {{hostName}} a retenus depuis la dernière liste et n’a pas remis :',
    line: 'De {{sender}}, {{date}}',
    more: 'Et {{number}} autres.',
    noSubject: '(sans objet)',
    ask: 'Attendez-vous l’un d’eux ? Demandez à {{contact}}, qui peut le libérer. Ce que personne ne demande est supprimé après quelques jours. Il n’y a rien à cliquer dans ce message.',
    why: {
      malware: 'un logiciel malveillant y a été trouvé',
      spam: 'il ressemble à du courrier indésirable',
      author: 'rien ne montre que son auteur l’a écrit',
      blocked: 'son expéditeur est bloqué',
      rules: 'une règle le retient',
    },
  },
};
