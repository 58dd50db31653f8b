/** Checks, in French. */
import type { Sentences } from '../../sentences.ts';

export const checksRemedies: Sentences = {
  'each of them: {{0}}': 'chacun d’eux : {{0}}',
  'send something from it, and look at the same time: {{0}}':
    'envoyez quelque chose depuis lui, et regardez en même temps : {{0}}',
  'publish MX 0 {{0}} if mail for the domain is to come here: {{1}}':
    'publiez MX 0 {{0}} si le courrier du domaine doit venir ici : {{1}}',
  'its mailboxes are said to be here (authoritative), but strangers deliver there: publish MX 0 {{0}}, or {{1}}':
    'ses boîtes aux lettres sont dites ici (faisant autorité), mais des inconnus remettent là-bas : publiez MX 0 {{0}}, ou {{1}}',
  'publish this {{0}} record for {{1}}: {{2}}': 'publiez cet enregistrement {{0}} pour {{1}} : {{2}}',
  'publish {{0}} {{1}}: {{2}}': 'publiez {{0}} {{1}} : {{2}}',
  'send by an upstream that you sign in to (port 587 or Microsoft Graph): {{0}}':
    'envoyez par un relais sortant auquel vous vous connectez (port 587 ou Microsoft Graph) : {{0}}',
  'mail must not leave by MX from here: send by an upstream that you sign in to ({{0}}), or get an address meant for servers':
    'le courrier ne doit pas sortir d’ici par MX : envoyez par un relais sortant auquel vous vous connectez ({{0}}), ou procurez-vous une adresse destinée à des serveurs',
  'find out what was sent ({{0}}), stop it, then ask {{1}} to remove the address':
    'cherchez ce qui a été envoyé ({{0}}), arrêtez-le, puis demandez à {{1}} de retirer l’adresse',
  'look again later: {{0}}': 'regardez de nouveau plus tard : {{0}}',
  'correct host or name in the upstream ({{0}}), or repair DNS':
    'corrigez l’hôte ou le nom dans le relais sortant ({{0}}), ou réparez le DNS',
  'The mail servers of {{0}} do not keep what its own policy ({{1}}) promises, or somebody is on the way. Tell its postmaster; mail waits and is tried again. To encrypt without knowing who it is, for this domain alone: {{2}}':
    'Les serveurs de messagerie de {{0}} ne tiennent pas ce que promet leur propre stratégie ({{1}}), ou quelqu’un se trouve sur le chemin. Prévenez leur administrateur ; le courrier attend et sera réessayé. Pour chiffrer sans savoir avec qui, pour ce seul domaine : {{2}}',
  'name a host with a public address, or let a Global administrator allow this one: {{0}}':
    'nommez un hôte à adresse publique, ou laissez un administrateur général autoriser celui-ci : {{0}}',
  'name an existing file, or make one with {{0}}': 'nommez un fichier existant, ou créez-en un avec {{0}}',
  'set hostName (or DOORPOST_HOSTNAME) to the name of this server, or run {{0}}':
    'définissez hostName (ou DOORPOST_HOSTNAME) avec le nom de ce serveur, ou exécutez {{0}}',
  'use 127.0.0.1 and ::1, or make it production with {{0}}':
    'utilisez 127.0.0.1 et ::1, ou passez en production avec {{0}}',
};
