/** Attempts of delivery, in French. */
import type { Sentences } from '../sentences.ts';

export const delivery: Sentences = {
  'its quarantine': 'sa quarantaine',
  'the group': 'le groupe',
  quarantine: 'quarantaine',
  'group {{0}}': 'groupe {{0}}',
  'mail for outside has no upstream: none is there that would take it, or it is switched off':
    'le courrier vers l’extérieur n’a pas de relais sortant : il n’y en a aucun qui le prendrait, ou il est désactivé',
  'mail for outside has no upstream in {{0}}: none is there that would take it, or it is switched off':
    'le courrier vers l’extérieur n’a pas de relais sortant dans {{0}} : il n’y en a aucun qui le prendrait, ou il est désactivé',
  'the outbound connector': 'le connecteur sortant',
  '{{0}} is in trouble: {{1}}': '{{0}} est en difficulté : {{1}}',
  'by {{0}}, the failover, because {{1}}': 'par {{0}}, le remplaçant, car {{1}}',
  '{{0}}; and by {{1}}: {{2}}': '{{0}} ; et par {{1}} : {{2}}',
  '{{0}} may take {{1}} in 24 hours, and has; {{2}}': '{{0}} peut accepter {{1}} en 24 heures, et l’a fait ; {{2}}',
  '{{0}} has asked to be left alone for a while': '{{0}} a demandé qu’on le laisse tranquille un moment',
  '{{0}} takes {{1}} a minute, and others go before': '{{0}} accepte {{1}} par minute, et d’autres passent avant',
  '{{0}}; what helps: {{1}}': '{{0}} ; ce qui aide : {{1}}',
  'the token is good, so its rights are not': 'le jeton est bon, ce sont donc ses droits qui ne le sont pas',
  '{{0}} is forwarded to more than {{1}} addresses: use groups':
    '{{0}} est transféré à plus de {{1}} adresses : utilisez des groupes',
  'the forwarding of {{0}} leads only to itself: correct it':
    'le transfert de {{0}} ne mène qu’à lui-même : corrigez-le',
  'the mailbox': 'la boîte aux lettres',
  'the path of mailbox {{0}} is not usable': 'le chemin de la boîte aux lettres {{0}} n’est pas utilisable',
  'its header is larger than {{0}} bytes': 'son en-tête dépasse {{0}} octets',
  'it has more than {{0}} Delivered-To fields': 'il a plus de {{0}} champs Delivered-To',
  'the message has been in {{0}} before (Delivered-To)': 'le message est déjà passé par {{0}} (Delivered-To)',
  'mailbox {{0}} is not kept here': 'la boîte aux lettres {{0}} n’est pas conservée ici',
  '{{0}}: let a Global administrator set another place (mailbox set --maildir)':
    '{{0}} : faites définir un autre emplacement par un administrateur général (mailbox set --maildir)',
  'no space left for the mailbox': 'plus de place pour la boîte aux lettres',
  'the mailbox could not be written ({{0}})': 'la boîte aux lettres n’a pas pu être écrite ({{0}})',
  'the delivery into the mailbox was given up': 'la remise dans la boîte aux lettres a été abandonnée',
  "the Maildir {{0}} is another organization's": 'le Maildir {{0}} est à une autre organisation',
  'mailbox {{0}} is not a Maildir of this server': 'la boîte aux lettres {{0}} n’est pas un Maildir de ce serveur',
  'To and Cc named others than the recipients of this delivery: Graph would have sent to them too, so they stand in X-Original-To and X-Original-Cc':
    'To et Cc en nommaient d’autres que les destinataires de cette remise : Graph leur aurait aussi envoyé, ils sont donc dans X-Original-To et X-Original-Cc',
  '{{0}} was left out: every recipient would see who else got it':
    '{{0}} a été omis : chaque destinataire verrait qui d’autre l’a reçu',
  '{{0}} were left out: every recipient would see who else got it':
    '{{0}} ont été omis : chaque destinataire verrait qui d’autre l’a reçu',
  '{{0}}; whether Graph sent the message is not known, so it may arrive twice':
    '{{0}} ; on ne sait pas si Graph a envoyé le message, il peut donc arriver deux fois',
  '{{0}} answered at {{1}} with {{2}}': '{{0}} a répondu à {{1}} par {{2}}',
  'local error in delivery; it is in the log': 'erreur locale de remise ; elle est dans le journal',
  '{{0}}; which recipient is meant is found out by the next attempt':
    '{{0}} ; la prochaine tentative trouvera quel destinataire est visé',
  'the message cannot be built anew for Graph: {{0}}': 'le message ne peut pas être reconstruit pour Graph : {{0}}',
  'a draft without id': 'un brouillon sans ID',
  '{{0}}; whether its draft was deleted is not known': '{{0}} ; on ne sait pas si son brouillon a été supprimé',
  'queued for sending by Microsoft Graph (draft with upload)':
    'mis en file d’envoi par Microsoft Graph (brouillon avec chargement)',
  'no answer': 'aucune réponse',
  'queued for sending by Microsoft Graph (the answer was lost, but the draft is no draft any more)':
    'mis en file d’envoi par Microsoft Graph (la réponse s’est perdue, mais le brouillon n’en est plus un)',
  '{{0}}; the draft was still there, and was taken back': '{{0}} ; le brouillon était encore là, et a été repris',
  'something that is no attachment': 'quelque chose qui n’est pas une pièce jointe',
  'accepted for {{0}}: {{1}}': 'accepté pour {{0}} : {{1}}',
  'Microsoft Graph cannot be asked for that': 'on ne peut pas demander cela à Microsoft Graph',
  'Microsoft Graph at {{0}}': 'Microsoft Graph à {{0}}',
  'no answer within {{0}} min': 'aucune réponse en {{0}} min',
  'given up': 'abandonné',
  '{{0}}: given up': '{{0}} : abandonné',
  '{{0}}. Several messages were refused so, and none was taken meanwhile':
    '{{0}}. Plusieurs messages ont été refusés ainsi, et aucun accepté entre-temps',
  '{{0}}; before that, sendMail answered 200, which is no yes':
    '{{0}} ; avant cela, sendMail a répondu 200, ce qui n’est pas un oui',
  '{{0}} said at {{1}}: {{2}}': '{{0}} a dit à {{1}} : {{2}}',
  '{{0}}. The mailbox takes no message of this size':
    '{{0}}. La boîte aux lettres n’accepte aucun message de cette taille',
  '{{0}}. The mailbox {{1}} is full, and nothing can be sent from it':
    '{{0}}. La boîte aux lettres {{1}} est pleine, et rien ne peut en être envoyé',
  '. The account has sent all it may for now': '. Le compte a envoyé tout ce qu’il peut pour le moment',
  "{{0}}. The sender's address is not {{1}}: rewrite From at this upstream (--rewrite-from {{2}}), or give {{3}} the Send As right":
    '{{0}}. L’adresse de l’expéditeur n’est pas {{1}} : réécrivez From à ce relais sortant (--rewrite-from {{2}}), ou donnez à {{3}} le droit « Envoyer en tant que »',
  ', which is a draft of a moment ago': ', un brouillon d’il y a un instant',
  'the content changed while it was read': 'le contenu a changé pendant sa lecture',
  'no uploadUrl': 'aucun uploadUrl',
  'an uploadUrl that is not https': 'un uploadUrl qui n’est pas en https',
  'HTTP {{0}}: the session is over': 'HTTP {{0}} : la session est terminée',
  'HTTP {{0}} that does not say what has arrived of the attachment':
    'HTTP {{0}}, qui ne dit pas ce qui est arrivé de la pièce jointe',
  'the wish to go on at byte {{0}} of {{1}}, when it had {{2}}-{{3}}':
    'le souhait de continuer à l’octet {{0}} sur {{1}}, alors qu’il avait {{2}}-{{3}}',
  'the same bytes wanted again and again': 'le souhait des mêmes octets, encore et encore',
  'evaluation mode keeps it here: nothing leaves this machine':
    'le mode d’évaluation le garde ici : rien ne quitte cette machine',
  'the captured mail could not be written: {{0}}': 'le message capturé n’a pas pu être écrit : {{0}}',
  'the password of connector {{0}} is missing: set it again':
    'le mot de passe du connecteur {{0}} manque : définissez-le à nouveau',
  'the password of connector {{0}} does not open with secret.key: set it again, or put the right key file back and restart':
    'le mot de passe du connecteur {{0}} ne s’ouvre pas avec secret.key : définissez-le à nouveau, ou remettez le bon fichier de clé et redémarrez',
  'a warning: what the domain demands of TLS (DANE, MTA-STS) was passed over, because the header says TLS-Required: no':
    'un avertissement : ce que le domaine exige de TLS (DANE, MTA-STS) a été ignoré, car l’en-tête dit TLS-Required: no',
  '{{0}} does not offer REQUIRETLS': '{{0}} n’offre pas REQUIRETLS',
  'it is not certain that {{0}} is the right mail host (no DANE, no MTA-STS that is enforced)':
    'il n’est pas certain que {{0}} soit le bon serveur de messagerie (pas de DANE, pas de MTA-STS imposé)',
  'the sender asked for TLS all the way (REQUIRETLS), and {{0}}':
    'l’expéditeur a demandé TLS tout du long (REQUIRETLS), et {{0}}',
  '{{0}}: unexpected {{1}}': '{{0}} : inattendu : {{1}}',
  'the stored content could not be read: {{0}}': 'le contenu stocké n’a pas pu être lu : {{0}}',
  '{{0}} does not speak SMTP properly: {{1}}': '{{0}} ne parle pas correctement SMTP : {{1}}',
  '{{0}} closed: {{1}} {{2}}': '{{0}} a fermé : {{1}} {{2}}',
  'the message could not be converted to 7 bit now': 'le message n’a pas pu être converti en 7 bits maintenant',
  '{{0}} does not take 8-bit content, and this message cannot be converted: {{1}}':
    '{{0}} n’accepte pas de contenu 8 bits, et ce message ne peut pas être converti : {{1}}',
  'converted to 7 bit, because {{0}} does not take 8-bit content':
    'converti en 7 bits, car {{0}} n’accepte pas de contenu 8 bits',
  'the message has {{0}} bytes; {{1}} takes at most {{2}}':
    'le message a {{0}} octets ; {{1}} en accepte au plus {{2}}',
  'the message could not be signed now': 'le message n’a pas pu être signé maintenant',
  'in clear text, because TLS failed: {{0}}': 'en clair, car TLS a échoué : {{0}}',
  'the header': 'l’en-tête',
  '{{0}}; it may have the message already, which then arrives twice':
    '{{0}} ; il a peut-être déjà le message, qui arrive alors deux fois',
  'the next hop gave no answer for this recipient': 'le serveur suivant n’a pas répondu pour ce destinataire',
  '{{0}} takes no more recipients now': '{{0}} n’accepte plus de destinataires pour le moment',
  'there is no next hop to try': 'il n’y a pas de serveur suivant à essayer',
  '{{0}}: the session ended before anything was answered': '{{0}} : la session s’est terminée avant toute réponse',
  '{{0}} does not take internationalized mail (SMTPUTF8), which {{1}} needs':
    '{{0}} n’accepte pas de courrier internationalisé (SMTPUTF8), nécessaire pour : {{1}}',
  'TLS report about {{0}} of {{1}}': 'Rapport TLS sur {{0}} du {{1}}',
  'not signed: its header has more than one reading': 'non signé : son en-tête peut se lire de plus d’une façon',
  'not signed by {{0}}: the key does not open': 'non signé par {{0}} : la clé ne s’ouvre pas',
  'signed by {{0}}': 'signé par {{0}}',
  '{{0}} of the envelope went as Bcc': 'partis en Bcc depuis l’enveloppe : {{0}}',
};
