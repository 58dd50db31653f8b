/** Refusals of other services, in French. */
import type { Sentences } from '../sentences.ts';

export const services: Sentences = {
  'the name, the password or the token is not accepted': 'le nom, le mot de passe ou le jeton n’est pas accepté',
  'use an app password (an account’s own password does not work) or OAuth, and set it anew':
    'utilisez un mot de passe d’application (le mot de passe propre d’un compte ne marche pas) ou OAuth, et redéfinissez-le',
  'the account has two-step verification: its own password does not work here':
    'le compte a la validation en deux étapes : son propre mot de passe ne marche pas ici',
  'make an app password in the Google account’s security settings, and set it on the connector':
    'créez un mot de passe d’application dans les paramètres de sécurité du compte Google, et définissez-le sur le connecteur',
  'Google wants a person to confirm the sign-in': 'Google veut qu’une personne confirme la connexion',
  'sign in with a browser once, or use OAuth': 'connectez-vous une fois avec un navigateur, ou utilisez OAuth',
  'the service takes mail only under TLS': 'le service n’accepte de courrier que sous TLS',
  'set the connector’s TLS to required': 'réglez TLS du connecteur sur required',
  'no sign-in was sent': 'aucune connexion n’a été envoyée',
  'give the connector a sign-in, or register our address for the SMTP relay service in the Google admin console':
    'donnez une connexion au connecteur, ou inscrivez notre adresse pour le service de relais SMTP dans la console d’administration Google',
  'the organization’s mail of a day through the SMTP relay service is used up':
    'le courrier quotidien de l’organisation par le service de relais SMTP est épuisé',
  'wait until tomorrow, or ask Google for a higher limit':
    'attendez demain, ou demandez à Google une limite plus haute',
  'our address is not registered for the SMTP relay service':
    'notre adresse n’est pas inscrite pour le service de relais SMTP',
  'add our public address in the Google admin console (Apps, Gmail, Routing, SMTP relay service)':
    'ajoutez notre adresse publique dans la console d’administration Google (Applications, Gmail, Routage, service de relais SMTP)',
  'the account’s mail of a day is used up': 'le courrier quotidien du compte est épuisé',
  'wait until tomorrow, or use the SMTP relay service, which allows more':
    'attendez demain, ou utilisez le service de relais SMTP, qui permet davantage',
  'the sender’s domain has neither SPF for our address nor DKIM':
    'le domaine de l’expéditeur n’a ni SPF pour notre adresse ni DKIM',
  'add our public address to the domain’s SPF record, or sign in at Google with an account of the domain':
    'ajoutez notre adresse publique à l’enregistrement SPF du domaine, ou connectez-vous chez Google avec un compte du domaine',
  'Google slows this account or address down': 'Google ralentit ce compte ou cette adresse',
  'nothing: it passes. If it comes often, set a lower pace on the connector':
    'rien : cela passe. Si cela revient souvent, réglez un rythme plus bas sur le connecteur',
  'the name, the secret or the application’s role is not right':
    'le nom, le secret ou le rôle de l’application n’est pas bon',
  'the name is RESOURCE.APP-ID.TENANT-ID or an SMTP username; its application needs the role to send on the resource; the secret may have expired':
    'le nom est RESOURCE.APP-ID.TENANT-ID ou un nom d’utilisateur SMTP ; son application a besoin du rôle d’envoi sur la ressource ; le secret a peut-être expiré',
  'more mail than the resource’s quota': 'plus de courrier que le quota de la ressource',
  'lower the connector’s pace, or ask for a higher quota':
    'baissez le rythme du connecteur, ou demandez un quota plus haut',
  'SES knows neither this address nor its domain as verified in that region; while the account is in the sandbox that goes for recipients too':
    'SES ne connaît ni cette adresse ni son domaine comme vérifiés dans cette région ; tant que le compte est dans le bac à sable, cela vaut aussi pour les destinataires',
  'the name or the password is not that of SMTP credentials of this region: access keys of AWS do not work here':
    'le nom ou le mot de passe n’est pas celui d’informations d’identification SMTP de cette région : les clés d’accès d’AWS ne marchent pas ici',
  'the IAM user of the SMTP credentials may not send as this identity':
    'l’utilisateur IAM des informations d’identification SMTP n’a pas le droit d’envoyer sous cette identité',
  'allow ses:SendRawEmail for it in the policy of that IAM user':
    'autorisez-lui ses:SendRawEmail dans la stratégie de cet utilisateur IAM',
  'Amazon has paused the sending of the account, mostly for bounces or complaints':
    'Amazon a mis en pause l’envoi du compte, le plus souvent pour des retours ou des plaintes',
  'see the SES console (Reputation metrics) and the mail that AWS wrote, and ask AWS to review it':
    'voyez la console SES (métriques de réputation) et le message d’AWS, et demandez à AWS de l’examiner',
  'what the account may send in 24 hours is used up': 'ce que le compte peut envoyer en 24 heures est épuisé',
  'ask AWS for a higher sending quota (Service Quotas), and set it as the connector’s pace, so that it is not met again':
    'demandez à AWS un quota d’envoi plus haut (Service Quotas), et réglez-le comme rythme du connecteur, pour ne plus l’atteindre',
  'more messages a second than the account may send': 'plus de messages par seconde que le compte n’en peut envoyer',
  'nothing: it passes. If it comes often, set the account’s rate as the connector’s pace, or ask AWS for a higher one':
    'rien : cela passe. Si cela revient souvent, réglez le débit du compte comme rythme du connecteur, ou demandez-en un plus haut à AWS',
  'more sessions at once than SES takes from one account':
    'plus de sessions à la fois que SES n’en accepte d’un compte',
  'nothing: fewer are used for a while. Set a pace if other programs use the account too':
    'rien : moins sont utilisées pendant un temps. Réglez un rythme si d’autres programmes utilisent aussi le compte',
  'SendGrid knows neither this address nor its domain as a sender identity of the account':
    'SendGrid ne connaît ni cette adresse ni son domaine comme identité d’expéditeur du compte',
  'what the plan of the account allows is used up': 'ce que permet le plan du compte est épuisé',
  'wait until it begins anew, or take a larger plan (Settings, Account Details)':
    'attendez qu’il recommence, ou prenez un plan plus grand (Settings, Account Details)',
  'more than SendGrid takes of the account in an hour': 'plus que SendGrid n’en accepte du compte en une heure',
  'the API key may not send mail, or the account is under review or suspended':
    'la clé d’API n’a pas le droit d’envoyer, ou le compte est en examen ou suspendu',
  'give the key the permission Mail Send (Settings, API Keys), and look for a notice on the account':
    'donnez à la clé l’autorisation Mail Send (Settings, API Keys), et cherchez un avis sur le compte',
  'the API key is wrong, was deleted, or may not be used from our address':
    'la clé d’API est fausse, a été supprimée, ou ne peut pas servir depuis notre adresse',
  'give the connector a sign-in: the name apikey, and an API key as its password':
    'donnez une connexion au connecteur : le nom apikey, et une clé d’API comme mot de passe',
  'the account takes SMTP only from addresses it knows, and ours is not among them':
    'le compte n’accepte SMTP que d’adresses qu’il connaît, et la nôtre n’en est pas',
  'add our public address at Brevo (Settings, Security, Authorized IPs), by IPv6 too where this machine has it; or switch that check off for SMTP keys':
    'ajoutez notre adresse publique chez Brevo (Settings, Security, Authorized IPs), aussi celle d’IPv6 si cette machine en a ; ou désactivez ce contrôle pour les clés SMTP',
  'a new account may not send before Brevo has activated its SMTP':
    'un nouveau compte n’a pas le droit d’envoyer avant que Brevo ait activé son SMTP',
  'ask the support of Brevo to activate transactional mail for the account':
    'demandez au support de Brevo d’activer le courrier transactionnel pour le compte',
  'the login or the SMTP key is wrong: an API key and the account’s own password do not work here':
    'l’identifiant ou la clé SMTP est faux : une clé d’API et le mot de passe propre du compte ne marchent pas ici',
  'the host takes this only under TLS, and the connector used none':
    'l’hôte n’accepte cela que sous TLS, et le connecteur n’en utilisait pas',
  'the host takes mail only under TLS, and the connector used none':
    'l’hôte n’accepte de courrier que sous TLS, et le connecteur n’en utilisait pas',
  'have it switched on there, or use another account': 'faites-le activer là-bas, ou utilisez un autre compte',
  'the account has to set a new password, or to sign in once in another way':
    'le compte doit définir un nouveau mot de passe, ou se connecter une fois autrement',
  'the name or the password is wrong, or the account may not sign in':
    'le nom ou le mot de passe est faux, ou le compte n’a pas le droit de se connecter',
  'the host takes mail only from those who sign in, or only under TLS':
    'l’hôte n’accepte que le courrier de ceux qui se connectent, ou seulement sous TLS',
  'give the connector a sign-in, and set its TLS to required':
    'donnez une connexion au connecteur, et réglez son TLS sur required',
  'the host takes this mail only from those who sign in': 'l’hôte n’accepte ce message que de ceux qui se connectent',
  'what the account may send in a while is used up': 'ce que le compte peut envoyer en un certain temps est épuisé',
  'more mail than the host takes from one account or address':
    'plus de courrier que l’hôte n’en accepte d’un compte ou d’une adresse',
  'the account is restricted there': 'le compte y est restreint',
  'sign in on port 587, or have a static address taken off the list':
    'connectez-vous au port 587, ou faites retirer de la liste une adresse statique',
  'the host does not take mail from our address, or by our name':
    'l’hôte n’accepte pas de courrier de notre adresse, ou sous notre nom',
  'have our public address allowed there, give it a name in DNS that leads back to it (PTR), and set DOORPOST_HOSTNAME to that name; or sign in on port 587':
    'faites-y autoriser notre adresse publique, donnez-lui dans le DNS un nom qui y ramène (PTR), et donnez ce nom à DOORPOST_HOSTNAME ; ou connectez-vous au port 587',
  'the host does not pass on mail of ours: it knows neither our address nor a sign-in of ours, or not for this recipient’s domain':
    'l’hôte ne transmet pas notre courrier : il ne connaît ni notre adresse ni une connexion à nous, ou pas pour le domaine de ce destinataire',
};
