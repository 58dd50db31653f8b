/** Domains, in French. */
import type { Sentences } from '../sentences.ts';

export const domains: Sentences = {
  'it could not be asked: {{0}}': 'il n’a pas pu être interrogé : {{0}}',
  'the token is published': 'le jeton est publié',
  'the token is published, as the host of an MX record': 'le jeton est publié, comme hôte d’un enregistrement MX',
  'the token is not published yet': 'le jeton n’est pas encore publié',
  'the token is no longer published; the domain stays verified':
    'le jeton n’est plus publié ; le domaine reste vérifié',
  'verified ({{0}}); no record is needed any longer': 'vérifié ({{0}}) ; aucun enregistrement n’est plus nécessaire',
  'mail for the domain comes here': 'le courrier du domaine vient ici',
  'mail for the domain goes elsewhere, not here': 'le courrier du domaine va ailleurs, pas ici',
  'mail for the domain goes elsewhere, as an internal-relay domain may':
    'le courrier du domaine va ailleurs, comme le peut celui d’un relais interne',
  '{{0}} SPF records; receivers treat that as an error':
    '{{0}} enregistrements SPF ; les destinataires le traitent comme une erreur',
  'receivers see that mail of the domain may come from this server':
    'les destinataires voient que le courrier du domaine peut venir de ce serveur',
  'whether it names this server is not known, as its public addresses are not':
    'on ne sait pas s’il nomme ce serveur, car ses adresses publiques ne sont pas connues',
  'it does not name the service that sends the mail ({{0}})':
    'il ne nomme pas le service qui envoie le courrier ({{0}})',
  'the record does not name this server, and receivers may take its mail for forged':
    'l’enregistrement ne nomme pas ce serveur, et les destinataires peuvent prendre son courrier pour falsifié',
  'it does not name this server; mail of the domain leaves by {{0}}, whose own addresses receivers see':
    'il ne nomme pas ce serveur ; le courrier du domaine sort par {{0}}, dont les destinataires voient les propres adresses',
  'the record is invalid, whoever sends': 'l’enregistrement n’est pas valide, quel que soit l’expéditeur',
  'some records that it refers to could not be looked up':
    'certains enregistrements auxquels il renvoie n’ont pas pu être recherchés',
  'keys: {{0}}': 'clés : {{0}}',
  'no key was found under the usual selectors': 'aucune clé n’a été trouvée sous les sélecteurs habituels',
  ' (inherited from {{0}})': ' (hérité de {{0}})',
  'no MTA-STS policy: servers that send here do without certificates that verify':
    'pas de stratégie MTA-STS : les serveurs qui envoient ici se passent de certificats vérifiables',
  'nobody reports to you how protecting mail to you went':
    'personne ne vous rapporte comment s’est passé le chiffrement du courrier vers vous',
  'the record is not valid, and counts as none': 'l’enregistrement n’est pas valide, et compte pour rien',
  '{{0}} records, which count as none': '{{0}} enregistrements, qui comptent pour rien',
  'says that there is an MTA-STS policy ({{0}})': 'dit qu’il y a une stratégie MTA-STS ({{0}})',
  'reports on TLS go to {{0}}': 'les rapports sur TLS vont à {{0}}',
  'no record': 'aucun enregistrement',
  'there is none': 'il n’y en a pas',
  'no SPF record': 'aucun enregistrement SPF',
  'no key': 'aucune clé',
  'policy none: receivers take no action on mail that fails DMARC':
    'stratégie none : les destinataires ne font rien du courrier qui échoue à DMARC',
  'mail that fails DMARC is quarantined': 'le courrier qui échoue à DMARC est mis en quarantaine',
  'mail that fails DMARC is rejected': 'le courrier qui échoue à DMARC est rejeté',
  'ask again; if it goes on, repair the name servers of the domain':
    'interrogez de nouveau ; si cela dure, réparez les serveurs de noms du domaine',
  'ask again': 'interrogez de nouveau',
  'publish the MX of the server that has its mailboxes (Microsoft 365 shows it as the domain’s DNS record)':
    'publiez le MX du serveur qui a ses boîtes aux lettres (Microsoft 365 le montre comme enregistrement DNS du domaine)',
  'set egressAddresses in doorpost.yaml to your public addresses, as the Internet sees them':
    'définissez egressAddresses dans doorpost.yaml avec vos adresses publiques, telles que les voit Internet',
  'correct the record: receivers refuse it as it is':
    'corrigez l’enregistrement : tel quel, les destinataires le refusent',
  'switch on DKIM where the mail is signed; a key under another selector is not seen here':
    'activez DKIM là où le courrier est signé ; une clé sous un autre sélecteur n’est pas vue ici',
};
