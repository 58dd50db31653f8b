/** Events of the trace, in French. */
import type { Sentences } from '../sentences.ts';

export const trace: Sentences = {
  'and {{0}} more, not looked at here': 'et {{0}} autres, non examinés ici',
  'left out: the message has already been through it': 'écarté : le message est déjà passé par là',
  'not looked at any deeper': 'non examiné plus loin',
  '{{0}}, from {{1}}': '{{0}}, depuis {{1}}',
  'none covers this address or certificate': 'aucun ne couvre cette adresse ou ce certificat',
  '{{0}} of {{1}} {{2}} ({{3}})': '{{0}} sur {{1}} {{2}} ({{3}})',
  'SMTP relay by connector': 'relais SMTP par connecteur',
  'client submission': 'soumission de client',
  'Direct Send': 'Direct Send',
  'Doorpost itself': 'Doorpost lui-même',
  none: 'aucun',
  yes: 'oui',
  'yes, showing the certificate {{0}}': 'oui, avec le certificat {{0}}',
  'its own': 'le sien',
  'odd line ends refused': 'fins de ligne inhabituelles refusées',
  'odd line ends repaired': 'fins de ligne inhabituelles réparées',
  '{{0}}: {{1}} or newer, {{2}}': '{{0}} : {{1}} ou plus récent, {{2}}',
  '{{0}}, sign-in before TLS': '{{0}}, connexion avant TLS',
  '{{0}} or {{1}}': '{{0}} ou {{1}}',
  '{{0}} attempt': '{{0}} tentative',
  '{{0}} attempts': '{{0}} tentatives',
  '{{0}} session': '{{0}} session',
  '{{0}} sessions': '{{0}} sessions',
  '{{0}} refusal': '{{0}} refus',
  '{{0}} refusals': '{{0}} refus',
  '{{0}} days': '{{0}} jours',
  'signed in as {{0}}': 'connecté en tant que {{0}}',
  'connector {{0}} matched by {{1}}': 'connecteur {{0}}, reconnu par {{1}}',
  'no connector': 'aucun connecteur',
  'no TLS': 'sans TLS',
  'Received by {{0}} from {{1}}; {{2}} to {{3}}, {{4}} bytes; {{5}}':
    'Reçu par {{0}} de {{1}} ; {{2}} à {{3}}, {{4}} octets ; {{5}}',
  'Envelope sender {{0}} became {{1}}': 'L’expéditeur d’enveloppe {{0}} est devenu {{1}}',
  '{{0}} sends faster than its pace (messagesPerMinute: {{1}}): this one waits for its turn':
    '{{0}} envoie plus vite que son rythme (messagesPerMinute : {{1}}) : ce message attend son tour',
  'The sender': 'L’expéditeur',
  'SMTP relay': 'relais SMTP',
  '{{0}} (SCL {{1}}, {{2}}, {{3}})': '{{0}} (SCL {{1}}, {{2}}, {{3}})',
  '{{0}} for the check {{1}}': '{{0}} pour la vérification {{1}}',
  'Malware was found: {{0}}': 'Un programme malveillant a été trouvé : {{0}}',
  'Not looked at: {{0}}': 'Non examiné : {{0}}',
  Taken: 'Accepté',
  'Taken as junk': 'Accepté comme courrier indésirable',
  'Taken into quarantine': 'Mis en quarantaine',
  'Only observed: the check {{0}} would refuse it': 'Seulement observé : la vérification {{0}} le refuserait',
  'Only observed: the check {{0}} would put it off': 'Seulement observé : la vérification {{0}} le ferait patienter',
  'Only observed: the check {{0}} would put it into Junk':
    'Seulement observé : la vérification {{0}} le mettrait dans Courrier indésirable',
  'Only observed: the check {{0}} would put it into quarantine':
    'Seulement observé : la vérification {{0}} le mettrait en quarantaine',
  'Only observed: the check {{0}} would hold it': 'Seulement observé : la vérification {{0}} le retiendrait',
  'it came from a device of the organization, which may write as {{0}}':
    'il vient d’un appareil de l’organisation, qui peut écrire en tant que {{0}}',
  'its header shows no one author': 'son en-tête ne montre pas un auteur unique',
  'DNS did not answer, so nothing is known of whether {{0}} sent it':
    'le DNS n’a pas répondu, on ne sait donc pas si {{0}} l’a envoyé',
  '{{0}} is shown to be its sender': 'il est établi que {{0}} en est l’expéditeur',
  '{{0}} is probably its sender': '{{0}} en est probablement l’expéditeur',
  'nobody asked who sent it': 'personne n’a demandé qui l’a envoyé',
  'nothing shows that {{0}} sent it, and the owner of the domain wants such mail turned away':
    'rien ne montre que {{0}} l’a envoyé, et le propriétaire du domaine veut que ce courrier soit écarté',
  'nothing shows that {{0}} sent it': 'rien ne montre que {{0}} l’a envoyé',
  'for a device of yours: list it, let it come by an inbound connector or sign in, or name its public address in the SPF record of the domain':
    'pour un appareil à vous : inscrivez-le, faites-le passer par un connecteur entrant ou se connecter, ou nommez son adresse publique dans l’enregistrement SPF du domaine',
  '{{0}} was taken out of the header: it spoke in the name of this server':
    '{{0}} a été retiré de l’en-tête : il parlait au nom de ce serveur',
  '{{0}} was taken out of the header: only a mail server of the house may write it':
    '{{0}} a été retiré de l’en-tête : seul un serveur de messagerie de la maison peut l’écrire',
  '{{0}} for {{1}}, who is no mailbox here: there is nobody to get it':
    '{{0}} pour {{1}}, qui n’est pas une boîte aux lettres ici : il n’y a personne pour le recevoir',
  'Not taken for {{0}}: kept for the administrator (trace --orphan-reports lists it)':
    'Non accepté pour {{0}} : conservé pour l’administrateur (trace --orphan-reports le liste)',
  'List of {{0}} kept back for {{1}}': 'Liste de {{0}} retenus pour {{1}}',
  '{{0}} day': '{{0}} jour',
  'Deleted from quarantine by {{0}}': 'Supprimé de la quarantaine par {{0}}',
  'Deleted after {{0}} in quarantine': 'Supprimé après {{0}} en quarantaine',
  'Erased with all that was kept of a person, by {{0}}':
    'Effacé avec tout ce qui était conservé d’une personne, par {{0}}',
  'Released from quarantine by {{0}}': 'Libéré de la quarantaine par {{0}}',
  'Released from quarantine to {{0}} by {{1}}; what waits for its recipients stays':
    'Libéré de la quarantaine pour {{0}} par {{1}} ; ce qui attend pour ses destinataires reste',
  '{{0}} was left out: it has or had this message': '{{0}} a été écarté : ce message y est ou y était déjà',
  'Report of a month for {{0}}': 'Rapport mensuel pour {{0}}',
  '{{0}} was left out: {{1}}': '{{0}} a été écarté : {{1}}',
  'An address': 'Une adresse',
  'Junk is not sent on to the outside': 'le courrier indésirable n’est pas transmis vers l’extérieur',
  'it is a recipient already': 'c’est déjà un destinataire',
  'the message has already been through it': 'le message est déjà passé par là',
  'groups and forwarding are nested deeper than {{0}}':
    'les groupes et transferts sont imbriqués sur plus de {{0}} niveaux',
  'Delivered to {{0}}, into Junk': 'Remis à {{0}}, dans Courrier indésirable',
  'Delivered to {{0}}': 'Remis à {{0}}',
  'the attempt ended without a result for this recipient':
    'la tentative s’est terminée sans résultat pour ce destinataire',
  'Handed on to {{0}}': 'Transmis à {{0}}',
  'the next hop': 'le serveur suivant',
  'Captured, not sent to {{0}}: mail for outside is kept back here':
    'Capturé, non envoyé à {{0}} : le courrier vers l’extérieur est retenu ici',
  'Dropped: it is Junk, and leads only to the outside':
    'Abandonné : c’est du courrier indésirable, et il ne mène qu’à l’extérieur',
  'Mail loop: the members of the group lead only back to where the message has been':
    'Boucle de messagerie : les membres du groupe ne ramènent que là où le message est déjà passé',
  'Mail loop: the addresses it is forwarded to lead only back to where the message has been':
    'Boucle de messagerie : les adresses de transfert ne ramènent que là où le message est déjà passé',
  'Group expanded, as another organization has set it up':
    'Groupe développé, comme l’a configuré une autre organisation',
  'Group expanded to {{0}}': 'Groupe développé vers {{0}}',
  'Forwarded, as another organization has set it up': 'Transféré, comme l’a configuré une autre organisation',
  'Forwarded to {{0}}': 'Transféré à {{0}}',
  'Given up after {{0}}, its next hop being in trouble; the last one: {{1}}':
    'Abandonné après {{0}}, son serveur suivant étant en difficulté ; en dernier : {{1}}',
  'Given up after {{0}} and {{1}}; the last one: {{2}}': 'Abandonné après {{0}} et {{1}} ; en dernier : {{2}}',
  'Not tried now: {{0}}': 'Non tenté maintenant : {{0}}',
  'The directory has changed: now goes by {{0}}': 'L’annuaire a changé : passe maintenant par {{0}}',
  'a stranger sent it; postmaster is told instead': 'un inconnu l’a envoyé ; postmaster est averti à sa place',
  '{{0}} (no report: {{1}})': '{{0}} (pas de rapport : {{1}})',
  '{{0}} has this report already': '{{0}} a déjà ce rapport',
  'the envelope sender is empty': 'l’expéditeur d’enveloppe est vide',
  'the sender asked for none': 'l’expéditeur n’en voulait pas',
  'Another node has this delivery now': 'Un autre nœud a maintenant cette remise',
  'Local error in processing; it is in the log': 'Erreur locale de traitement ; elle est dans le journal',
  'The group does not exist any more': 'Le groupe n’existe plus',
  'The group {{0}} has no members': 'Le groupe {{0}} n’a pas de membres',
  'The group {{0}} has more than {{1}} members': 'Le groupe {{0}} a plus de {{1}} membres',
  'Expired by an administrator': 'Déclaré expiré par un administrateur',
  'Taken out of the queue by an administrator': 'Retiré de la file d’attente par un administrateur',
  '{{0}}; the last reason was: {{1}}': '{{0}} ; la dernière raison était : {{1}}',
  'the service takes mail in the name of {{0}} alone, or of whom that may send as: mail of other senders bounces':
    'le service n’accepte de courrier qu’au nom de {{0}}, ou de qui cette adresse peut envoyer : le courrier d’autres expéditeurs est retourné',
  'the service takes mail only in the name of senders that were verified there: mail of other senders bounces':
    'le service n’accepte de courrier qu’au nom d’expéditeurs qui y ont été vérifiés : le courrier d’autres expéditeurs est retourné',
  'Kept in quarantine: malware was found in it ({{0}})':
    'En quarantaine : un programme malveillant y a été trouvé ({{0}})',
  'Kept in quarantine': 'En quarantaine',
  'Kept in quarantine: {{0}}': 'En quarantaine : {{0}}',
  '{{0}} is no mailbox, alias or group of {{1}}': '{{0}} n’est ni boîte aux lettres, ni alias, ni groupe de {{1}}',
  'the mailbox {{0}} is disabled': 'la boîte aux lettres {{0}} est désactivée',
  'recipient in {{0}}': 'destinataire dans {{0}}',
  'certificate {{0}} of {{1}}': 'certificat {{0}} de {{1}}',
  '{{0}} and own domain {{1}}': '{{0}} et domaine propre {{1}}',
  'Paused by {{0}}': 'Mis en pause par {{0}}',
  'Released by {{0}}': 'Libéré par {{0}}',
  'Due for another attempt at once, by {{0}}': 'À retenter tout de suite, par {{0}}',
  'Redirected by way of {{0}}, by {{1}}': 'Redirigé par {{0}}, par {{1}}',
  'Redirected from {{0}} to {{1}} by way of {{2}}, by {{3}}': 'Redirigé de {{0}} vers {{1}} par {{2}}, par {{3}}',
  'Sender {{0}} was left out': 'Sender {{0}} a été omis',
  'From {{0}} became {{1}}{{2}}': 'From {{0}} est devenu {{1}}{{2}}',
  'Reply-To {{0}} was added': 'Reply-To {{0}} a été ajouté',
  'without an address that can be read': 'sans adresse lisible',
  '; a display name that was too long was left out': ' ; un nom complet trop long a été omis',
  '; a display name that was an address was left out': ' ; un nom complet qui était une adresse a été omis',
  'HELO or EHLO came with no name, or with one that is no host name: taken as it was':
    'HELO ou EHLO est venu sans nom, ou avec un qui n’est pas un nom d’hôte : accepté tel quel',
  'It signed in after HELO, where EHLO belongs: taken': 'Il s’est connecté après HELO, où il faut EHLO : accepté',
  'An address was written with brackets left out or doubled, a name, stray blanks or dots, or an odd domain: repaired':
    'Une adresse était écrite avec des crochets oubliés ou doublés, un nom, des blancs ou points égarés, ou un domaine inhabituel : réparée',
  'MAIL FROM had no address that can be read: the sender that is set for this peer was taken':
    'MAIL FROM n’avait pas d’adresse lisible : l’expéditeur défini pour cet interlocuteur a été pris',
  'Commands ended with LF alone: taken': 'Les commandes se terminaient par LF seul : accepté',
  'Lines ended with a bare LF or CR, or with CR CR LF: repaired':
    'Les lignes se terminaient par un LF ou CR isolé, ou par CR CR LF : réparées',
  'The message ended with LF . LF: taken for its end': 'Le message se terminait par LF . LF : pris pour sa fin',
  'NUL bytes were in the message: each is a blank': 'Des octets NUL étaient dans le message : chacun est un blanc',
  'The header had lines that are no fields: kept as X-Mailbox-Line':
    'L’en-tête avait des lignes qui ne sont pas des champs : gardées comme X-Mailbox-Line',
  'The empty line between header and text was missing: added':
    'La ligne vide entre en-tête et texte manquait : ajoutée',
  'Lines were longer than 998 bytes: wrapped': 'Des lignes dépassaient 998 octets : coupées',
  'The message was sent without waiting for 354: taken': 'Le message a été envoyé sans attendre 354 : accepté',
  'Header fields had 8-bit characters: encoded (RFC 2047, RFC 2231)':
    'Des champs d’en-tête avaient des caractères 8 bits : codés (RFC 2047, RFC 2231)',
  'A display name had @ outside quotes: quoted': 'Un nom complet avait @ hors des guillemets : mis entre guillemets',
  'Bcc was taken out of the header': 'Bcc a été retiré de l’en-tête',
  'Date was missing: added': 'Date manquait : ajouté',
  'Message-ID was missing: added': 'Message-ID manquait : ajouté',
  'It signed in by CRAM-MD5': 'Il s’est connecté par CRAM-MD5',
  'It signed in without TLS: its password crossed the network in clear':
    'Il s’est connecté sans TLS : son mot de passe a traversé le réseau en clair',
  'TLS was begun on a port that begins in clear text: served':
    'TLS a commencé sur un port qui commence en clair : servi',
  'It speaks TLS 1.1, which is out of date: served': 'Il parle TLS 1.1, qui est dépassé : servi',
  'It speaks TLS 1.0, which is out of date: served': 'Il parle TLS 1.0, qui est dépassé : servi',
  'It has only old ciphers or RSA key exchange: served':
    'Il n’a que d’anciens chiffrements ou l’échange de clés RSA : servi',
  '{{row}}: {{act}}, because {{why}}': '{{row}} : {{act}}, car {{why}}',
  '{{row}} is only observed; it would be {{act}}, because {{why}}':
    '{{row}} n’est qu’observé ; il serait {{act}}, car {{why}}',
  '{{row}}: {{why}}; nothing is done about it here': '{{row}} : {{why}} ; rien n’est fait ici',
  refused: 'refusé',
  'refused for now': 'refusé pour l’instant',
  'put into quarantine': 'mis en quarantaine',
  'put into Junk': 'mis dans Courrier indésirable',
  'paused until an administrator has looked at it': 'mis en pause jusqu’à ce qu’un administrateur l’ait examiné',
  marked: 'marqué',
  'Non-delivery report': 'Rapport de non-remise',
  'Delay notice': 'Avis de retard',
  'Success report': 'Rapport de remise',
  '{{0}} about {{1}} for {{2}}{{3}}': '{{0}} sur {{1}} pour {{2}}{{3}}',
  '{{0}} for {{1}}{{2}}': '{{0}} pour {{1}}{{2}}',
  ', who is no mailbox here: kept for the administrator (trace --orphan-reports lists it)':
    ', qui n’est pas une boîte aux lettres ici : conservé pour l’administrateur (trace --orphan-reports le liste)',
  ', who is no mailbox here: goes to {{0}}': ', qui n’est pas une boîte aux lettres ici : va à {{0}}',
  'Report for {{0}}, which was not taken there': 'Rapport pour {{0}}, qui n’y a pas été accepté',
};
