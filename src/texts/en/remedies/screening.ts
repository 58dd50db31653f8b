import type { ScreeningRemedy } from '../../../mail/remedies/screening.ts';
import { blank, command } from '../../command.ts';
import { byWord, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

const approve = (address: string) => command`device approve ${address} ${['--relay']}`;

export const screeningRemedies = {
  'authenticate-own-mail': ({ domain, address }) =>
    say`one of three: put ${address} into the SPF record of the domain (${command`domain records ${domain}`}); or let it come by a connector: ${approve(address)}; or let it sign in on port 587: ${command`credential add <mailbox> --name <device>`}`,
  'take-off-block-list': ({ entry }) =>
    say`if it should get through: ${command`block remove ${entry}`}; ${command`block list`} shows who put it there`,
  'lift-restriction': ({ of, who }) =>
    say`find out why (${command`restricted show ${who}`}), ${byWord(of, {
      sender: say`change its password`,
      connector: say`find what sends behind it`,
      address: say`mend what sends from there`,
    })}, and lift it: ${command`restricted lift ${who}`}`,
  'get-off-dns-list': ({ lookUp, address }) =>
    lookUp === null
      ? say`its owner has it taken off that list; if you know who it is, let it in: ${command`allow add ${address}`}`
      : say`its owner has it taken off that list: ${lookUp}; if you know who it is, let it in: ${command`allow add ${address}`}`,
  'greet-by-own-name': () => say`set a host name of its own in the device: it greets with the name of this server`,
  'name-one-author': () => say`set one sender address in the device, and nothing else in From`,
  'clean-machine': ({ address }) =>
    say`look for malware on the machine that sent it; what came from there: ${command`trace --client ${address}`}`,
  'send-file-otherwise': () => say`send such files in another way, or take the type off the organization’s list`,
  'tell-domain-owner': ({ domain }) =>
    say`the owner of ${domain} has forbidden it: they have to send by a server that their SPF or DKIM names; nothing here lets it through`,
  'allow-author': () =>
    say`if such mail is wanted: ${command`allow add ${blank('address or domain')}`}, which lets it through where it is authenticated`,
  'mend-scanner': () => say`look whether the virus scanner runs: ${command`status`}; then it is sent again by itself`,
  'send-smaller': () => say`send it in parts, or raise the size that the scanner takes`,
} satisfies Rows<ScreeningRemedy>;
