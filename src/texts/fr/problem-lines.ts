/** Problem lines, in French. */
import type { Sentences } from '../sentences.ts';

export const problemLines: Sentences = {
  'The address is no UTF-8.': 'L’adresse n’est pas de l’UTF-8.',
  'The request is no UTF-8.': 'La requête n’est pas de l’UTF-8.',
  'The file is no UTF-8.': 'Le fichier n’est pas de l’UTF-8.',
  'The request is too large.': 'La requête est trop volumineuse.',
  'The file is too large.': 'Le fichier est trop volumineux.',
  'The file is too large to be read as it is laid out.':
    'Le fichier est trop volumineux pour être lu tel qu’il est disposé.',
  'The file is too large to be read.': 'Le fichier est trop volumineux pour être lu.',
  'No mail comes in here.': 'Aucun courrier n’entre ici.',
  'No mail goes out here.': 'Aucun courrier ne sort d’ici.',
  'There is nothing to check here.': 'Il n’y a rien à contrôler ici.',
  'Nothing listens for browsers here.': 'Rien n’écoute les navigateurs ici.',
  'No token was given.': 'Aucun jeton n’a été donné.',
  'The token is not known.': 'Le jeton n’est pas connu.',
  'The token has expired.': 'Le jeton a expiré.',
  'You are not signed in any more.': 'Vous n’êtes plus connecté.',
  'The link is not known, was used, or is older than 15 minutes.':
    'Le lien n’est pas connu, a été utilisé, ou a plus de 15 minutes.',
  'The invitation is not known, was used or is too old; or the code is not right.':
    'L’invitation n’est pas connue, a été utilisée ou est trop ancienne ; ou le code n’est pas juste.',
  'Name or password is not right.': 'Le nom ou le mot de passe n’est pas juste.',
  'The code is not right, or was used before.': 'Le code n’est pas juste, ou a déjà été utilisé.',
  'The passkey is not known here, or was not used as it should be.':
    'La clé d’accès n’est pas connue ici, ou n’a pas été utilisée comme il faut.',
  'What the browser brought back from the provider is not what was begun here.':
    'Ce que le navigateur a rapporté du fournisseur n’est pas ce qui a été commencé ici.',
  'There is no organization yet.': 'Il n’y a pas encore d’organisation.',
  'There is no such token.': 'Il n’y a pas de tel jeton.',
  'You have no such session.': 'Vous n’avez pas de telle session.',
  'You have no such passkey.': 'Vous n’avez pas de telle clé d’accès.',
  'There is no such message here.': 'Il n’y a pas de tel message ici.',
  'There is no message of that queue id.': 'Il n’y a pas de message avec cet ID de file d’attente.',
  'There is no message of that queue id in the trace.':
    'Il n’y a pas de message avec cet ID de file d’attente dans le suivi.',
  'There is no session of that reference in the trace.': 'Il n’y a pas de session avec cette référence dans le suivi.',
  'There is no such code.': 'Il n’y a pas de tel code.',
  'the role is above your own': 'le rôle est au-dessus du vôtre',
  'an organization is not among yours': 'une organisation n’est pas des vôtres',
  'you may not read what people wrote': 'vous ne pouvez pas lire ce que des personnes ont écrit',
  'it would be valid for longer than you are': 'il serait valable plus longtemps que vous',
  'a path of a file or socket of the server': 'un chemin d’un fichier ou d’un socket du serveur',
  'the place where mail is kept': 'l’endroit où le courrier est conservé',
  'a host that is not public': 'un hôte qui n’est pas public',
  'which networks belong to whom': 'quels réseaux appartiennent à qui',
  'a limit': 'une limite',
  'how many seats there are': 'combien de licences il y a',
  'what an organization is called': 'le nom d’une organisation',
  'to send in the name of a domain that is not yours': 'envoyer au nom d’un domaine qui n’est pas le vôtre',
  'an address outside the device networks of the organization':
    'une adresse hors des réseaux d’appareils de l’organisation',
  'a certificate that is pinned, or is not of a verified domain of the organization':
    'un certificat épinglé, ou qui n’est pas d’un domaine vérifié de l’organisation',
  'an address in a domain that the organization has not verified':
    'une adresse d’un domaine que l’organisation n’a pas vérifié',
  'an owner outside the verified domains of the organization':
    'un propriétaire hors des domaines vérifiés de l’organisation',
  'a user name that is another organization’s, or in its domain':
    'un nom d’utilisateur d’une autre organisation, ou dans son domaine',
  'Some fields are not right.': 'Certains champs ne sont pas justes.',
  '{{0}} takes no name.': '{{0}} ne prend pas de nom.',
  'there is no listener {{0}}; there are: {{1}}': 'il n’y a pas d’écouteur {{0}} ; il y a : {{1}}',
  'The folder must be an absolute path.': 'Le dossier doit être un chemin absolu.',
  'Redirect needs a goal.': 'Rediriger demande un but.',
  'The role {{0}} is for listed organizations, and none is listed.':
    'Le rôle {{0}} est pour des organisations nommées, et aucune n’est nommée.',
  'A Global administrator has all organizations: none is listed.':
    'Un administrateur général a toutes les organisations : aucune n’est nommée.',
  '{{0}} is not in the future.': '{{0}} n’est pas dans le futur.',
  'Some parameters are not right.': 'Certains paramètres ne sont pas justes.',
  '{{0}} is no time.': '{{0}} n’est pas une heure.',
  'after is no place in a list.': 'after n’est pas une place dans une liste.',
  'If-Match is no list of tags.': 'If-Match n’est pas une liste de balises.',
  '{{0}} is no address or network.': '{{0}} n’est ni une adresse ni un réseau.',
  'That is no status of the trace.': 'Ce n’est pas un état du suivi des messages.',
  'That is more than {{0}} labels at once.': 'C’est plus de {{0}} étiquettes à la fois.',
  'That is more than {{0}} hours or days.': 'C’est plus de {{0}} heures ou jours.',
  'A sign-in needs user name and password.': 'Une connexion demande un nom d’utilisateur et un mot de passe.',
  'A sign-in with a token needs {{0}}.': 'Une connexion avec un jeton demande {{0}}.',
  'The sign-in needs a client secret or a certificate.':
    'La connexion demande une clé secrète client ou un certificat.',
  'A sign-in of the kind {{0}} takes no {{1}}.': 'Une connexion du genre {{0}} ne prend pas : {{1}}.',
  'The request could not be read.': 'La requête n’a pas pu être lue.',
  'There are several organizations and none is the default.':
    'Il y a plusieurs organisations et aucune n’est celle par défaut.',
  'The list has more than {{0}} entries, and does not come whole.':
    'La liste a plus de {{0}} entrées, et ne vient pas en entier.',
  'No filter was given, so this would touch everything there is.':
    'Aucun filtre n’a été donné, cela toucherait donc tout ce qu’il y a.',
  'The proxy in front was not asked by https, so others may read along.':
    'Le proxy placé devant n’a pas été interrogé par https, d’autres pourraient donc lire aussi.',
  'This came by a proxy that is not known here, so nobody can tell whether others read along.':
    'Cela est venu par un proxy inconnu ici, personne ne peut donc dire si d’autres lisent aussi.',
  'Too many sign-ins failed; the next one is looked at in {{0}} s.':
    'Trop de connexions ont échoué ; la suivante est examinée dans {{0}} s.',
  'A passkey is needed, too.': 'Une clé d’accès est aussi nécessaire.',
  'The code of the authenticator app is needed, too.':
    'Le code de l’application d’authentification est aussi nécessaire.',
  'From here a password alone is not enough, and no app is set up.':
    'D’ici, un mot de passe seul ne suffit pas, et aucune application n’est configurée.',
  'This needs a sign-in of the last ten minutes.': 'Cela demande une connexion des dix dernières minutes.',
  'No identity provider is set up.': 'Aucun fournisseur d’identité n’est configuré.',
  'This sign-in was begun in another browser, more than ten minutes ago, or is over.':
    'Cette connexion a été commencée dans un autre navigateur, il y a plus de dix minutes, ou est terminée.',
  'The provider knows this server as {{0}}.': 'Le fournisseur connaît ce serveur comme {{0}}.',
  'The provider said no: {{0}}.': 'Le fournisseur a refusé : {{0}}.',
  'The provider told no role of yours in the claim {{0}}.':
    'Le fournisseur n’a donné aucun rôle de vous dans la revendication {{0}}.',
  'None of your roles at the provider is mapped here: {{0}}.':
    'Aucun de vos rôles chez le fournisseur ne correspond à un rôle d’ici : {{0}}.',
  'The claim {{0}} is larger than what is read here.': 'La revendication {{0}} dépasse ce qui est lu ici.',
  'Somebody else signed in at the provider.': 'Quelqu’un d’autre s’est connecté chez le fournisseur.',
  'The provider did not say when you signed in.': 'Le fournisseur n’a pas dit quand vous vous êtes connecté.',
  'The provider did not ask who you are.': 'Le fournisseur n’a pas demandé qui vous êtes.',
  'Passkeys belong to a name, and this is an address of numbers.':
    'Les clés d’accès appartiennent à un nom, et ceci est une adresse en chiffres.',
  'Passkeys belong to {{0}}.': 'Les clés d’accès appartiennent à {{0}}.',
  '{{0}} is the last Global administrator who signs in with a password.':
    '{{0}} est le dernier administrateur général qui se connecte avec un mot de passe.',
  'The request came from a page of another address.': 'La requête est venue d’une page d’une autre adresse.',
  'You did not sign in with a browser.': 'Vous ne vous êtes pas connecté avec un navigateur.',
  'This needs the role {{0}}; you are {{1}}.': 'Cela demande le rôle {{0}} ; vous êtes {{1}}.',
  'This shows what people wrote, and you do not have the right to read it.':
    'Cela montre ce que des personnes ont écrit, et vous n’avez pas le droit de le lire.',
  'Nobody grants more than they have: {{0}}.': 'Personne n’accorde plus qu’il n’a : {{0}}.',
  'Only a Global administrator may do that: the system settings belong to no organization of yours.':
    'Seul un administrateur général le peut : les paramètres du système n’appartiennent à aucune de vos organisations.',
  'Only a Global administrator may do that: the {{0}} "{{1}}" belongs to no organization of yours.':
    'Seul un administrateur général le peut : {{0}} « {{1}} » n’appartient à aucune de vos organisations.',
  '{{0}} of {{1}} "{{2}}": {{3}}, which is for Global administrators.':
    '{{0}} de {{1}} « {{2}} » : {{3}}, ce qui est réservé aux administrateurs généraux.',
  'This is for the local administrator only.': 'C’est réservé à l’administrateur local.',
  'Trusting a domain without proof is for the local administrator only.':
    'Approuver un domaine sans preuve est réservé à l’administrateur local.',
  'There is no {{0}} "{{1}}".': 'Introuvable : {{0}} « {{1}} ».',
  'Nothing of the name "{{0}}" waits, or was seen.': 'Rien du nom « {{0}} » n’attend, ni n’a été vu.',
  'There is no limit "{{0}}".': 'Il n’y a pas de limite « {{0}} ».',
  'No alarm {{0}} is raised.': 'Aucune alarme {{0}} n’est levée.',
  'No seat is assigned to {{0}}.': 'Aucune licence n’est attribuée à {{0}}.',
  'There is no administrator "{{0}}".': 'Il n’y a pas d’administrateur « {{0}} ».',
  'The role "{{0}}" is not mapped.': 'Le rôle « {{0}} » n’a pas de correspondance.',
  'There is nothing at {{0}} {{1}}.': 'Il n’y a rien à {{0}} {{1}}.',
  'There are {{0}} of the name "{{1}}".': 'Il y en a {{0}} du nom « {{1}} ».',
  '{{0}} waiting devices call themselves "{{1}}".': '{{0}} appareils en attente se nomment « {{1}} ».',
  'There is a {{0}} "{{1}}" already.': 'Existe déjà : {{0}} « {{1}} ».',
  'There are {{0}} {{1}} already.': 'Il y a déjà {{0}} {{1}}.',
  'All {{0}} mailbox seats are assigned.': 'Les {{0}} licences de boîte aux lettres sont toutes attribuées.',
  'All {{0}} protection seats are assigned.': 'Les {{0}} licences de protection sont toutes attribuées.',
  'The change conflicts with what is stored: {{0}}':
    'La modification est en conflit avec ce qui est enregistré : {{0}}',
  'Somebody changed the directory meanwhile.': 'Quelqu’un a modifié l’annuaire entre-temps.',
  'Somebody changed it after you had looked at it, so nothing was changed.':
    'Quelqu’un l’a modifié après que vous l’avez regardé, rien n’a donc été modifié.',
  '{{0}} is a built-in profile, and stays as it is.': '{{0}} est un profil intégré, et reste tel quel.',
  'The credential "{{0}}" of {{1}} is kept {{2}}, and a file cannot change that.':
    'L’identifiant « {{0}} » de {{1}} est conservé {{2}}, et un fichier ne peut pas le changer.',
  'sealed (CRAM-MD5)': 'scellé (CRAM-MD5)',
  hashed: 'haché',
  '{{0}} does not sign in for a person.': '{{0}} ne se connecte pas pour une personne.',
  'You signed in by a link of the server: there is no password.':
    'Vous vous êtes connecté par un lien du serveur : il n’y a pas de mot de passe.',
  'It is the last passkey that signs you in, and you have no password.':
    'C’est la dernière clé d’accès qui vous connecte, et vous n’avez pas de mot de passe.',
  'It is your last second factor, and one is needed here.': 'C’est votre dernier second facteur, et il en faut un ici.',
  'You signed in by the identity provider: it has your password.':
    'Vous vous êtes connecté par le fournisseur d’identité : il a votre mot de passe.',
  'You did not sign in by the identity provider.': 'Vous ne vous êtes pas connecté par le fournisseur d’identité.',
  '{{0}} has no endpoint that gives codes.': '{{0}} n’a pas de point de terminaison qui donne des codes.',
  'The device "{{0}}" has no single address; nothing was changed.':
    'L’appareil « {{0}} » n’a pas d’adresse unique ; rien n’a été modifié.',
  'The connector "{{0}}" is of type {{1}}, which does not relay.':
    'Le connecteur « {{0}} » est de type {{1}}, qui ne relaie pas.',
  'The mailbox {{0}} only signs in here; its mail is kept elsewhere.':
    'La boîte aux lettres {{0}} ne fait que se connecter ici ; son courrier est conservé ailleurs.',
  'The mailbox {{0}} is delivered by LMTP to {{1}}; its mail is not kept here.':
    'La boîte aux lettres {{0}} est desservie par LMTP vers {{1}} ; son courrier n’est pas conservé ici.',
  '{{0}} and more wait for {{1}}': '{{0}} et plus attendent {{1}}',
  '1 recipient waits for {{0}}': '1 destinataire attend {{0}}',
  '{{0}} wait for {{1}}': '{{0}} attendent {{1}}',
  'with this change their mail would leave by the MX of each domain, or bounce.':
    'avec cette modification, leur courrier sortirait selon le MX de chaque domaine, ou serait retourné.',
  '{{0}}, which is in trouble: {{1}} The trouble: {{2}}': '{{0}}, qui est en difficulté : {{1}} La panne : {{2}}',
  'Only JSON is understood.': 'Seul JSON est compris.',
  'This server does not answer to that host name.': 'Ce serveur ne répond pas à ce nom d’hôte.',
  'There is no device profile "{{0}}".': 'Il n’y a pas de profil d’appareil « {{0}} ».',
  'There is no organization "{{0}}" to be the default.': 'Il n’y a pas d’organisation « {{0}} » à mettre par défaut.',
  'No outbound connector leads to {{0}} port {{1}}.': 'Aucun connecteur sortant ne mène à {{0}} port {{1}}.',
  'The connector "{{0}}" refers to the secret "{{1}}".': 'Le connecteur « {{0}} » renvoie au secret « {{1}} ».',
  '{{0}} is in no domain of the organization.': '{{0}} n’est dans aucun domaine de l’organisation.',
  '{{0}} cannot be set for one {{1}}.': '{{0}} ne peut être défini pour un seul élément ({{1}}).',
  'It cannot be imported: {{0}}.': 'L’importation est impossible : {{0}}.',
  'The file has 1 problem.': 'Le fichier a 1 problème.',
  'The file has {{0}} problems.': 'Le fichier a {{0}} problèmes.',
  'The old certificate stays in force: {{0}}': 'L’ancien certificat reste en vigueur : {{0}}',
  'You watch in {{0}} places already.': 'Vous regardez déjà à {{0}} endroits.',
  '{{0}} of your organization watch already.': '{{0}} de votre organisation regardent déjà.',
  '{{0}} watch already.': '{{0}} regardent déjà.',
  'The check broke off; why is in the log.': 'Le contrôle s’est interrompu ; la raison est dans le journal.',
  'An error happened inside; it is in the log.': 'Une erreur interne s’est produite ; elle est dans le journal.',
  'The store cannot write now; nothing was changed.':
    'Le stockage ne peut pas écrire maintenant ; rien n’a été modifié.',
  'It took too long.': 'Cela a pris trop de temps.',
  'Too many look into mailboxes at once.': 'Trop de personnes regardent dans des boîtes aux lettres à la fois.',
  'It is being checked already, or too many domains are.':
    'Il est déjà en cours de contrôle, ou trop de domaines le sont.',
  'To show it would take too much time or memory.': 'L’afficher prendrait trop de temps ou de mémoire.',
  'The backup failed: {{0}}': 'La sauvegarde a échoué : {{0}}',
  'the socket {{0}}': 'le socket {{0}}',
};
