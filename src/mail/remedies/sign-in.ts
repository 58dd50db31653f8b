/** To get in to the admin center, and to see who tries. */
export type SignInRemedy =
  /** With a browser; by a link, where nothing else is at hand. */
  | { readonly act: 'sign-in-to-admin-center' }
  /** An authenticator app, by the person at the browser. */
  | { readonly act: 'set-up-second-factor' }
  | { readonly act: 'see-sign-in-attempts' }
  | { readonly act: 'see-administrators' }
  | { readonly act: 'invite-administrator'; readonly name: string };
