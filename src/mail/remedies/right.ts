/** Acts that are left, so that devices may send. */
export type RightRemedy =
  /** It may send: the values that it has to be set to. */
  | {
      readonly act: 'set-in-device';
      readonly server: string;
      readonly port: number;
      readonly tls: 'from-the-first-byte' | 'starttls' | 'as-it-likes';
      /** `mailbox`: the name of its credential, which is the mailbox's address unless another was chosen. */
      readonly signIn: 'none' | 'mailbox' | 'named';
      /** The name it signs in with, where it has one. */
      readonly login: string | null;
    }
  /** `open`: addresses and networks that no connector covers. */
  | { readonly act: 'let-device-send'; readonly name: string; readonly open: readonly string[] }
  | { readonly act: 'let-more-devices-send'; readonly more: number }
  | { readonly act: 'let-network-send' }
  | { readonly act: 'watch-device'; readonly address: string }
  /** `mechanisms`: by which it tries to sign in; null: it never tried. `foreign`: we speak none of them. */
  | {
      readonly act: 'give-password';
      readonly device: string;
      readonly mechanisms: readonly string[] | null;
      readonly foreign: boolean;
      readonly cramOnly: boolean;
      readonly login: string | null;
    }
  | { readonly act: 'decide-on-device'; readonly address: string };
