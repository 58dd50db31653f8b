/** Upstreams, in French. */
import type { Sentences } from '../../sentences.ts';

export const upstreamsRemedies: Sentences = {
  'repair DNS': 'réparez le DNS',
  'look at the firewall between: it has to let HTTPS out':
    'examinez le pare-feu placé entre les deux : il doit laisser sortir HTTPS',
  'look whether a proxy that looks into TLS answers in its place: its authority has to be installed on this machine':
    'voyez si un proxy qui inspecte TLS répond à sa place : son autorité doit être installée sur cette machine',
  'Give both (auth.username and auth.password): {{0}}': 'Donnez les deux (auth.username et auth.password) : {{0}}',
  '{{0}} knows them by --tenant, --client-id and --username; docs/operate/upstreams.md has an example for each kind':
    '{{0}} les connaît comme --tenant, --client-id et --username ; docs/operate/upstreams.md a un exemple pour chaque genre',
  'Give it by standard input: {{0}}': 'Donnez-la par l’entrée standard : {{0}}',
  'Mend it, name a failover first ({{0}}), or let mail for outside wait here until there is an upstream: {{1}}':
    'Réparez-le, nommez d’abord un basculement ({{0}}), ou laissez le courrier vers l’extérieur attendre ici jusqu’à ce qu’il y ait un relais sortant : {{1}}',
  'if that is not meant, name one that stands in for it: {{0}}, or switch it on again: {{1}}':
    'si ce n’est pas voulu, nommez-en un qui prenne le relais : {{0}}, ou réactivez-le : {{1}}',
  "add one ({{0}}; other kinds: docs/operate/upstreams.md) or switch one on ({{1}}): what waits goes by it at once. To send by the recipients' MX instead, straight from this address: {{2}}":
    'ajoutez-en un ({{0}} ; autres genres : docs/operate/upstreams.md) ou activez-en un ({{1}}) : ce qui attend y passe aussitôt. Pour envoyer plutôt selon le MX des destinataires, droit depuis cette adresse : {{2}}',
  'Correct the endpoint of the upstream ({{0}}), or {{1}}':
    'Corrigez le point de terminaison du relais sortant ({{0}}), ou {{1}}',
  '{{0}} changes it': '{{0}} la change',
  'Only a delegated sign-in takes a code: {{0}}': 'Seule une connexion déléguée prend un code : {{0}}',
  'Give the refresh token that you have: {{0}}': 'Donnez le jeton d’actualisation que vous avez : {{0}}',
  'Correct the date ({{0}}), or make a new secret.': 'Corrigez la date ({{0}}), ou créez une nouvelle clé secrète.',
  'to name others: {{0}}': 'pour en nommer d’autres : {{0}}',
  'Its own is called {{0}}; secrets are never set by file, but with {{1}}':
    'Le sien s’appelle {{0}} ; les secrets ne sont jamais définis par un fichier, mais avec {{1}}',
};
